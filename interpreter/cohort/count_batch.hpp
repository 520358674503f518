#pragma once

#include <functional>
#include <map>
#include <string_view>

#include "interpreter/cohort/batch_doses.hpp"
#include "interpreter/cohort/count.hpp"
#include "interpreter/columns/evaluate.hpp"

namespace waymark::cohort {

// Counts what came out for the patients of a batch; of one batch for any number of groups of its patients.
class BatchCounter {
 public:
  using PatientId = std::function<std::string_view(std::size_t patient)>;

  // All must outlive it; `outcome` is what `evaluator` said of the batch last, and `doses` is of it too.
  BatchCounter(const columns::Program& program, const StatementConditions& conditions,
               columns::BatchEvaluator& evaluator, const columns::Batch& batch,
               const columns::BatchOutcome& outcome, const BatchDoses& doses, PatientId id);

  void add(const columns::Bitmap& patients, Count& count) const;

 private:
  using Needed = std::vector<columns::NeededBy>;

  void add_questioned(const columns::Bitmap& patients, Count& count) const;
  void add_applies(const columns::Bitmap& patients, Count& count) const;
  void add_statements(const columns::Bitmap& patients, std::vector<StatementCount>& counts) const;
  void add_actions(const columns::Bitmap& patients, Count& count) const;

  const columns::Program& program_;
  const columns::BatchOutcome& outcome_;
  const BatchDoses& doses_;
  PatientId id_;
  std::vector<columns::StatusBits> statuses_;               // by condition
  std::vector<Needed> needed_;                              // by condition
  std::map<model::ActionId, columns::StatusBits> actions_;  // advised: contraindicated
};

}  // namespace waymark::cohort
