#include "interpreter/decide/subject.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/evaluate/table_rows.hpp"

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

// The first place where it is used; nullopt where it is not.
template <typename Reference>
std::optional<model::ExprId> use_of(const model::Model& model, std::uint32_t Reference::*member,
                                    std::uint32_t index) {
  for (model::ExprId expr = 0; expr < model.expressions.size(); ++expr) {
    const auto* reference = std::get_if<Reference>(&model[expr].operation);
    if (reference && reference->*member == index) return expr;
  }
  return std::nullopt;
}

template <typename Declared>
std::optional<std::uint32_t> index_called(const std::vector<Declared>& declared, std::string_view id) {
  const auto found = std::ranges::find_if(declared, [&](const auto& each) { return is_called(each, id); });
  if (found == declared.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - declared.begin());
}

std::optional<NamedValue> definition_called(const model::Model& model, std::string_view id) {
  for (model::DefineId i = 0; i < model.defines.size(); ++i) {
    const auto& define = model.defines[i];
    if (define.value && is_called(define, id)) return NamedValue{NamedKind::definition, i, *define.value};
  }
  const auto table = index_called(model.tables, id);
  if (!table) return std::nullopt;
  const auto& outputs = model.tables[*table].outputs;
  const auto value = *model.defines[outputs.front()].value;
  return outputs.size() == 1 ? NamedValue{NamedKind::definition, outputs.front(), value}
                             : NamedValue{NamedKind::table, *table, value};
}

const model::Table* table_meant(const model::Model& model, const Subject& subject) {
  const auto* named = std::get_if<NamedValue>(&subject.node);
  return named && named->kind == NamedKind::table ? &model.tables[named->index] : nullptr;
}

std::optional<NamedValue> value_called(const model::Model& model, std::string_view id) {
  if (auto definition = definition_called(model, id)) return definition;
  if (const auto score = index_called(model.scores, id)) {
    const auto use = use_of(model, &model::ScoreReference::score, *score);
    if (use) return NamedValue{NamedKind::score, *score, *use};
  }
  if (const auto parameter = index_called(model.parameters, id)) {
    const auto use = use_of(model, &model::ParameterReference::parameter, *parameter);
    if (use) return NamedValue{NamedKind::parameter, *parameter, *use};
  }
  return std::nullopt;
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
  const auto value = value_called(model, id);
  return value ? std::optional{Subject{std::string{id}, *value}} : std::nullopt;
}

const model::Declaration& declaration(const model::Model& model, const NamedValue& named) {
  switch (named.kind) {
    case NamedKind::score: return model.scores[named.index];
    case NamedKind::parameter: return model.parameters[named.index];
    case NamedKind::table: return model.tables[named.index];
    case NamedKind::definition: break;
  }
  return model.defines[named.index];
}

std::vector<std::string> subject_ids(const model::Model& model) {
  std::vector<std::string> result;
  for (auto& each : statements(model)) result.push_back(std::move(each.id));
  for (const auto& define : model.defines) {
    if (define.value) result.push_back(define.id);
  }
  for (const auto& table : model.tables) {
    if (table.outputs.size() > 1) result.push_back(table.id);
  }
  for (const auto& score : model.scores) result.push_back(score.id);
  for (const auto& parameter : model.parameters) result.push_back(parameter.id);
  return result;
}

model::ExprId expression_of(const model::Model& model, const Subject& subject) {
  if (const auto* named = std::get_if<NamedValue>(&subject.node)) return named->expr;
  return model::statement(model, std::get<model::StatementReference>(subject.node)).condition;
}

std::vector<model::ExprId> expressions_of(const model::Model& model, const Subject& subject) {
  const auto* table = table_meant(model, subject);
  if (!table) return {expression_of(model, subject)};
  std::vector<model::ExprId> result;
  for (const auto output : table->outputs) result.push_back(*model.defines[output].value);
  return result;
}

std::vector<model::Input> needs_of(Evaluator& evaluator, const Subject& subject) {
  std::vector<model::Input> result;
  for (const auto expr : expressions_of(evaluator.model(), subject)) {
    for (const auto& input : evaluator.needs(expr).list()) {
      if (std::ranges::find(result, input) == result.end()) result.push_back(input);
    }
  }
  return result;
}

std::string answer(Evaluator& evaluator, const Subject& subject) {
  if (const auto* table = table_meant(evaluator.model(), subject)) return answer_of_table(evaluator, *table);
  const auto expr = expression_of(evaluator.model(), subject);
  if (subject.node.index() == 0) return status_words(evaluator.truth(expr));
  return to_string(evaluator.value(expr), evaluator.model()[expr].type);
}

std::vector<std::string> possible_answers(const model::Model& model, const Subject& subject) {
  if (subject.node.index() == 0) return {"advised", "not_advised", "undetermined"};
  if (const auto* table = table_meant(model, subject)) return possible_answers(*table);
  const auto& type = model[expression_of(model, subject)].type;
  if (type.kind == TypeKind::yes_no) return {"yes", "no", "unknown"};
  if (type.kind != TypeKind::one_of) return {};
  std::vector<std::string> result;
  for (const auto& member : type.members->members) result.push_back(member.id);
  result.emplace_back("unknown");
  return result;
}

}  // namespace waymark
