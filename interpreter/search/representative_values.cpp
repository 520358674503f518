#include "interpreter/search/representative_values.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "interpreter/evaluate/occurrences.hpp"
#include "interpreter/facts/given_text.hpp"
#include "interpreter/search/boundary_values.hpp"
#include "interpreter/search/values_of_inputs.hpp"
#include "interpreter/values/kleene.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

using model::ExprId;
using model::Input;

RepresentativeValue unknown_value(const Variable& variable) {
  const bool is_parameter = variable.input.index() == 1;
  return {unknown_because(is_parameter ? UnknownReason::not_set : UnknownReason::not_recorded), std::nullopt};
}

std::optional<Value> typical_number(const Type& type, const std::optional<model::Bounds>& bounds) {
  const Quantity one{Decimal{1}, type.unit};
  if (!bounds) return Value{Number{one, one}};
  const auto width = subtract(bounds->high, bounds->low);
  const auto half = width ? divide(*width, Quantity{Decimal{2}}) : std::nullopt;
  const auto middle = half ? add(bounds->low, Quantity{half->number, width->unit}) : std::nullopt;
  return middle ? std::optional{Value{Number{middle, middle}}} : std::nullopt;
}

// Whether something asks for more than the latest reading.
bool has_history(const model::Model& model, const Input& input) {
  return input.index() == 0 && model.facts[std::get<0>(input)].has_history;
}

class Values {
 public:
  Values(Evaluator& evaluator, const Dependencies& dependencies)
      : evaluator_{evaluator}, dependencies_{dependencies} {}

  std::vector<RepresentativeValues> of(const Input& input) {
    const auto& type = type_of(evaluator_.model(), input);
    if (type.kind == TypeKind::any_of) return of_members(input, type);
    const auto edges = untimed(input, type);
    const bool is_exact = edges.complete && !edges.mixes_readings;
    RepresentativeValues result{{input, std::nullopt}, {}, edges.complete, is_exact, edges.relative};
    for (const auto& value : edges.values) result.values.push_back({value, std::nullopt});
    if (input.index() == 0) add_times(result, std::get<0>(input));
    if (has_history(evaluator_.model(), input)) result.complete = false;
    result.values.push_back(unknown_value(result.variable));
    return {std::move(result)};
  }

 private:
  Edges untimed(const Input& input, const Type& type) {
    switch (type.kind) {
      case TypeKind::yes_no: return {{true, false}};
      case TypeKind::one_of: return all_members(type);
      case TypeKind::number: return number_edges(evaluator_, dependencies_, input);
      case TypeKind::date:
      case TypeKind::moment:
      case TypeKind::event: return with_amounts(time_edges(evaluator_, dependencies_, input), input, type);
      case TypeKind::any_of:
      case TypeKind::elapsed:
      case TypeKind::anything:
      case TypeKind::broken: break;
    }
    return {};
  }

  // Each time as much as is in the middle of what there can be.
  Edges with_amounts(Edges edges, const Input& input, const Type& type) const {
    if (!type.has_amounts) return edges;
    const auto amount = typical_number(type, bounds_of(evaluator_.model(), input));
    for (auto& value : edges.values) {
      auto* event = std::get_if<EventValue>(&value);
      if (event && event->moment && amount) event->amount = known_number(*amount);
    }
    return edges;
  }

  static Edges all_members(const Type& type) {
    Edges result;
    for (std::size_t member = 0; member < type.members->members.size(); ++member) {
      result.values.emplace_back(static_cast<model::MemberIndex>(member));
    }
    return result;
  }

  // Of a set the time of the reading is not varied.
  std::vector<RepresentativeValues> of_members(const Input& input, const Type& type) {
    bool complete = true;
    if (input.index() == 0) {
      const auto times = reading_times(evaluator_, dependencies_, std::get<0>(input));
      complete = times.fresh.empty() && !times.stale;
    }
    std::vector<RepresentativeValues> result;
    for (std::size_t member = 0; member < type.members->members.size(); ++member) {
      const Variable variable{input, static_cast<model::MemberIndex>(member)};
      result.push_back({variable,
                        {{true, {}}, {false, {}}, {unknown_because(UnknownReason::not_stated), {}}},
                        complete,
                        true,
                        false});
    }
    return result;
  }

