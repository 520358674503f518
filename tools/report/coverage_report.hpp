#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/quality/coverage.hpp"
#include "tools/report/tested.hpp"

namespace waymark {

enum class Reached {
  yes,
  no,
  not_by_form,  // constants, or the kind of condition it is, let no patient reach it
  not_by_any    // no patient reaches it: all representative values were tried
};

struct CoverageEntry {
  CoverageItem item;
  std::size_t count = 0;  // scenarios that reach it
  Reached reached = Reached::no;
  // Of one that is missing: who would reach it, where somebody was found.
  struct Example {
    std::string scenario;            // whose facts these change; empty where they stand alone
    std::vector<std::string> given;  // as a scenario writes them
    std::string text;  // the whole scenario; empty where nothing that it could expect rests on the item
  };
  std::optional<Example> example;
};

struct CoverageNumbers {
  std::size_t reachable = 0, reached = 0, unreachable = 0;
};

struct PathwayCoverage {
  const TestedPathway& pathway;
  std::vector<CoverageEntry> entries;  // in the order of the files

  CoverageNumbers numbers() const;
  CoverageNumbers numbers(CoverageKind kind) const;
};

using CoverageReport = std::vector<PathwayCoverage>;

// What the scenarios that were run reach; the pathways have to outlive it. Those without scenarios are left
// out.
CoverageReport measure_coverage(const std::vector<TestedPathway>& tested);

CoverageNumbers numbers(const CoverageReport& report);
// Of what can be reached; 100 where there is nothing.
double percent(const CoverageNumbers& numbers);
// Rounded down, so that only everything is 100: `99.8`.
std::string percent_text(const CoverageNumbers& numbers);

}  // namespace waymark
