#include "interpreter/evaluate/bounds.hpp"
#include "interpreter/evaluate/computation.hpp"
#include "interpreter/evaluate/occurrences.hpp"
#include "interpreter/evaluate/score.hpp"
#include "interpreter/values/unknown.hpp"

namespace waymark {

std::vector<const Value*> Computation::values(const std::vector<model::ExprId>& exprs) const {
  std::vector<const Value*> result;
  for (const auto expr : exprs) result.push_back(&value(expr));
  return result;
}

Value Computation::operator()(const model::Literal& literal) const {
  return value_of(literal.value, type_, evaluator_.at());
}

Value Computation::operator()(const model::FactReference& reference) const {
  const auto current = evaluator_.current_reading(reference.fact);
  if (!current.reading)
    return unknown_because(is_in_doubt(evaluator_.patient(), reference.fact) ? UnknownReason::in_doubt
                                                                             : UnknownReason::not_recorded);
  if (current.stale) return unknown_because(UnknownReason::stale);
  return value_of(current, evaluator_.patient().facts[reference.fact], evaluator_.at());
}

// What is stale, said to be unknown, set aside or was not searched is more than nothing.
Value Computation::operator()(const model::UnrecordedIsNo& unrecorded) const {
  const bool is_recorded = evaluator_.current_reading(unrecorded.fact).reading != nullptr;
  if (!is_recorded && !is_in_doubt(evaluator_.patient(), unrecorded.fact)) return false;
  return unknown_because(UnknownReason::not_recorded);
}

// Whatever it would be set to by the pathway, a site can still set a parameter that is unknown.
Value Computation::operator()(const model::ParameterReference& reference) const {
  const auto& set = evaluator_.patient().parameters[reference.parameter];
  const auto& declared = evaluator_.model().parameters[reference.parameter].value;
  if (set && !std::holds_alternative<Unknown>(*set)) return *set;
  if (set || !declared || std::holds_alternative<Unknown>(value(*declared))) {
    return unknown_because(UnknownReason::not_set);
  }
  return value(*declared);
}

Value Computation::operator()(const model::DefineReference& reference) const {
  return passed_on(value(*evaluator_.model().defines[reference.define].value));
}

Value Computation::operator()(const model::DefineCall& call) const { return passed_on(value(call.body)); }

Value Computation::operator()(const model::ScoreReference& reference) const {
  return score_value(evaluator_, evaluator_.model().scores[reference.score]);
}

}  // namespace waymark
