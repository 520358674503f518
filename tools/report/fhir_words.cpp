#include "tools/report/fhir_words.hpp"

#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "tools/report/most_listed.hpp"
#include "tools/report/plain_words.hpp"

namespace waymark {

namespace {

// By the values of NotUsed: its name for programs, and a sentence in which {} is the detail.
struct NotUsedWords {
  std::string_view name, text, without_detail;
};
constexpr std::array<NotUsedWords, 27> not_used_by_reason{{
    {"entered_in_error", "it was entered in error", {}},
    {"status", "its status, `{}`, does not count", "it has no status that counts"},
    {"not_confirmed", "it is not confirmed: `{}`", {}},
    {"refuted_one_of_many", "it is ruled out, which says nothing of the other codes of the fact", {}},
    {"not_done_one_of_many", "it was not done, which says nothing of the other codes of the fact", {}},
    {"is_proposal", "it is none yet: `{}`", {}},
    {"negated_otherwise", "its `{}` changes what it means", {}},
    {"doubled_key", "the key `{}` stands twice in one object", {}},
    {"no_value", "it has no value: `{}`", "it has no value"},
    {"other_form", "`{}` is no value of this fact", {}},
    {"no_unit", "it has no unit", {}},
    {"unknown_unit", "`{}` is no code of UCUM", {}},
    {"unit_only_as_text", "its unit, `{}`, is a text and no code of UCUM", {}},
    {"wrong_dimension", "{} does not measure the same as the fact", {}},
    {"outside_bounds", "{} is outside the bounds of the fact", {}},
    {"not_whole", "{} is not a whole number", {}},
    {"too_large", "the number {} is too large", {}},
    {"no_member", "no member of the fact has its code, {}", "it has no code"},
    {"several_members", "its codes, {}, say different things", {}},
    {"no_time", "it has no time", {}},
    {"partial_time", "its time, {}, names no day", {}},
    {"bad_time", "`{}` is no time", {}},
    {"too_old", "it is older than the binding asks for: {}", {}},
    {"later", "it begins later: {}", {}},
    {"conflicting", "another value stands at the same time: {}", {}},
    {"unresolved", "`{}` is not in the record", "it refers to nothing"},
    {"no_code", "it has no code, so it may be about anything", {}},
}};

const NotUsedWords& words_of_not_used(NotUsed reason) {
  return not_used_by_reason[static_cast<std::size_t>(reason)];
}

}  // namespace

std::string_view name_of(NotUsed reason) { return words_of_not_used(reason).name; }

std::string not_used_reason(const SetAside& reading) {
  const auto& words = words_of_not_used(reading.reason);
  const bool is_bare = reading.detail.empty() && !words.without_detail.empty();
  return fmt::format(fmt::runtime(is_bare ? words.without_detail : words.text), reading.detail);
}

std::string not_used_words(const model::Model& model, const SetAside& reading) {
  const auto place =
      reading.element.empty() ? reading.resource : fmt::format("{} {}", reading.resource, reading.element);
  const auto fact = reading.fact ? fmt::format("{}: ", short_title(model.facts[*reading.fact])) : "";
  return fmt::format("{}: {}{}", place, fact, not_used_reason(reading));
}

std::string zone_text(std::int32_t minutes) {
  if (minutes == 0) return "Z";
  const auto size = minutes < 0 ? -minutes : minutes;
  return fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', size / 60, size % 60);
}

void write_not_used(Page& page, const RunReport& report) {
  const auto* record = report.record;
  const bool is_whole = record && !record->has_further_pages;
  if (!record || (is_whole && record->not_used.empty() && record->times_without_zone == 0)) return;
  page.heading("READINGS NOT USED");
  if (!is_whole) page.entry({"", std::string{further_pages_words}, ""});
  std::size_t listed = 0;
  for (const auto& reading : record->not_used) {
    if (listed++ == most_listed) break;
    page.entry({"", not_used_words(report.model(), reading), ""});
  }
  if (record->not_used.size() > most_listed)
    page.entry(
        {"", fmt::format("... and {}", more_of(record->not_used.size() - most_listed, "reading")), ""});
  if (record->times_without_zone > 0)
    page.entry(
        {"",
         fmt::format(
             "{} of the record without a zone: taken to be in {}",
             record->times_without_zone == 1 ? "1 time" : fmt::format("{} times", record->times_without_zone),
             zone_text(record->zone_minutes)),
         ""});
}

void add_not_used(nlohmann::ordered_json& result, const model::Model& model, const FhirPatient* record) {
  if (!record) return;
  const InputNames names{model};
  for (const auto& reading : record->not_used) {
    nlohmann::ordered_json entry{{"resource", reading.resource}};
    if (!reading.element.empty()) entry["element"] = reading.element;
    if (reading.fact) entry["fact"] = names.name(model::Input{std::in_place_index<0>, *reading.fact});
    entry["reason"] = name_of(reading.reason);
    if (!reading.detail.empty()) entry["detail"] = reading.detail;
    entry["text"] = not_used_words(model, reading);
    result["readings_not_used"].push_back(std::move(entry));
  }
  if (record->has_further_pages) result["further_pages"] = true;
  if (record->times_without_zone > 0)
    result["assumed_zone"] = {{"zone", zone_text(record->zone_minutes)},
                              {"times", record->times_without_zone}};
}

}  // namespace waymark
