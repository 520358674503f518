#pragma once

#include <cstddef>
#include <cstdint>

#include "interpreter/evaluate/dependencies.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// Limits the effort of a search in steps, not in seconds, so that the same question has the same answer
// twice.
class StepLimit {
 public:
  explicit StepLimit(std::uint64_t steps) : left_{steps} {}

  // Takes the steps, or says that so many are not left.
  bool take(std::uint64_t steps) {
    if (steps > left_) return false;
    left_ -= steps;
    return true;
  }

 private:
  std::uint64_t left_;
};

// The steps that it takes to try one patient: the patient is copied, and the expressions are evaluated.
inline std::size_t steps_of_trial(const model::Model& model, const Dependencies& dependencies) {
  constexpr std::size_t facts_copied_in_a_step = 10;
  return 1 + dependencies.expressions().size() + model.facts.size() / facts_copied_in_a_step;
}

}  // namespace waymark
