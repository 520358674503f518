#pragma once

#include <optional>
#include <string>
#include <vector>

#include "interpreter/facts/facts_problems.hpp"
#include "interpreter/facts/input_names.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// The one fact or parameter that a name given from outside means, or a report why there is none.
class NameResolver {
 public:
  // All must outlive it.
  NameResolver(const model::Model& model, const InputNames& names, FactsProblems& problems)
      : model_{model}, names_{names}, problems_{problems} {}

  std::optional<model::FactId> fact(const std::string& name, const FactsPlace& place);
  std::optional<model::ParameterId> parameter(const std::string& name, const FactsPlace& place);
  bool is_fact(const std::string& name) const;

 private:
  std::vector<model::Input> find(const std::string& name, std::size_t index) const;
  void ambiguous(const std::string& name, const std::vector<model::Input>& found, const FactsPlace& place);
  void unknown(const std::string& name, const FactsPlace& place, const DiagnosticKind<std::string_view>& kind,
               std::size_t index);
  bool is_worked_out(const std::string& name) const;

  const model::Model& model_;
  const InputNames& names_;
  FactsProblems& problems_;
};

}  // namespace waymark
