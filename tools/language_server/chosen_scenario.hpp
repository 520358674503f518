#pragma once

#include <memory>
#include <string>

#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/facts/scenario_patient.hpp"
#include "lang/index/symbol_index.hpp"
#include "tools/language_server/view.hpp"

namespace waymark::lsp {

// The scenario under which an editor shows what comes of everything: who its patient is, and what follows.
class ChosenScenario {
 public:
  // Returns null where no scenario is chosen, where there is none of that name any more, or where the pathway
  // has errors.
  static std::unique_ptr<ChosenScenario> of(const Request& request);

  // Returns the hints of the document that lie in the range: the status of each statement, the value of each
  // condition.
  Json hints(Span range);
  // Returns what a hover says of a name: its value or status and why; empty for what has none.
  std::string hover(const Occurrence& name);

 private:
  ChosenScenario(const Request& request, std::uint32_t scenario);
  std::string fact(const model::Declaration& declared, const model::Input& input) const;
  std::string explained(const std::string& id);
  Json hint(std::uint32_t offset, const std::string& label) const;
  void add_statements(Span range, Json& to);
  void add_conditions(Span range, Json& to);

  const Request& request_;
  const model::Model& model_;
  std::uint32_t scenario_;
  ScenarioPatient given_;
  Evaluator evaluator_;
};

}  // namespace waymark::lsp
