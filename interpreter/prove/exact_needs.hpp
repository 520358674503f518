#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "interpreter/evaluator.hpp"
#include "lang/model.hpp"

namespace waymark::prove {

// What is open of a statement that is undetermined of one patient, exactly (question Q11).
struct OpenStatement {
  bool is_decided = false;       // else the formulas cannot say, and `needs` are those of the evaluator
  std::optional<Truth> settled;  // what its condition is whatever the missing facts are
  std::vector<model::Input>
      needs;  // else: those of which two values lead to two statuses, all else being the same
};

// Asks of all ways to complete what is recorded of one patient. Evaluation goes from operands to results, so
// two operands that exclude each other, or a fact that stands in both, stay unknown there; here they do not.
class ExactNeeds {
 public:
  // Must outlive it. The patient's moments are in UTC, and no parameter that the pathway sets is set again,
  // or nothing is decided.
  explicit ExactNeeds(Evaluator& evaluator);
  ~ExactNeeds();
  ExactNeeds(const ExactNeeds&) = delete;
  ExactNeeds& operator=(const ExactNeeds&) = delete;

  // Of a statement whose condition is unknown.
  OpenStatement of(const model::StatementReference& statement);

 private:
  class Completions;
  std::unique_ptr<Completions> completions_;
};

}  // namespace waymark::prove
