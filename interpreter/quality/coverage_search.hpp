#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/quality/condition_index.hpp"
#include "interpreter/quality/coverage.hpp"
#include "interpreter/quality/dependents.hpp"
#include "interpreter/search/witness.hpp"
#include "lang/text/source.hpp"

namespace waymark {

// A patient who reaches what no scenario does.
struct ReachingPatient {
  std::optional<std::uint32_t> scenario;  // whose facts they have, but for those given
  std::vector<std::string> given;         // as a scenario writes it
  std::string text;  // the whole scenario; empty where nothing that it could expect rests on the item
};

struct CoverageSearchResult {
  std::optional<ReachingPatient> found;
  bool complete = false;  // where nobody was found: there is nobody
};

// Looks for patients who would reach items of the coverage, in one pathway.
class CoverageSearch {
 public:
  // Both must outlive it. A search is given up where `is_stopped` says so, and finds nobody then.
  CoverageSearch(
      const model::Model& model, const Sources& sources,
      std::function<bool()> is_stopped = [] { return false; });

  CoverageSearchResult of(const CoverageItem& item) const;

 private:
  const model::Model& model_;
  const Sources& sources_;
  std::function<bool()> is_stopped_;
  SearchBases bases_;
  Dependents dependents_;
  ConditionIndex conditions_;
};

}  // namespace waymark