  // Where the age of a reading matters each value is read at each time; what is stale is so whatever it is.
  void add_times(RepresentativeValues& result, model::FactId fact) {
    const auto times = reading_times(evaluator_, dependencies_, fact);
    result.complete &= times.complete;
    result.relative |= times.relative;
    const auto untimed = result.values;
    for (const auto& time : times.fresh) {
      for (const auto& each : untimed) result.values.push_back({each.value, time});
    }
    if (times.stale && !untimed.empty()) result.values.push_back({untimed.front().value, times.stale});
  }

  Evaluator& evaluator_;
  const Dependencies& dependencies_;
};

// --- a patient of whom everything is known that has a say in where edges are

std::optional<Value> typical_value(const Type& type, const std::optional<model::Bounds>& bounds,
                                   const Moment& at) {
  switch (type.kind) {
    case TypeKind::number: return typical_number(type, bounds);
    case TypeKind::date: return Value{date_of(at)};
    case TypeKind::moment: return Value{at};
    case TypeKind::event: return Value{EventValue{at}};
    default: return std::nullopt;
  }
}

Patient typical_patient(const model::Model& model, const Moment& at) {
  auto patient = empty_patient(model);
  for (std::size_t i = 0; i < model.facts.size(); ++i) {
    if (auto value = typical_value(model.facts[i].type, model.facts[i].within, at))
      patient.facts[i] = {FactReading{std::move(*value), std::nullopt, {}}};
  }
  for (std::size_t i = 0; i < model.parameters.size(); ++i) {
    const auto& parameter = model.parameters[i];
    if (!parameter.value) patient.parameters[i] = typical_value(parameter.type, parameter.within, at);
  }
  return patient;
}

// --- members

MemberStates states_of(const Value& value, const Type& type) {
  if (const auto* states = std::get_if<MemberStates>(&value)) return *states;
  return {std::vector<Truth>(type.members->members.size(), Truth::unknown), false};
}

Value with_member(const Value& before, const Type& type, model::MemberIndex member, const Value& value) {
  auto states = states_of(before, type);
  states.states[member] = truth(value);
  return states;
}

Value value_of_member(const Value& set, const Type& type, model::MemberIndex member) {
  const auto state = states_of(set, type).states[member];
  return state == Truth::unknown ? Value{unknown_because(UnknownReason::not_stated)}
                                 : Value{state == Truth::yes};
}

// One reading takes the place of all; where earlier ones count too, of those that are not earlier. The
// moments of an event are told at once.
void make_room(std::vector<FactReading>& readings, bool has_history, const RepresentativeValue& reading,
               const Moment& at) {
  const bool replaces_all = std::holds_alternative<Unknown>(reading.value) ||
                            std::holds_alternative<EventValue>(reading.value) ||
                            std::holds_alternative<EventRange>(reading.value);
  if (!has_history || replaces_all) return readings.clear();
  const auto taken = reading.time.value_or(at);
  std::erase_if(readings, [&](const FactReading& each) { return each.time.value_or(at) >= taken; });
}

Value whole_value(const model::Model& model, const Patient& patient, const Input& input, const Moment& at) {
  if (input.index() == 1) {
    const auto id = std::get<1>(input);
    const auto& declared = model.parameters[id].value;
    if (patient.parameters[id]) return *patient.parameters[id];
    return declared ? Evaluator{model, patient, at}.value(*declared)
                    : Value{unknown_because(UnknownReason::not_set)};
  }
  const auto fact = std::get<0>(input);
  const auto current = current_reading(model, patient, fact, at);
  if (!current.reading) return unknown_because(UnknownReason::not_recorded);
  if (current.stale) return unknown_because(UnknownReason::stale);
  return value_of(current, patient.facts[fact], at);
}

}  // namespace

const Type& type_of(const model::Model& model, const Input& input) {
  return input.index() == 0 ? model.facts[std::get<0>(input)].type
                            : model.parameters[std::get<1>(input)].type;
}

const std::optional<model::Bounds>& bounds_of(const model::Model& model, const Input& input) {
  return input.index() == 0 ? model.facts[std::get<0>(input)].within
                            : model.parameters[std::get<1>(input)].within;
}

