#include "interpreter/search/moment_needed.hpp"

#include <algorithm>

namespace waymark {
namespace {

bool is_dated(const Value& value) {
  const auto* event = std::get_if<EventValue>(&value);
  return std::holds_alternative<Date>(value) || std::holds_alternative<Moment>(value) ||
         (event && event->moment) || is_partial(value);
}

bool is_dated(const FactReading& reading) {
  return reading.time || reading.recorded || is_dated(reading.value);
}

}  // namespace

bool looks_at_time(const model::Model& model, const model::Operation& operation) {
  const auto* fact = std::get_if<model::FactReference>(&operation);
  return model::fact_of_readings(operation) || std::holds_alternative<model::ReadingTime>(operation) ||
         std::holds_alternative<model::MomentOf>(operation) ||
         std::holds_alternative<model::Happened>(operation) ||
         std::holds_alternative<model::TimeSince>(operation) ||
         std::holds_alternative<model::TimeSinceReading>(operation) ||
         std::holds_alternative<model::CalendarCount>(operation) ||
         (fact && model::goes_stale(model.facts[fact->fact]));
}

bool looks_at_time(const model::Model& model, const std::vector<model::ExprId>& expressions) {
  return std::ranges::any_of(expressions,
                             [&](model::ExprId expr) { return looks_at_time(model, model[expr].operation); });
}

bool looks_at_time(const model::Model& model) {
  return std::ranges::any_of(model.expressions,
                             [&](const auto& each) { return looks_at_time(model, each.operation); });
}

bool is_dated(const Patient& patient) {
  const auto is_set = [](const std::optional<Value>& value) { return value && is_dated(*value); };
  const auto has_dated = [](const std::vector<FactReading>& readings) {
    return std::ranges::any_of(readings, [](const FactReading& reading) { return is_dated(reading); });
  };
  return std::ranges::any_of(patient.parameters, is_set) || std::ranges::any_of(patient.facts, has_dated);
}

bool has_moment(const model::Model& model, std::uint32_t scenario) {
  for (std::optional next{scenario}; next; next = model.scenarios[*next].extends) {
    if (model.scenarios[*next].at) return true;
  }
  return false;
}

}  // namespace waymark
