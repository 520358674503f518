#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "interpreter/evaluate/evaluator.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// What can be asked about: a statement, of which there is a status, or a definition, which has a value.
struct Subject {
  std::string id;
  std::variant<model::StatementReference, model::DefineId> node;
};

// `initial.pulse`, `hypoxemia`, `respiratory.hypoxemia`; nullopt where nothing is called so. A statement goes
// before a definition of a library.
std::optional<Subject> find_subject(const model::Model& model, std::string_view id);
// All statements, in document order of their kinds.
std::vector<Subject> statements(const model::Model& model);
// The ids of all statements and definitions, for suggestions.
std::vector<std::string> subject_ids(const model::Model& model);

// What decides it.
model::ExprId expression_of(const model::Model& model, const Subject& subject);
// `advised`, `not_advised`, `undetermined`; of a definition its value as the language writes it.
std::string answer(Evaluator& evaluator, const Subject& subject);
// All answers that there can be; none of a definition that is a number or a time.
std::vector<std::string> possible_answers(const model::Model& model, const Subject& subject);

}  // namespace waymark
