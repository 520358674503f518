#include "interpreter/evaluate/computation.hpp"
#include "interpreter/evaluate/count_truth.hpp"
#include "interpreter/evaluate/window.hpp"
#include "interpreter/values/unknown.hpp"

namespace waymark {

Value Computation::operator()(const model::Window& window) const {
  return window_value(evaluator_, window, type_);
}

Value Computation::operator()(const model::EachReading&) const {
  return unknown_because(UnknownReason::not_recorded);
}

// Where nothing was measured in that time, nothing is said of it: not measured is not normal.
Value Computation::operator()(const model::ReadingCount& count) const {
  if (!is_recorded(evaluator_, count.fact)) return unknown_because(UnknownReason::not_recorded);
  const auto found = count_readings(evaluator_, count);
  if (const auto* unknown = std::get_if<Unknown>(&found.span)) return *unknown;
  if (found.tests.empty()) return unknown_because(UnknownReason::no_reading);
  const auto holds = count_truth(count.word, {found.certain, found.possible}, count.count);
  const bool is_open = found.may_be_none || (found.is_open && holds == Truth::unknown);
  if (is_open) return Unknown{UnknownReason::from_operands, false};
  std::vector<const Value*> tests;
  for (const auto& test : found.tests) tests.push_back(&test);
  return kleene_value(holds, tests);
}

Value Computation::operator()(const model::ReadingTime& time) const {
  const auto& model = evaluator_.model();
  if (const auto* fact = std::get_if<model::FactReference>(&model[time.reading].operation)) {
    const auto current = evaluator_.current_reading(fact->fact);
    return current.reading ? Value{current.time} : Value{unknown_because(UnknownReason::not_recorded)};
  }
  const auto* window = model::window_meant(model, time.reading);
  const auto found = window ? window_readings(evaluator_, *window) : WindowReadings{};
  if (found.picked) return found.inside[*found.picked].time;
  const auto& reading = value(time.reading);
  const bool has_time = evaluator_.model()[time.reading].type.kind == TypeKind::event ||
                        std::holds_alternative<Unknown>(reading);
  return has_time ? passed_on(reading) : Value{Unknown{UnknownReason::from_operands, false}};
}

}  // namespace waymark
