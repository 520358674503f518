#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "interpreter/evaluate/evaluator.hpp"
#include "lang/model/model.hpp"

namespace waymark::prove {

// What is open of a condition that is unknown of one patient, exactly (question Q11).
struct OpenCondition {
  bool is_decided = false;       // else the formulas cannot say, and `needs` are those of the evaluator
  std::optional<Truth> settled;  // what it is whatever the missing facts are
  std::vector<model::Input>
      needs;  // else: those of which two values make it two truths, all else being the same
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

  // The condition is unknown of this patient.
  OpenCondition of(model::ExprId condition);

 private:
  class Completions;
  std::unique_ptr<Completions> completions_;
};

}  // namespace waymark::prove
