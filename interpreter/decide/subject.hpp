#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "interpreter/evaluate/evaluator.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// A definition, a score, a parameter, or a table of several outputs; and an expression whose value is its
// own, of a table that of its first output.
enum class NamedKind { definition, score, parameter, table };
struct NamedValue {
  NamedKind kind = NamedKind::definition;
  std::uint32_t index = 0;  // of the model
  model::ExprId expr = 0;
};

// What can be asked about: a statement, of which there is a status, or what is named, which has a value.
struct Subject {
  std::string id;
  std::variant<model::StatementReference, NamedValue> node;
};

const model::Declaration& declaration(const model::Model& model, const NamedValue& named);

// `initial.pulse`, `hypoxemia`, `respiratory.hypoxemia`; of a table with one output that output. nullopt
// where nothing is called so, or nothing uses it. A statement goes before what a library declares.
std::optional<Subject> find_subject(const model::Model& model, std::string_view id);
// All statements, in document order of their kinds.
std::vector<Subject> statements(const model::Model& model);
// The ids of all statements, definitions, tables, scores and parameters, for suggestions.
std::vector<std::string> subject_ids(const model::Model& model);

// What decides it.
model::ExprId expression_of(const model::Model& model, const Subject& subject);
// Of a table those of all its outputs.
std::vector<model::ExprId> expressions_of(const model::Model& model, const Subject& subject);
// What can still matter for it.
std::vector<model::Input> needs_of(Evaluator& evaluator, const Subject& subject);
// `advised`, `not_advised`, `undetermined`; of a table which row counts, as answer_of_table has it; of what
// else is named its value as the language writes it.
std::string answer(Evaluator& evaluator, const Subject& subject);
// All answers that there can be; none of a number or a time.
std::vector<std::string> possible_answers(const model::Model& model, const Subject& subject);

}  // namespace waymark
