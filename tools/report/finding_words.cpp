#include "tools/report/finding_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/args.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "lang/text/escaped_text.hpp"
#include "lang/text/overloaded.hpp"
#include "tools/report/most_listed.hpp"

namespace waymark {
namespace {

using model::ConditionKind;
using prove::FindingForm;
using prove::NotProvedCause;
using prove::PlaceRole;
using prove::Question;

template <typename Key>
using Words = std::pair<Key, std::string_view>;

template <typename Key, std::size_t count>
std::string_view words_of(const std::array<Words<Key>, count>& table, Key key) {
  return table[static_cast<std::size_t>(key)].second;
}

// Whether the table has words for every key up to the last one, in their order.
template <typename Key, std::size_t count>
constexpr bool is_whole(const std::array<Words<Key>, count>& table, Key last) {
  for (std::size_t i = 0; i < count; ++i) {
    if (table[i].first != static_cast<Key>(i)) return false;
  }
  return table[count - 1].first == last;
}

constexpr std::array questions = std::to_array<Words<Question>>({
    {Question::gap, "is there a patient of whom nothing is said?"},
    {Question::unreachable, "can every part be reached?"},
    {Question::redundant, "does every condition change something?"},
    {Question::fixed_condition, "can every condition be yes and be no?"},
    {Question::conflict, "can two recommendations contradict each other?"},
    {Question::property, "does every `always` and `never` hold?"},
    {Question::missing_data, "is anything done on missing data?"},
    {Question::no_alternative, "can all alternatives be ruled out at once?"},
    {Question::dead_end, "can every open status be settled?"},
    {Question::boundary, "is a hole or an overlap just one step wide?"},
    {Question::dose, "can an advised dose be nothing?"},
    {Question::lifted, "does the site lift a contraindication?"},
});
static_assert(is_whole(questions, Question::lifted));

constexpr std::array claims = std::to_array<Words<FindingForm>>({
    {FindingForm::pathway_gap, "the pathway has no recommendation and no note for some patient"},
    {FindingForm::choose_gap, "no arm of this `choose` holds for some patient, and it has no `otherwise`"},
    {FindingForm::table_gap, "no row of `{}` holds for some patient, and it has no `otherwise`"},
    {FindingForm::branches_gap, "these branches leave a hole where `{}`, and there is no `otherwise`"},
    {FindingForm::rows_overlap,
     "rows {} and {} of `{}` both hold for some patient, and give different values"},
    {FindingForm::advised_for_nobody, "`{}` is advised for no patient"},
    {FindingForm::row_unreached, "no patient meets this row"},
    {FindingForm::arm_unreached, "no patient reaches this arm"},
    {FindingForm::points_unreached, "no patient gets these points"},
    {FindingForm::otherwise_unreached, "no patient reaches this `otherwise`"},
    {FindingForm::part_changes_nothing, "`{}` changes nothing here"},
    {FindingForm::arm_changes_nothing, "the arm when `{}` changes nothing"},
    {FindingForm::row_changes_nothing, "row {} changes nothing"},
    {FindingForm::never_true, "`{}` is never true where it stands"},
    {FindingForm::always_true, "`{}` is always true where it stands"},
    {FindingForm::contradiction, "`{}` and `{}` contradict each other for some patient"},
    {FindingForm::always_broken, "always \"{}\" is broken"},
    {FindingForm::never_broken, "never \"{}\" is broken"},
    {FindingForm::advised_blindly, "`{}` is advised while nothing at all is known"},
    {FindingForm::all_ruled_out, "all alternatives of `{}` can be ruled out at once"},
    {FindingForm::all_contraindicated, "all alternatives of `{}` can be contraindicated at once"},
    {FindingForm::stays_undetermined, "`{}` can stay undetermined, whatever else is found out"},
    {FindingForm::pathway_step, "the pathway leaves a hole that is just one step wide"},
    {FindingForm::choose_step, "this `choose` leaves a hole that is just one step wide"},
    {FindingForm::table_step, "this table leaves a hole that is just one step wide"},
    {FindingForm::branches_step, "these branches leave a hole that is just one step wide"},
    {FindingForm::conflict_step, "`{}` and `{}` overlap by just one step"},
    {FindingForm::dose_may_be_nothing, "a dose of `{}` can be zero or less"},
    {FindingForm::dose_limits_cross, "the least dose of `{}` can be above the most"},
    {FindingForm::lifted_at_site, "`{}` holds for a patient in `{}`, and not at this site"},
});
static_assert(is_whole(claims, FindingForm::lifted_at_site));

constexpr std::array roles = std::to_array<Words<PlaceRole>>({
    {PlaceRole::threshold, "a threshold"},
    {PlaceRole::other_recommendation, "the other one"},
    {PlaceRole::other_row, "the other row"},
    {PlaceRole::earlier_row, "this row comes first"},
    {PlaceRole::earlier_arm, "this arm comes first"},
    {PlaceRole::earlier_points, "these points come first"},
    {PlaceRole::own_condition, "its own condition"},
    {PlaceRole::condition_around, "this condition stands around it"},
    {PlaceRole::most_of_dose, "this is the most"},
    {PlaceRole::rules_out, "this rules out"},
    {PlaceRole::spoken_of, "which it speaks of"},
    {PlaceRole::changed_at_site, "the site changes this"},
});
static_assert(is_whole(roles, PlaceRole::changed_at_site));

std::string_view words(ConditionKind kind) {
  switch (kind) {
    case ConditionKind::withdrawn: return "that the site does it";
    case ConditionKind::applies: return "who the pathway applies to";
    case ConditionKind::section: return "the section's condition";
    case ConditionKind::when: return "the branch's condition";
    case ConditionKind::otherwise: return "an earlier branch, which must not hold";
    case ConditionKind::if_unknown: return "what has to be unknown";
    case ConditionKind::own_when: return "its own condition";
    case ConditionKind::until: return "what must not have come about";
    case ConditionKind::requires_known: return "what has to be known";
    case ConditionKind::open: return "one of its alternatives, which must be open";
    case ConditionKind::not_contraindicated: break;
  }
  return "what must not be contraindicated";
}

std::string role_words(const prove::RelatedPlace& place) {
  return std::visit(overloaded{[](PlaceRole role) { return std::string{words_of(roles, role)}; },
                               [](ConditionKind kind) { return std::string{words(kind)}; },
                               [](const prove::FindingClaim& claim) { return claim_words(claim); }},
                    place.role);
}

}  // namespace

std::string_view asked(prove::Question question) { return words_of(questions, question); }

std::string claim_words(const prove::FindingClaim& claim) {
  fmt::dynamic_format_arg_store<fmt::format_context> names;
  for (const auto& name : claim.names) names.push_back(name);
  return fmt::vformat(words_of(claims, claim.form), names);
}

std::string reason_words(const prove::NotProvedReason& reason) {
  switch (reason.cause) {
    case NotProvedCause::gave_up: return "the solver gave up within its steps";
    case NotProvedCause::stopped: return "it was stopped before";
    case NotProvedCause::of_readings:
      return fmt::format("it rests on `{}`, which looks at readings over time", reason.expression);
    case NotProvedCause::not_linear:
      return fmt::format("it rests on `{}`, which is not linear", reason.expression);
    case NotProvedCause::left_open: return "it rests on what the formulas leave open";
    case NotProvedCause::no_example: return "no example could be written";
    case NotProvedCause::not_in_decimals: break;
  }
  return "no patient can be written in decimals";
}

std::vector<Note> place_notes(const prove::Finding& finding) {
  std::vector<Note> result;
  for (const auto& place : finding.places) result.push_back({place.span, role_words(place)});
  return result;
}

std::string patient_words(const std::vector<std::string>& given, const prove::ExampleScenario& scenario) {
  const auto who = given.empty() ? std::string{"a patient of whom nothing is known"}
                                 : fmt::format("a patient with {}", fmt::join(given, ", "));
  return scenario.at ? fmt::format("{}, at {}", who, to_string(*scenario.at)) : who;
}

std::string patient_words(const prove::Example& example) {
  return patient_words(example.given, example.scenario);
}

std::string scenario_text(std::string_view name, const prove::ExampleScenario& scenario) {
  auto text = fmt::format("scenario \"{}\" {{\n", escaped_text(name));
  if (scenario.at) text += fmt::format("  at {}\n", to_string(*scenario.at));
  for (const auto& given : scenario.given) text += fmt::format("  given {}\n", given);
  for (const auto& line : scenario.expected) text += fmt::format("  expect {}\n", line);
  return text + "}\n";
}

std::string scenario_text(const prove::Finding& finding) {
  const auto number = finding.example->number;
  auto name = claim_words(finding.claim);
  if (number > 1) name += fmt::format(" ({})", number);
  return scenario_text(name, finding.example->scenario);
}

std::string fault_words(std::string_view claim) {
  return fmt::format("{}: the interpreter knows of no such patient", claim);
}

std::string not_asked_words(const std::vector<prove::Question>& questions) {
  if (questions.empty()) return {};
  std::string names;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (i > 0) names += i + 1 == questions.size() ? " and " : ", ";
    names += prove::text_of(questions[i]).id;
  }
  return fmt::format("stopped before {} {} asked", names, questions.size() == 1 ? "was" : "were");
}

std::string exact_dates_words(const std::vector<std::string>& dates) {
  if (dates.empty()) return {};
  constexpr std::size_t most_named = 3;
  const auto named = std::min(dates.size(), dates.size() == most_named + 1 ? dates.size() : most_named);
  std::string names;
  for (std::size_t i = 0; i < named; ++i) names += (i == 0 ? "`" : ", `") + dates[i] + "`";
  if (named < dates.size()) names += fmt::format(" and {}", more_of(dates.size() - named, "date"));
  return fmt::format(
      "dates count as known to the day: nothing is said of a patient of whom only the month or the year "
      "is known ({})",
      names);
}

}  // namespace waymark
