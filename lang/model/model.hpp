#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lang/model/expectations.hpp"

// The checked pathway: names resolved, every expression typed, units fitting, equal expressions known as
// equal. It is the one meaning that every backend reads. Indices are positions in the vectors of `Model`.
// The expressions stand in operations.hpp, declarations in declaration.hpp, sections and advice in
// statement.hpp, properties and scenarios in expectations.hpp.
namespace waymark::model {

struct Library {
  std::string id, title, version;
  Span span;
};

struct Model {
  std::string id, title, version;  // of the pathway, or of the library that is compiled by itself
  bool is_library = false;
  std::optional<Site> site = {};  // of a site, whose pathway it is
  std::vector<std::string> about;
  std::vector<std::uint32_t> follows;  // indices of sources
  std::vector<ExprId> applies;         // conditions of `applies when`; all have to hold
  std::vector<Library> libraries;
  std::vector<Source> sources;
  std::vector<CodeList> code_lists;
  std::vector<Fact> facts;
  std::vector<Parameter> parameters;
  std::vector<Define> defines;
  std::vector<Score> scores;
  std::vector<Table> tables;
  std::vector<Action> actions;
  std::vector<Expression> expressions;
  std::vector<Section> sections;  // in document order
  std::vector<Recommendation> recommendations;
  std::vector<Contraindication> contraindications;
  std::vector<Note> notes;
  std::vector<Property> properties;
  std::vector<Scenario> scenarios;
  std::vector<AcceptedFinding> accepted;  // as they stand
  UnitTable units;

  const Expression& operator[](ExprId expr) const { return expressions[expr]; }
};

// What an alternative says of a step, and what the recommendation says of it where the alternative does not.
Regimen completed(Regimen own, const Regimen& common);
// The steps of an alternative of the recommendation, completed; or the recommendation's where it has none.
std::vector<Regimen> steps_of(const Recommendation& recommendation, const Target& alternative);
// The actions of a target, each with the target that is only it, in the order in which they are written.
std::vector<const Target*> single_targets(const Target& target);
// Whether some alternative has a regimen or a condition of its own.
bool has_own_regimens(const Target& target);
// Whether some alternative has a condition of its own.
bool has_own_conditions(const Target& target);
// Every dose that a recommendation may come to, those of its alternatives among them.
std::vector<const Dose*> doses_of(const Recommendation& recommendation);
// Whether a site does not do it; then it is never advised.
bool is_withdrawn(const StatementBase& statement);
// Whether it is to be done by a certain time.
bool has_deadline(const Recommendation& recommendation);
// Whether it can be told of one that is advised whether it is done, due, overdue or not due yet.
bool has_progress(const Recommendation& recommendation);

// What a verb asks for, turned round by `should not` and `must not`.
Stance stance(ast::Modality modality, Verb verb);
std::string_view to_string(Verb verb);               // "refer to"
std::string_view to_string(ast::Modality modality);  // "should not"
std::string_view to_string(ActionKind kind);
std::string_view to_string(Function function);
std::string_view to_string(ast::WindowFunction function);  // "number of"
// Whether the value is that of one of the readings, which has a time.
bool picks_a_reading(ast::WindowFunction function);
// The window that an expression is, directly or by the name of a definition that is nothing else; or null.
const Window* window_meant(const Model& model, ExprId expr);
// Whether a reading of the fact counts for some time only.
inline bool goes_stale(const Fact& fact) { return fact.valid_for || fact.validity; }
// The fact whose readings over time an operation looks at, if it does so.
std::optional<FactId> fact_of_readings(const Operation& operation);
const Statement& statement(const Model& model, const CitedStatement& cited);
// `initial.2`, behind its source's name where the pathway does not follow it.
std::string name_of(const Model& model, const CitedStatement& cited);
const StatementBase& statement(const Model& model, const StatementReference& reference);
// All statements of the pathway, in the order of their kinds.
std::vector<StatementReference> all_statements(const Model& model);

}  // namespace waymark::model
