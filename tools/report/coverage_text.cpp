#include "tools/report/coverage_text.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "lang/text/display_text.hpp"
#include "tools/report/test_text.hpp"
#include "tools/report/text_layout.hpp"

namespace waymark {

namespace {

constexpr CoverageKind kinds[] = {CoverageKind::status, CoverageKind::condition, CoverageKind::decision,
                                  CoverageKind::arm};

std::string indented(const std::string& text, int indent) {
  std::string result;
  for (const auto& line : wrap(text, Page::columns - indent))
    result += std::string(static_cast<std::size_t>(indent), ' ') + line + '\n';
  return result;
}

std::string place(Span span, const Sources& sources) {
  return fmt::format("{}:{}", sources.name(span), sources.position(span).line);
}

std::string missing_text(const CoverageEntry& entry, const Sources& sources) {
  const auto& item = entry.item;
  auto text =
      indented(fmt::format("{}: no scenario reaches {}", place(item.span, sources), goal_text(item)), 2);
  if (entry.example) text += indented("would be reached by " + example_text(*entry.example), 6);
  return text;
}

std::string unreachable_text(const CoverageEntry& entry, const Sources& sources) {
  const auto* why = entry.reached == Reached::not_by_form ? "by its form" : "all representative values tried";
  return indented(fmt::format("{}: nobody can reach {} ({})", place(entry.item.span, sources),
                              goal_text(entry.item), why),
                  2);
}

// `statuses 66 of 66`
std::string kind_text(const PathwayCoverage& coverage, CoverageKind kind) {
  const auto numbers = coverage.numbers(kind);
  const auto plural = kind == CoverageKind::status ? "statuses" : fmt::format("{}s", to_string(kind));
  return fmt::format("{} {} of {}", plural, numbers.reached, numbers.reachable);
}

std::string summary(const PathwayCoverage& coverage) {
  std::vector<std::string> parts;
  for (const auto kind : kinds) parts.push_back(kind_text(coverage, kind));
  const auto numbers = coverage.numbers();
  const auto unreachable =
      numbers.unreachable == 0 ? "" : fmt::format("; {} unreachable", numbers.unreachable);
  return fmt::format("{}: {}; {} %{}\n", within_line(coverage.pathway.path), fmt::join(parts, ", "),
                     percent_text(numbers), unreachable);
}

std::string pathway_text(const PathwayCoverage& coverage) {
  const auto& sources = coverage.pathway.compilation->sources;
  std::string text;
  for (const auto& entry : coverage.entries) {
    if (entry.reached == Reached::no) text += missing_text(entry, sources);
    if (entry.reached == Reached::not_by_any) text += unreachable_text(entry, sources);
  }
  return summary(coverage) + text;
}

// --- LCOV

using EntriesByPlace = std::map<std::pair<std::string, int>, std::vector<const CoverageEntry*>>;

EntriesByPlace by_line(const CoverageReport& report) {
  EntriesByPlace lines;
  for (const auto& coverage : report) {
    const auto& sources = coverage.pathway.compilation->sources;
    for (const auto& entry : coverage.entries) {
      const bool reachable = entry.reached == Reached::yes || entry.reached == Reached::no;
      const auto span = entry.item.span;
      if (reachable) lines[{std::string{sources.name(span)}, sources.position(span).line}].push_back(&entry);
    }
  }
  return lines;
}

struct LcovFile {
  std::string branches, lines;
  std::size_t branch_count = 0, branches_hit = 0, line_count = 0, lines_hit = 0;

  void add(int line, const std::vector<const CoverageEntry*>& entries) {
    std::size_t most = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const auto count = entries[i]->count;
      branches += fmt::format("BRDA:{},0,{},{}\n", line, i, count);
      branches_hit += count > 0 ? 1 : 0;
      most = std::max(most, count);
    }
    branch_count += entries.size();
    lines += fmt::format("DA:{},{}\n", line, most);
    line_count += 1;
    lines_hit += most > 0 ? 1 : 0;
  }

  std::string text(const std::string& name) const {
    return fmt::format("TN:\nSF:{}\n{}BRF:{}\nBRH:{}\n{}LF:{}\nLH:{}\nend_of_record\n", within_line(name),
                       branches, branch_count, branches_hit, lines, line_count, lines_hit);
  }
};

}  // namespace

static std::string_view status_words(Truth condition) {
  switch (condition) {
    case Truth::yes: return "advised";
    case Truth::no: return "not advised";
    case Truth::unknown: break;
  }
  return "undetermined";
}

std::string value_words(const CoverageValue& value) {
  switch (value.form) {
    case CoverageForm::status: return std::string{status_words(*value.truth)};
    case CoverageForm::truth: return std::string{to_string(*value.truth)};
    case CoverageForm::decides: return fmt::format("decides as {}", to_string(*value.truth));
    case CoverageForm::branch: return "branch taken";
    case CoverageForm::arm: return "arm taken";
    case CoverageForm::row: return "row taken";
    case CoverageForm::otherwise: return "otherwise taken";
    case CoverageForm::if_unknown: return "if unknown taken";
    case CoverageForm::counted: return "counted";
    case CoverageForm::no_points: break;
  }
  return "row without points";
}

std::string goal_text(const CoverageItem& item) {
  switch (item.kind) {
    case CoverageKind::status: return fmt::format("{} {}", item.subject, value_words(item.value));
    case CoverageKind::condition: return fmt::format("`{}` = {}", item.subject, value_words(item.value));
    case CoverageKind::decision:
    case CoverageKind::arm: break;
  }
  return fmt::format("`{}` {}", item.subject, value_words(item.value));
}

std::string example_text(const CoverageEntry::Example& example) {
  const auto facts = fmt::format("{}", fmt::join(example.given, ", "));
  if (example.scenario.empty()) return facts.empty() ? "a patient of whom nothing is known" : facts;
  return fmt::format("\"{}\"{}{}", example.scenario, facts.empty() ? "" : " with ", facts);
}

std::string coverage_text(const CoverageReport& report) {
  std::string text;
  for (const auto& coverage : report) text += pathway_text(coverage);
  const auto all = numbers(report);
  return text +
         fmt::format("coverage {} %: {} of {} reached\n", percent_text(all), all.reached, all.reachable);
}

std::string coverage_lcov(const CoverageReport& report) {
  std::map<std::string, LcovFile> files;
  for (const auto& [place, entries] : by_line(report)) files[place.first].add(place.second, entries);
  std::string text;
  for (const auto& [name, file] : files) text += file.text(name);
  return text;
}

}  // namespace waymark
