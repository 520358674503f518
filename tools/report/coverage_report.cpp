#include "tools/report/coverage_report.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "interpreter/quality/coverage_search.hpp"

namespace waymark {

namespace {

std::vector<std::uint32_t> scenarios(const TestedPathway& pathway) {
  std::vector<std::uint32_t> result;
  for (const auto& run : pathway.runs) result.push_back(run.result.scenario);
  return result;
}

Reached how_reached(const CoverageItem& item, std::size_t count) {
  if (count > 0) return Reached::yes;
  return item.constant ? Reached::not_by_form : Reached::no;
}

PathwayCoverage coverage_of(const TestedPathway& pathway) {
  PathwayCoverage coverage{pathway, {}};
  auto items = coverage_items(pathway.model(), pathway.compilation->sources);
  const auto counts = coverage_counts(pathway.model(), items, scenarios(pathway));
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto reached = how_reached(items[i], counts[i]);
    coverage.entries.push_back({std::move(items[i]), counts[i], reached, {}});
  }
  return coverage;
}

// What would reach a missing one, or that nobody does.
void search(CoverageEntry& entry, const model::Model& model, const CoverageSearch& pathway) {
  auto [found, complete] = pathway.of(entry.item);
  if (complete) entry.reached = Reached::not_by_any;
  if (!found) return;
  entry.example = {found->scenario ? model.scenarios[*found->scenario].name : "", std::move(found->given),
                   std::move(found->text)};
}

void search_missing(PathwayCoverage& coverage) {
  const auto is_missing = [](const CoverageEntry& entry) { return entry.reached == Reached::no; };
  if (std::ranges::none_of(coverage.entries, is_missing)) return;
  const auto& model = coverage.pathway.model();
  const CoverageSearch pathway{model, coverage.pathway.compilation->sources};
  for (auto& entry : coverage.entries) {
    if (is_missing(entry)) search(entry, model, pathway);
  }
}

void count(const CoverageEntry& entry, CoverageNumbers& numbers) {
  const bool unreachable = entry.reached == Reached::not_by_form || entry.reached == Reached::not_by_any;
  ++(unreachable ? numbers.unreachable : numbers.reachable);
  if (entry.reached == Reached::yes) ++numbers.reached;
}

}  // namespace

CoverageNumbers PathwayCoverage::numbers() const {
  CoverageNumbers result;
  for (const auto& entry : entries) count(entry, result);
  return result;
}

CoverageNumbers PathwayCoverage::numbers(CoverageKind kind) const {
  CoverageNumbers result;
  for (const auto& entry : entries) {
    if (entry.item.kind == kind) count(entry, result);
  }
  return result;
}

CoverageReport measure_coverage(const std::vector<TestedPathway>& tested) {
  CoverageReport report;
  for (const auto& pathway : tested) {
    if (pathway.runs.empty()) continue;
    report.push_back(coverage_of(pathway));
    search_missing(report.back());
  }
  return report;
}

CoverageNumbers numbers(const CoverageReport& report) {
  CoverageNumbers result;
  for (const auto& coverage : report) {
    for (const auto& entry : coverage.entries) count(entry, result);
  }
  return result;
}

double percent(const CoverageNumbers& numbers) {
  if (numbers.reachable == 0) return 100;
  return 100 * static_cast<double>(numbers.reached) / static_cast<double>(numbers.reachable);
}

std::string percent_text(const CoverageNumbers& numbers) {
  return fmt::format("{:.1f}", std::floor(percent(numbers) * 10) / 10);
}

}  // namespace waymark
