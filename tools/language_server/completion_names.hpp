#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "tools/language_server/completion.hpp"

namespace waymark::lsp {

// The names of a pathway, as completions.
class NamesOf {
 public:
  explicit NamesOf(const Snapshot& snapshot);

  // Returns the type of a fact, parameter or definition; null where there is none of that name.
  const Type* type_named(std::string_view name) const;

  void add_inputs(std::vector<Completion>& to) const;  // facts and parameters
  void add_values(std::vector<Completion>& to) const;  // and definitions, scores, functions
  void add_members(const Type& type, std::vector<Completion>& to) const;
  // Units of the dimension; all of them where there is none.
  void add_units(const Unit* alike, std::vector<Completion>& to) const;
  // Those that a verb asks for; all where the verb is not known.
  void add_actions(std::string_view verb, std::vector<Completion>& to) const;
  void add_statements(std::vector<Completion>& to) const;  // recommendations, contraindications, notes
  void add_recommendations(std::vector<Completion>& to) const;
  void add_citations(std::vector<Completion>& to) const;  // what nothing cites comes first
  void add_scenarios(std::vector<Completion>& to) const;
  void add_types(std::vector<Completion>& to) const;
  void add_sources(std::vector<Completion>& to) const;

 private:
  bool is_cited(const model::CitedStatement& statement) const;

  bool is_followed(const std::string& source) const;

  const Snapshot& snapshot_;
};

}  // namespace waymark::lsp
