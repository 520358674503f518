#include "interpreter/decide/subject.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "interpreter/decide/outcome.hpp"

namespace waymark {
namespace {

using model::StatementKind;

template <typename Statement>
void append(const std::vector<Statement>& declared, StatementKind kind, std::vector<Subject>& result) {
  for (std::uint32_t i = 0; i < declared.size(); ++i)
    result.push_back({declared[i].id, model::StatementReference{kind, i}});
}

bool is_called(const model::Declaration& declared, std::string_view id) {
  return declared.id == id || fmt::format("{}.{}", declared.library, declared.id) == id;
}

std::string status_words(Truth condition) {
  if (condition == Truth::yes) return std::string{to_string(Status::advised)};
  return std::string{to_string(condition == Truth::no ? Status::not_advised : Status::undetermined)};
}

}  // namespace

std::vector<Subject> statements(const model::Model& model) {
  std::vector<Subject> result;
  append(model.recommendations, StatementKind::recommendation, result);
  append(model.contraindications, StatementKind::contraindication, result);
  append(model.notes, StatementKind::note, result);
  return result;
}

std::optional<Subject> find_subject(const model::Model& model, std::string_view id) {
  const auto all = statements(model);
  const auto found = std::ranges::find(all, id, &Subject::id);
  if (found != all.end()) return *found;
  for (model::DefineId i = 0; i < model.defines.size(); ++i) {
    if (model.defines[i].value && is_called(model.defines[i], id)) return Subject{std::string{id}, i};
  }
  return std::nullopt;
}

std::vector<std::string> subject_ids(const model::Model& model) {
  std::vector<std::string> result;
  for (auto& each : statements(model)) result.push_back(std::move(each.id));
  for (const auto& define : model.defines) {
    if (define.value) result.push_back(define.id);
  }
  return result;
}

model::ExprId expression_of(const model::Model& model, const Subject& subject) {
  if (const auto* define = std::get_if<model::DefineId>(&subject.node)) return *model.defines[*define].value;
  return model::statement(model, std::get<model::StatementReference>(subject.node)).condition;
}

std::string answer(Evaluator& evaluator, const Subject& subject) {
  const auto expr = expression_of(evaluator.model(), subject);
  if (subject.node.index() == 0) return status_words(evaluator.truth(expr));
  return to_string(evaluator.value(expr), evaluator.model()[expr].type);
}

std::vector<std::string> possible_answers(const model::Model& model, const Subject& subject) {
  if (subject.node.index() == 0) return {"advised", "not_advised", "undetermined"};
  const auto& type = model[expression_of(model, subject)].type;
  if (type.kind == TypeKind::yes_no) return {"yes", "no", "unknown"};
  if (type.kind != TypeKind::one_of) return {};
  std::vector<std::string> result;
  for (const auto& member : type.members->members) result.push_back(member.id);
  result.emplace_back("unknown");
  return result;
}

}  // namespace waymark
