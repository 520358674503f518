#include "plain_document.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "interpreter/facts/input_names.hpp"
#include "interpreter/values/instant_range.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark::generated {
namespace {

std::string json_string(const std::string& text) { return '"' + text + '"'; }

std::string number_text(const Quantity& quantity, const Type& type, bool in_json) {
  const auto digits = quantity.number.to_exact_string();
  const bool is_bare = is_pure(*quantity.unit) || quantity.unit == type.unit;
  if (is_bare) return digits;
  const auto text = fmt::format("{} {}", digits, waymark::to_string(*quantity.unit));
  return in_json ? json_string(text) : text;
}

std::string set_json(const MemberStates& states, const Type& type) {
  std::vector<std::string> listed, stated;
  for (std::size_t i = 0; i < states.states.size(); ++i) {
    const auto id = json_string(type.members->members[i].id);
    if (states.states[i] == Truth::yes) listed.push_back(id);
    if (states.states[i] != Truth::unknown)
      stated.push_back(fmt::format("{}: {}", id, states.states[i] == Truth::yes));
  }
  return states.closed ? fmt::format("[{}]", fmt::join(listed, ", "))
                       : fmt::format("{{{}}}", fmt::join(stated, ", "));
}

// Null where nothing is recorded.
const Value* last_value(const std::vector<FactReading>& readings) {
  if (readings.empty() || std::holds_alternative<Unknown>(readings.back().value)) return nullptr;
  return &readings.back().value;
}

std::string text(const Value& value, const Type& type, bool in_json) {
  const auto word = [in_json](const std::string& text) { return in_json ? json_string(text) : text; };
  return std::visit(overloaded{
                        [](const Unknown&) -> std::string { return "null"; },
                        [](bool yes) -> std::string { return yes ? "true" : "false"; },
                        [&](const Number& number) { return number_text(*number.low, type, in_json); },
                        [&](model::MemberIndex member) { return word(type.members->members[member].id); },
                        [&](const MemberStates& states) { return set_json(states, type); },
                        [&](const Date& date) { return word(to_string(date)); },
                        [&](const Moment& moment) { return word(to_string(moment)); },
                        [&](const EventValue& event) -> std::string {
                          return event.moment ? word(to_string(*event.moment)) : "false";
                        },
                        [](const Elapsed&) -> std::string { return "null"; },
                        [](const MemberRange&) -> std::string { return "null"; },
                        [&](const InstantRange& range) { return word(to_string(range)); },
                        [&](const EventRange& range) { return word(to_string(range)); },
                        [](const ElapsedRange&) -> std::string { return "null"; },
                    },
                    value);
}

}  // namespace

PlainDocuments::PlainDocuments(const model::Model& model) : model_{model} {
  const InputNames names{model};
  for (model::FactId fact = 0; fact < model.facts.size(); ++fact) {
    names_.push_back(names.name(model::Input{std::in_place_index<0>, fact}));
    const auto& type = model.facts[fact].type;
    if (type.kind != TypeKind::any_of) {
      columns_.push_back({fact, names_.back(), -1});
      continue;
    }
    for (int member = 0; member < static_cast<int>(type.members->members.size()); ++member) {
      const auto& id = type.members->members[static_cast<std::size_t>(member)].id;
      columns_.push_back({fact, fmt::format("{}.{}", names_.back(), id), member});
    }
  }
}

std::string PlainDocuments::document(const Patient& patient) const {
  std::vector<std::string> facts;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (const auto* value = last_value(patient.facts[i]))
      facts.push_back(fmt::format("\"{}\": {}", names_[i], text(*value, model_.facts[i].type, true)));
  }
  return fmt::format(R"({{"patient": "{}", "facts": {{{}}}}})", patient.id, fmt::join(facts, ", "));
}

std::string PlainDocuments::header() const {
  std::string result = "patient";
  for (const auto& column : columns_) result += "," + column.title;
  return result;
}

std::string PlainDocuments::cell(const Column& column, const Patient& patient) const {
  const auto* value = last_value(patient.facts[column.fact]);
  if (!value) return {};
  if (column.member < 0) return text(*value, model_.facts[column.fact].type, false);
  const auto state = std::get<MemberStates>(*value).states[static_cast<std::size_t>(column.member)];
  return state == Truth::unknown ? "" : state == Truth::yes ? "yes" : "no";
}

std::string PlainDocuments::row(const Patient& patient) const {
  std::string result = patient.id;
  for (const auto& column : columns_) result += "," + cell(column, patient);
  return result;
}

}  // namespace waymark::generated
