#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/facts/patient.hpp"
#include "lang/model/model.hpp"

namespace waymark::test {

inline UnitPtr unit(const std::string& code) {
  return code.empty() ? pure_unit() : std::get<UnitPtr>(parse_ucum(code));
}
inline Quantity quantity(const std::string& number, const std::string& code = "") {
  return {*Decimal::parse(number), unit(code)};
}
inline Value number(const std::string& value, const std::string& code = "") {
  return Number{quantity(value, code), quantity(value, code)};
}
inline Date date(const std::string& text) { return *parse_date(text); }
inline Moment moment(const std::string& text) { return *parse_moment(text); }

inline const Type yes_no{.kind = TypeKind::yes_no};
inline const Type pure_number{.kind = TypeKind::number};
inline Type number_in(const std::string& code) { return {.kind = TypeKind::number, .unit = unit(code)}; }
inline Type with_members(TypeKind kind, const std::vector<std::string>& members) {
  MemberSet set{.name = "members", .ordered = true, .members = {}};
  for (const auto& id : members) {
    set.members.push_back({id, "", Decimal{static_cast<std::int64_t>(set.members.size())}, {}});
  }
  return {.kind = kind, .members = std::make_shared<MemberSet>(std::move(set))};
}

// A model put together by hand, with what is recorded of one patient. Every expression is its own canonical
// one.
class ModelBuilder {
 public:
  model::Model model;
  Patient patient;
  Moment at = moment("2026-11-23T08:30:00Z");

  model::FactId fact(const Type& type, std::vector<FactReading> readings = {}) {
    model::Fact fact;
    fact.id = "f" + std::to_string(model.facts.size());
    fact.type = type;
    model.facts.push_back(std::move(fact));
    patient.facts.push_back(std::move(readings));
    return static_cast<model::FactId>(model.facts.size() - 1);
  }

  // A new fact with one reading without a time, and a reference to it.
  model::ExprId recorded(const Type& type, Value value) {
    return reference(fact(type, {{std::move(value), {}, ""}}));
  }
  model::ExprId unrecorded(const Type& type) { return reference(fact(type)); }
  model::ExprId reference(model::FactId id) { return add(model::FactReference{id}, model.facts[id].type); }

  model::ExprId define(model::ExprId value) {
    model::Define define;
    define.id = "d" + std::to_string(model.defines.size());
    define.type = model[value].type;
    define.value = value;
    model.defines.push_back(std::move(define));
    const auto id = static_cast<model::DefineId>(model.defines.size() - 1);
    return add(model::DefineReference{id}, model.defines[id].type);
  }

  model::ExprId parameter(const Type& type, std::optional<Value> set = {},
                          std::optional<model::ExprId> value = {}) {
    model::Parameter parameter;
    parameter.id = "p" + std::to_string(model.parameters.size());
    parameter.type = type;
    parameter.value = value;
    model.parameters.push_back(std::move(parameter));
    patient.parameters.push_back(std::move(set));
    return add(model::ParameterReference{static_cast<model::ParameterId>(model.parameters.size() - 1)}, type);
  }

  model::ExprId score(std::vector<model::ScoreRow> rows) {
    model::Score score;
    score.id = "s" + std::to_string(model.scores.size());
    score.rows = std::move(rows);
    model.scores.push_back(std::move(score));
    return add(model::ScoreReference{static_cast<model::ScoreId>(model.scores.size() - 1)}, pure_number);
  }

  model::ExprId literal(model::Constant constant, const Type& type = yes_no) {
    return add(model::Literal{std::move(constant)}, type);
  }
  model::ExprId literal(const std::string& number, const std::string& code = "") {
    return literal(model::Constant{quantity(number, code)}, number_in(code));
  }

  // The type by value: it may be that of an expression, which adding one moves.
  model::ExprId add(model::Operation operation, Type type = yes_no) {
    const auto id = static_cast<model::ExprId>(model.expressions.size());
    model.expressions.push_back({std::move(operation), std::move(type), {}, id});
    return id;
  }

  model::ExprId compare(model::ExprId left, ast::ComparisonOperator op, model::ExprId right) {
    return add(model::Comparison{op, left, right});
  }

  Evaluator evaluator() const { return {model, patient, at}; }
  Value value(model::ExprId expr) const {
    auto fresh = evaluator();
    return fresh.value(expr);
  }
  Truth truth(model::ExprId expr) const { return waymark::truth(value(expr)); }
  std::string text(model::ExprId expr) const { return to_string(value(expr), model[expr].type); }
  // The ids of what is needed: "f0", "p1".
  std::vector<std::string> needs(model::ExprId expr) const {
    auto fresh = evaluator();
    std::vector<std::string> ids;
    for (const auto& input : fresh.needs(expr)) {
      ids.push_back(input.index() == 0 ? model.facts[std::get<0>(input)].id
                                       : model.parameters[std::get<1>(input)].id);
    }
    return ids;
  }
};

}  // namespace waymark::test
