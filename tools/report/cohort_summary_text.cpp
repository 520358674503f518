#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "lang/text/display_text.hpp"
#include "tools/report/cohort_summary.hpp"
#include "tools/report/text_layout.hpp"

namespace waymark {

namespace {

constexpr std::size_t most_missing = 4;
constexpr int id_columns = 36;

// 1,234,567
std::string grouped(std::size_t number) {
  auto digits = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

std::string patients_text(std::size_t count) {
  return count == 1 ? "1 patient" : fmt::format("{} patients", grouped(count));
}

// In tenths of a percent.
std::string share_text(std::size_t part, std::size_t whole) {
  const auto tenths = whole == 0 ? 0 : (part * 2000 + whole) / (whole * 2);
  return fmt::format("{}.{} %", tenths / 10, tenths % 10);
}

std::string status_cells(const StatementSummary& statement, std::size_t patients) {
  std::string text;
  for (const auto status : {Status::advised, Status::not_advised, Status::undetermined}) {
    const auto count = statement.patients[static_cast<std::size_t>(status)];
    text += fmt::format("{:>12} {:>7}", grouped(count), share_text(count, patients));
  }
  return text;
}

void wrapped_lines(const std::string& sentence, std::string& text) {
  for (const auto& line : wrap(sentence, Page::columns - 6)) text += fmt::format("      {}\n", line);
}

// The facts and parameters that are missing most often; empty where none is.
std::string needs_text(const Missing& list) {
  std::vector<std::pair<std::string, std::size_t>> missing(list.begin(), list.end());
  std::ranges::stable_sort(missing, std::greater{}, &std::pair<std::string, std::size_t>::second);
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < std::min(missing.size(), most_missing); ++i)
    parts.push_back(fmt::format("{} {}", missing[i].first, grouped(missing[i].second)));
  if (parts.empty()) return {};
  auto sentence = fmt::format("needs {}", fmt::join(parts, ", "));
  if (missing.size() > most_missing) sentence += fmt::format(", and {} more", missing.size() - most_missing);
  return sentence;
}

void missing_lines(const StatementSummary& statement, std::string& text) {
  if (const auto sentence = needs_text(*statement.missing); !sentence.empty()) wrapped_lines(sentence, text);
}

// `20 to 150, quartiles 60, 80, 90`; of a number that is always the same only that.
std::string numbers_text(const cohort::ValueCounts& values) {
  const auto least = values.least()->to_string(), greatest = values.greatest()->to_string();
  if (least == greatest) return least;
  const auto quartiles = values.quartiles();
  return fmt::format("{} to {}, quartiles {}, {}, {}", least, greatest, quartiles[0].to_string(),
                     quartiles[1].to_string(), quartiles[2].to_string());
}

// What decided the doses beside the amount itself.
std::string dose_limits_text(const DoseSummary& dose) {
  std::string text;
  const auto add = [&](std::size_t patients, std::string_view what) {
    if (patients > 0) text += fmt::format("; {} for {}", what, grouped(patients));
  };
  add(dose.at_least, "the least");
  add(dose.at_most, "the most");
  add(dose.unrounded, "not rounded");
  return text;
}

// `dose in mg: 20 to 150, quartiles 60, 80, 90, of 118; the most for 5; not known for 2, needs weight 2`
void dose_lines(const StatementSummary& statement, std::string& text) {
  for (const auto& dose : statement.doses) {
    auto sentence = fmt::format("{} in {}", dose.name.substr(statement.id.size() + 1), dose.unit);
    if (dose.known == 0 && dose.unknown == 0) continue;
    if (dose.known > 0)
      sentence += fmt::format(": {}{}, of {}{}", numbers_text(dose.low),
                              dose.high.empty() ? "" : "; up to " + numbers_text(dose.high),
                              patients_text(dose.known), dose_limits_text(dose));
    if (dose.unknown > 0)
      sentence += fmt::format("{} not known of {}", dose.known > 0 ? ";" : ":", patients_text(dose.unknown));
    if (const auto needs = needs_text(dose.missing); !needs.empty()) sentence += ", " + needs;
    wrapped_lines(sentence, text);
  }
}

using Words = std::array<std::string_view, 3>;  // by Status
constexpr Words of_advice{"advised", "not advised", "undetermined"};
constexpr Words of_contraindications{"contraindicated", "not", "perhaps"};

void statement_lines(const std::string& heading, const std::vector<StatementSummary>& statements,
                     std::size_t patients, const Words& words, std::string& text) {
  if (statements.empty()) return;
  text += fmt::format("\n  {:<{}}{:>20}{:>20}{:>20}\n", heading, id_columns, words[0], words[1], words[2]);
  for (const auto& statement : statements) {
    const bool fits = statement.id.size() < static_cast<std::size_t>(id_columns);
    if (!fits) text += fmt::format("  {}\n", statement.id);
    text +=
        fmt::format("  {:<{}}{}\n", fits ? statement.id : "", id_columns, status_cells(statement, patients));
    missing_lines(statement, text);
    dose_lines(statement, text);
  }
}

// What all contraindications of an action together come to.
void action_lines(const GroupSummary& group, std::string& text) {
  if (group.actions.empty()) return;
  std::vector<StatementSummary> actions;
  for (const auto& [id, patients] : group.actions) {
    const auto neither = group.patients - patients.contraindicated - patients.perhaps;
    actions.push_back({.id = id, .patients = {patients.contraindicated, neither, patients.perhaps}});
  }
  statement_lines("ACTIONS", actions, group.patients, of_contraindications, text);
}

void conflict_lines(const GroupSummary& group, std::string& text) {
  if (group.conflicts.empty()) return;
  text += "\n  CONFLICTS\n";
  for (const auto& [conflict, patients] : group.conflicts) {
    const auto& [first, second, action] = conflict;
    const auto sentence =
        fmt::format("{} and {} over {}: {}", first, second, action, patients_text(patients));
    for (const auto& line : wrap(sentence, Page::columns - 4)) text += fmt::format("    {}\n", line);
  }
}

void property_lines(const GroupSummary& group, std::string& text) {
  bool is_first = true;
  for (const auto& property : group.properties) {
    if (property.patients == 0) continue;
    if (is_first) text += "\n  PROPERTIES THAT ARE BROKEN\n";
    is_first = false;
    const auto sentence = fmt::format("\"{}\" by {}: {}{}", property.text, patients_text(property.patients),
                                      fmt::join(property.first, ", "),
                                      property.patients > property.first.size() ? ", ..." : "");
    for (const auto& line : wrap(sentence, Page::columns - 4)) text += fmt::format("    {}\n", line);
  }
}

// How many patients the pathway is for.
void applies_line(const GroupSummary& group, std::string& text) {
  if (!group.applies) return;
  text += fmt::format("\n  the pathway applies to {}, not to {}, perhaps to {}\n",
                      patients_text(group.applies->yes), grouped(group.applies->no),
                      grouped(group.applies->unknown));
}

// Whose readings should be looked at again.
void questioned_lines(const GroupSummary& group, std::string& text) {
  std::vector<std::string> parts;
  for (const auto& [fact, patients] : group.questioned) {
    if (patients > 0) parts.push_back(fmt::format("{} of {}", fact, patients_text(patients)));
  }
  if (parts.empty()) return;
  text += "\n  READINGS THAT ARE NOT PLAUSIBLE\n";
  for (const auto& part : parts) text += fmt::format("    {}\n", part);
}

std::string group_text(const GroupSummary& group) {
  std::string text;
  applies_line(group, text);
  statement_lines("RECOMMENDATIONS", group.recommendations, group.patients, of_advice, text);
  statement_lines("NOTES", group.notes, group.patients, of_advice, text);
  statement_lines("CONTRAINDICATIONS", group.contraindications, group.patients, of_contraindications, text);
  action_lines(group, text);
  conflict_lines(group, text);
  property_lines(group, text);
  questioned_lines(group, text);
  return text;
}

// Of all patients, since what was not used may be why they are in no group.
std::string not_used_text(const CohortSummary& summary) {
  if (summary.not_used.empty()) return {};
  std::string text = "\n  READINGS NOT USED\n";
  for (const auto& [reason, readings] : summary.not_used) {
    auto words = reason;
    std::ranges::replace(words, '_', ' ');
    text += fmt::format("    {:>10}  {}\n", grouped(readings), words);
  }
  return text;
}

std::string left_out_text(const CohortSummary& summary) {
  std::string text;
  if (summary.where)
    text += fmt::format("  where {}: left out {} for whom it is no, {} for whom it is unknown\n",
                        within_line(*summary.where), grouped(summary.left_out_no),
                        grouped(summary.left_out_unknown));
  if (summary.rejected > 0)
    text += fmt::format("  {} line{} could not be read\n", grouped(summary.rejected),
                        summary.rejected == 1 ? "" : "s");
  return text;
}

}  // namespace

std::string summary_text(const CohortSummary& summary) {
  Page page{false};
  page.title(fmt::format("{} {}  {}", summary.id, summary.version, summary.title),
             patients_text(summary.whole.patients));
  if (const auto& adapts = summary.adapts)
    page.entry({"", fmt::format("adapts {} {}  {}", adapts->id, adapts->version, adapts->title), ""});
  auto text = page.text() + left_out_text(summary) + group_text(summary.whole) + not_used_text(summary);
  for (const auto& [value, group] : summary.groups)
    text += fmt::format("\n{} = {}, {}\n{}", within_line(*summary.group_by), within_line(value),
                        patients_text(group.patients), group_text(group));
  return text;
}

}  // namespace waymark
