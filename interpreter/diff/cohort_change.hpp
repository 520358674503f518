#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <tuple>

#include "interpreter/diff/difference.hpp"

namespace waymark::diff {

// Of a statement that both pathways have: its id, and the statuses of one patient.
using Turned = std::tuple<std::string, Status, Status>;

// How many patients get another status.
struct CohortChange {
  std::size_t patients = 0;
  std::size_t changed = 0;  // of whom at least one status changes
  std::map<Turned, std::size_t> classes;
};

// Counts patients as they come: each as the earlier pathway records them. The pathways must outlive it.
class CohortCount {
 public:
  CohortCount(const Side& before, const Side& after);
  ~CohortCount();
  CohortCount(const CohortCount&) = delete;
  CohortCount& operator=(const CohortCount&) = delete;

  void add(const Patient& patient, const Moment& at);
  const CohortChange& result() const { return result_; }

 private:
  struct Pairs;
  const Side before_, after_;
  std::unique_ptr<Pairs> pairs_;
  CohortChange result_;
};

}  // namespace waymark::diff
