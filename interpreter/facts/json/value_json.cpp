#include "interpreter/facts/json/value_json.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "interpreter/facts/expected_form.hpp"
#include "interpreter/values/instant_range.hpp"
#include "lang/text/characters.hpp"

namespace waymark {

static bool has_instants(const Type& type) {
  return type.kind == TypeKind::date || type.kind == TypeKind::moment ||
         (type.kind == TypeKind::event && !type.has_amounts);
}

std::string expected_form(const ExpectedValue& expected) {
  return expected_form(expected.type, expected.within);
}

ExpectedValue expected_value(const model::Fact& fact, const std::string& name) {
  return {.name = name, .type = fact.type, .within = fact.within, .may_be_partial = true};
}

ExpectedValue expected_value(const model::Parameter& parameter, const std::string& name) {
  return {.name = name, .type = parameter.type, .within = parameter.within};
}

std::nullopt_t ValueReader::refuse(const json::Node& node, const ExpectedValue& expected,
                                   const FactsPlace& place) {
  problems_.report(place, diagnostics::facts_wrong_form, expected_form(expected), describe(node));
  const auto* digits = std::get_if<json::NumberText>(&node.value);
  if (digits && expected.may_be_partial && has_instants(expected.type) && parse_partial_date(digits->text))
    problems_.help(fmt::format("write the year in quotes, \"{}\"", digits->text));
  return std::nullopt;
}

std::optional<GivenValue> ValueReader::read(const json::Node& node, const ExpectedValue& expected,
                                            const FactsPlace& place) {
  switch (expected.type.kind) {
    case TypeKind::yes_no: return yes_no(node, expected, place);
    case TypeKind::number: return number(node, expected, place);
    case TypeKind::one_of: return one_of(node, expected, place);
    case TypeKind::any_of: return any_of(node, expected, place);
    case TypeKind::date: return date(node, expected, place);
    case TypeKind::moment: return moment_value(node, expected, place);
    case TypeKind::event: return event(node, expected, place);
    case TypeKind::elapsed:
    case TypeKind::anything:
    case TypeKind::broken: break;
  }
  return refuse(node, expected, place);  // no fact or parameter has one of these types
}

// Truth --------------------------------------------------------------------------

std::optional<GivenValue> ValueReader::yes_no(const json::Node& node, const ExpectedValue& expected,
                                              const FactsPlace& place) {
  if (const auto* value = std::get_if<bool>(&node.value))
    return GivenValue{*value, *value ? "true" : "false"};
  refuse(node, expected, place);
  const auto* text = std::get_if<std::string>(&node.value);
  if (text && (*text == "yes" || *text == "true")) problems_.help("write true, without quotes");
  if (text && (*text == "no" || *text == "false")) problems_.help("write false, without quotes");
  if (text && *text == "unknown") problems_.help("write null, or leave it out");
  return std::nullopt;
}

// Members ------------------------------------------------------------------------

std::optional<model::MemberIndex> ValueReader::member(const std::string& id, const ExpectedValue& expected,
                                                      const FactsPlace& place) {
  const auto& members = expected.type.members->members;
  const auto found = std::ranges::find(members, id, &Member::id);
  if (found != members.end()) return static_cast<model::MemberIndex>(found - members.begin());
  std::vector<std::string> ids;
  for (const auto& candidate : members) ids.push_back(candidate.id);
  problems_.report(place, diagnostics::facts_unknown_member, id, expected.name,
                   fmt::format("{}", fmt::join(ids, ", ")));
  problems_.did_you_mean(id, ids);
  return std::nullopt;
}

std::optional<GivenValue> ValueReader::one_of(const json::Node& node, const ExpectedValue& expected,
                                              const FactsPlace& place) {
  const auto* id = std::get_if<std::string>(&node.value);
  if (!id) return refuse(node, expected, place);
  const auto index = member(*id, expected, place);
  if (!index) return std::nullopt;
  return GivenValue{*index, *id};
}

std::optional<GivenValue> ValueReader::any_of(const json::Node& node, const ExpectedValue& expected,
                                              const FactsPlace& place) {
  if (const auto* list = std::get_if<json::Array>(&node.value)) return closed_set(*list, expected, place);
  if (const auto* members = std::get_if<json::Object>(&node.value))
    return stated_members(*members, expected, place);
  refuse(node, expected, place);
  if (const auto* id = std::get_if<std::string>(&node.value))
    problems_.help(fmt::format("write [\"{}\"]", *id));
  return std::nullopt;
}

// A list says all: what is not in it is no.
std::optional<GivenValue> ValueReader::closed_set(const json::Array& list, const ExpectedValue& expected,
                                                  const FactsPlace& place) {
  MemberStates states{std::vector<Truth>(expected.type.members->members.size(), Truth::no), true};
  std::vector<std::string> given;
  bool fits = true;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto here = place.element(i, list[i].offset);
    const auto* id = std::get_if<std::string>(&list[i].value);
    if (!id)
      problems_.report(here, diagnostics::facts_wrong_form, "the name of a member as text",
                       describe(list[i]));
    const auto index = id ? member(*id, expected, here) : std::nullopt;
    const bool doubled = index && states.states[*index] == Truth::yes;
    if (doubled) problems_.report(here, diagnostics::facts_doubled_member, *id);
    fits = fits && index && !doubled;
    if (!index) continue;
    states.states[*index] = Truth::yes;
    given.push_back(*id);
  }
  if (!fits) return std::nullopt;
  return GivenValue{std::move(states), fmt::format("[{}]", fmt::join(given, ", "))};
}