std::vector<RepresentativeValues> representative_values(const model::Model& model,
                                                        const std::vector<ExprId>& exprs,
                                                        const Patient& patient, Moment at) {
  return values_of_inputs(model, exprs, Dependencies{model, exprs}.inputs(), patient, at);
}

std::vector<RepresentativeValues> values_of_inputs(const model::Model& model,
                                                   const std::vector<ExprId>& exprs,
                                                   const std::set<Input>& inputs, const Patient& patient,
                                                   Moment at) {
  Evaluator evaluator{model, patient, at};
  const Dependencies dependencies{model, exprs};
  Values values{evaluator, dependencies};
  std::vector<RepresentativeValues> result;
  for (const auto& input : inputs) {
    if (dependencies.inputs().contains(input))
      std::ranges::move(values.of(input), std::back_inserter(result));
  }
  return result;
}

std::vector<RepresentativeValues> representative_values(const model::Model& model, Moment at) {
  auto result = representative_values(model, decisive_conditions(model), typical_patient(model, at), at);
  for (auto& each : result) each.complete &= !each.relative;
  return result;
}

std::vector<ExprId> decisive_conditions(const model::Model& model) {
  std::vector<ExprId> result;
  for (const auto& each : model.recommendations) result.push_back(each.condition);
  for (const auto& each : model.contraindications) result.push_back(each.condition);
  for (const auto& each : model.notes) result.push_back(each.condition);
  for (const auto& each : model.properties) result.push_back(each.condition);
  return result;
}

Value current_value(const model::Model& model, const Patient& patient, const Variable& variable, Moment at) {
  auto value = whole_value(model, patient, variable.input, at);
  if (!variable.member) return value;
  return value_of_member(value, type_of(model, variable.input), *variable.member);
}

Patient with_record_of(Patient patient, const model::Input& input, const Patient& other) {
  if (const auto* fact = std::get_if<0>(&input))
    patient.facts[*fact] = other.facts[*fact], patient.in_doubt[*fact] = is_in_doubt(other, *fact);
  else
    patient.parameters[std::get<1>(input)] = other.parameters[std::get<1>(input)];
  return patient;
}

Patient with_value(const model::Model& model, Patient patient, const Variable& variable,
                   const RepresentativeValue& value, Moment at) {
  const auto& type = type_of(model, variable.input);
  const bool is_fact = variable.input.index() == 0;
  auto changed = value.value;
  if (variable.member) {
    const auto before = whole_value(model, patient, variable.input, at);
    changed = with_member(before, type, *variable.member, value.value);
  }
  if (!is_fact) {
    patient.parameters[std::get<1>(variable.input)] = std::move(changed);
    return patient;
  }
  auto& readings = patient.facts[std::get<0>(variable.input)];
  auto text = to_string(changed, type);
  make_room(readings, has_history(model, variable.input), {changed, value.time}, at);
  if (!std::holds_alternative<Unknown>(changed))
    readings.push_back({std::move(changed), value.time, std::move(text)});
  return patient;
}

std::string to_string(const model::Model& model, const Variable& variable, const RepresentativeValue& value) {
  const auto number = shown_number(value.value);
  const auto text =
      number ? to_exact_string(*number) : to_string(value.value, type_of(model, variable.input));
  return value.time ? fmt::format("{} at {}", text, to_string(*value.time)) : text;
}

std::string given_text(const model::Model& model, const InputNames& names, const Variable& variable,
                       const RepresentativeValue& value) {
  const auto& type = type_of(model, variable.input);
  const auto name = names.name(variable.input);
  if (variable.member) {
    const auto& member = type.members->members[*variable.member].id;
    return fmt::format("{} includes {} = {}", name, member, to_string(value.value, type));
  }
  const auto* event = std::get_if<EventValue>(&value.value);
  if (event && !event->moment) return name + " = no";
  return fmt::format("{} = {}", name, to_string(model, variable, value));
}

std::string given_text(const model::Model& model, const InputNames& names, const Variable& variable,
                       const RepresentativeValue& value, const Patient& patient, const Moment& at) {
  if (!has_history(model, variable.input)) return given_text(model, names, variable, value);
  const auto fact = std::get<0>(variable.input);
  const auto lines =
      lines_of_readings(names.name(variable.input), patient.facts[fact], model.facts[fact].type, at);
  return lines.size() == 1 ? lines.front() : given_text(model, names, variable, value);
}

}  // namespace waymark
