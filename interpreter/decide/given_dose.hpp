#pragma once

#include <optional>
#include <vector>

#include "interpreter/evaluate/evaluator.hpp"
#include "lang/model/regimen.hpp"

namespace waymark {

enum class DoseLimit { none, at_least, at_most };

// What a dose comes to for one patient.
struct GivenDose {
  std::optional<Quantity> low, high;    // both ends, which are one where it is no range; none: not known
  DoseLimit limited = DoseLimit::none;  // which kind of limit decides, looked at from the high end
  std::optional<model::ExprId> limit;   // that limit
  bool unrounded = false;               // rounding would have left nothing, or crossed a limit
};

// Returns the dose after limits and rounding, each end in the unit that it was worked out in. An unknown dose
// has neither ends nor a limit.
GivenDose given_dose(Evaluator& evaluator, const model::Dose& dose);

// Returns the facts and parameters that an unknown range needs, each once; empty where none would help.
std::vector<model::Input> missing_for(Evaluator& evaluator, const model::ExprRange& range);

// Whether a patient who is advised the recommendation gets the dose of this place: yes, or no where every
// alternative that gets it is ruled out, or unknown.
Truth is_given(Evaluator& evaluator, const model::DosePlace& place);

}  // namespace waymark