static std::optional<Truth> stated(const json::Node& node) {
  if (std::holds_alternative<json::Null>(node.value)) return Truth::unknown;
  if (const auto* value = std::get_if<bool>(&node.value)) return *value ? Truth::yes : Truth::no;
  return std::nullopt;
}

// An object states members one by one; nothing is known of the others. A doubled key has been reported
// before.
std::optional<GivenValue> ValueReader::stated_members(const json::Object& members,
                                                      const ExpectedValue& expected,
                                                      const FactsPlace& place) {
  MemberStates states{std::vector<Truth>(expected.type.members->members.size(), Truth::unknown), false};
  std::vector<std::string> given;
  bool fits = true;
  for (const auto& entry : members) {
    const auto index = member(entry.key, expected, place.key(entry.key, entry.offset));
    const auto truth = stated(entry.value);
    if (!truth) {
      problems_.report(place.key(entry.key, entry.value.offset), diagnostics::facts_wrong_form,
                       "true, false or null", describe(entry.value));
    }
    fits = fits && index && truth;
    if (!index || !truth) continue;
    states.states[*index] = *truth;
    given.push_back(fmt::format("{}: {}", entry.key, to_string(*truth)));
  }
  if (!fits) return std::nullopt;
  return GivenValue{std::move(states), fmt::format("{{{}}}", fmt::join(given, ", "))};
}

// Time ---------------------------------------------------------------------------

std::optional<GivenValue> ValueReader::date(const json::Node& node, const ExpectedValue& expected,
                                            const FactsPlace& place) {
  if (auto given = partial(node, expected)) return given;
  const auto* text = std::get_if<std::string>(&node.value);
  if (!text) return refuse(node, expected, place);
  if (const auto date = parse_date(*text)) return GivenValue{*date, *text};
  problems_.report(place, diagnostics::facts_bad_date, *text, expected_form(expected));
  if (const auto moment = parse_moment(*text)) {
    problems_.help(fmt::format("write the day alone, \"{}\"", to_string(date_of(*moment))));
  } else {
    help_with_date(*text, expected);
  }
  return std::nullopt;
}

// `2026-03`, `2026`: some day of it.
std::optional<GivenValue> ValueReader::partial(const json::Node& node, const ExpectedValue& expected) {
  const auto* text = std::get_if<std::string>(&node.value);
  const auto date = text && expected.may_be_partial && !expected.type.has_amounts ? parse_partial_date(*text)
                                                                                  : std::nullopt;
  if (!date) return std::nullopt;
  return GivenValue{partial_value(*date, expected.type, offset_minutes_), *text};
}

// Of what looks like a year or a month, and is none.
void ValueReader::help_with_date(std::string_view text, const ExpectedValue& expected) {
  const auto is_part_of_date = [](char c) { return is_digit(c) || c == '-'; };
  constexpr auto length_of_day = std::string_view{"2026-03-01"}.size();
  if (text.empty() || text.size() >= length_of_day || !std::ranges::all_of(text, is_part_of_date)) return;
  if (!expected.may_be_partial && parse_partial_date(text))
    problems_.help("a parameter needs the whole date");
  else if (expected.may_be_partial && !parse_date(text))
    problems_.help("where only the month or the year is known, write it as in \"2026-03\" or \"2026\"");
}

std::optional<Moment> ValueReader::moment(const json::Node& node, const FactsPlace& place) {
  constexpr std::string_view moment_form = "a moment such as \"2026-03-01T08:30:00Z\"";
  const auto* text = std::get_if<std::string>(&node.value);
  if (!text) {
    problems_.report(place, diagnostics::facts_wrong_form, moment_form, describe(node));
    return std::nullopt;
  }
  if (auto moment = parse_moment(*text, offset_minutes_)) return moment;
  problems_.report(place, diagnostics::facts_bad_moment, *text, moment_form);
  if (parse_date(*text)) problems_.help(fmt::format("add the time of day, as in \"{}T08:30:00Z\"", *text));
  return std::nullopt;
}

std::optional<GivenValue> ValueReader::moment_value(const json::Node& node, const ExpectedValue& expected,
                                                    const FactsPlace& place) {
  if (!std::holds_alternative<std::string>(node.value)) return refuse(node, expected, place);
  if (auto given = partial(node, expected)) return given;
  const auto read = moment(node, place);
  if (!read) return help_with_date(std::get<std::string>(node.value), expected), std::nullopt;
  return GivenValue{*read, std::get<std::string>(node.value)};
}

std::optional<GivenValue> ValueReader::event(const json::Node& node, const ExpectedValue& expected,
                                             const FactsPlace& place) {
  if (const auto* happened = std::get_if<bool>(&node.value)) {
    if (!*happened) return GivenValue{EventValue{}, "false"};
    problems_.report(place, diagnostics::facts_event_without_moment, expected_form(expected));
    return std::nullopt;
  }
  const auto* text = std::get_if<std::string>(&node.value);
  if (!text || expected.type.has_amounts) return refuse(node, expected, place);
  if (auto given = partial(node, expected)) return given;
  const auto date = parse_date(*text);
  const auto read = date ? std::optional{start_of(*date, offset_minutes_)} : moment(node, place);
  if (!read) return help_with_date(*text, expected), std::nullopt;
  return GivenValue{EventValue{*read}, *text};
}

}  // namespace waymark
