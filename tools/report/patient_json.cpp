#include "tools/report/patient_json.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "interpreter/facts/input_names.hpp"
#include "interpreter/values/instant_range.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

using Json = nlohmann::ordered_json;

// A set that is given as a list has no other members; of any other each member that is known is said.
Json set_json(const MemberStates& set, const Type& type) {
  const auto& members = type.members->members;
  auto list = Json::array();
  auto object = Json::object();
  for (std::size_t i = 0; i < set.states.size(); ++i) {
    if (set.states[i] == Truth::yes) list.push_back(members[i].id);
    if (set.states[i] != Truth::unknown) object[members[i].id] = set.states[i] == Truth::yes;
  }
  return set.closed ? list : object;
}

Json event_json(const EventValue& event) {
  return event.moment ? Json(to_string(*event.moment)) : Json(false);
}

// A month or a year; nothing of what no document of facts could say.
Json days_json(const InstantRange& range) {
  const auto days = days_of(range);
  return days ? Json(to_string(*days)) : Json(nullptr);
}

Json value_json(const Value& value, const Type& type) {
  return std::visit(overloaded{
                        [](const Unknown&) { return Json(nullptr); },
                        [](bool given) { return Json(given); },
                        [&](const Number&) {
                          const auto number = shown_number(value);
                          return number ? Json(to_exact_string(*number)) : Json(nullptr);
                        },
                        [&](model::MemberIndex member) { return Json(type.members->members[member].id); },
                        [&](const MemberStates& set) { return set_json(set, type); },
                        [](const Date& date) { return Json(to_string(date)); },
                        [](const Moment& moment) { return Json(to_string(moment)); },
                        [](const EventValue& event) { return event_json(event); },
                        [](const Elapsed&) { return Json(nullptr); },
                        [](const MemberRange&) { return Json(nullptr); },
                        [](const InstantRange& range) { return days_json(range); },
                        [&](const EventRange&) { return days_json(*ends_of(value)); },
                        [](const ElapsedRange&) { return Json(nullptr); },
                    },
                    value);
}

// So much at a time; nothing of an event that has not happened.
std::optional<Json> amount_json(const FactReading& reading) {
  const auto* event = std::get_if<EventValue>(&reading.value);
  if (!event || !event->moment || !event->amount) return std::nullopt;
  Json result{{"value", to_exact_string(*event->amount)}, {"time", to_string(*event->moment)}};
  if (reading.recorded) result["recorded"] = to_string(*reading.recorded);
  return result;
}

Json reading_json(const FactReading& reading, const Type& type) {
  auto value = value_json(reading.value, type);
  if (!reading.time && !reading.recorded) return value;
  Json result{{"value", std::move(value)}};
  if (reading.time) result["time"] = to_string(*reading.time);
  if (reading.recorded) result["recorded"] = to_string(*reading.recorded);
  return result;
}

Json readings_json(const std::vector<FactReading>& readings, const Type& type) {
  auto list = Json::array();
  if (type.has_amounts) {
    for (const auto& each : readings) {
      if (auto amount = amount_json(each)) list.push_back(*std::move(amount));
    }
    return list;
  }
  if (readings.size() == 1) return reading_json(readings.front(), type);
  for (const auto& each : readings) list.push_back(reading_json(each, type));
  return list;
}

}  // namespace

Json patient_json(const model::Model& model, const Patient& patient, const std::optional<Moment>& at) {
  const InputNames names{model};
  auto result = Json::object();
  if (!patient.id.empty()) result["patient"] = patient.id;
  if (const auto moment = at ? at : patient.at) result["at"] = to_string(*moment);
  result["facts"] = Json::object();
  for (model::FactId i = 0; i < model.facts.size(); ++i) {
    const auto name = names.name(model::Input{std::in_place_index<0>, i});
    if (!patient.facts[i].empty())
      result["facts"][name] = readings_json(patient.facts[i], model.facts[i].type);
    else if (is_in_doubt(patient, i))
      result["facts"][name] = nullptr;
  }
  auto parameters = Json::object();
  for (model::ParameterId i = 0; i < model.parameters.size(); ++i) {
    if (patient.parameters[i])
      parameters[names.name(model::Input{std::in_place_index<1>, i})] =
          value_json(*patient.parameters[i], model.parameters[i].type);
  }
  if (!parameters.empty()) result["parameters"] = std::move(parameters);
  return result;
}

}  // namespace waymark
