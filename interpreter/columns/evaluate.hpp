#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "interpreter/columns/batch.hpp"
#include "interpreter/columns/needs_tracer.hpp"
#include "interpreter/columns/program.hpp"
#include "interpreter/decide/outcome.hpp"

namespace waymark::columns {

// Who a statement is advised for and who it is not; of everybody else it is undetermined.
struct StatusBits {
  Bitmap advised, not_advised;
};
Status status(const StatusBits& bits, std::size_t patient);

// Whom the pathway is for, and whom not.
struct AppliesBits {
  Bitmap yes, no;
};

// What came out for a batch. Bits behind its last patient are not set.
struct BatchOutcome {
  std::size_t size = 0;
  std::vector<StatusBits> recommendations, contraindications, notes;  // by index
  std::optional<AppliesBits> applies;                                 // none where it is for everybody
  std::vector<Bitmap> conflicts;                                      // by index in Program::conflicts
  std::vector<Bitmap> violated;                                       // by property
  std::vector<TruthBits> alternatives;                                // by index in Program::alternatives
  std::vector<TruthBits> done;                                        // by index in Program::done
  std::vector<TruthBits> conditions;                                  // by index in Program::conditions
};

// What came out of one statement.
const StatusBits& statuses(const BatchOutcome& outcome, const model::StatementReference& statement);

// Runs a program over one batch after the other. What it says is what `decide` says of each patient. Not to
// be shared between threads; each can have its own.
class BatchEvaluator {
 public:
  // The program must outlive it.
  explicit BatchEvaluator(const Program& program);
  ~BatchEvaluator();
  BatchEvaluator(const BatchEvaluator&) = delete;
  BatchEvaluator& operator=(const BatchEvaluator&) = delete;

  // Valid until the next one.
  const BatchOutcome& evaluate(const Batch& batch);

  // What a statement that is undetermined needs, exactly as `Evaluator::needs` has it; of a patient of the
  // batch that was evaluated last, who must be kept. Patients of whom the same is known, as far as the
  // statement asks, need the same: it is worked out for the first of them.
  const std::vector<model::Input>& needs(const Batch& batch, const model::StatementReference& statement,
                                         std::size_t patient);
  // The same of all patients of whom the statement is undetermined: who needs which input. Of the batch that
  // was evaluated last; valid until asked again.
  const std::vector<NeededBy>& needs(const Batch& batch, const model::StatementReference& statement);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace waymark::columns
