#pragma once

#include <vector>

#include "interpreter/prove/report.hpp"
#include "lang/model/model.hpp"

namespace waymark::prove {

// One finding for each cause, in the order given. The first one of a cause stays. Each other one becomes a
// note of it, and its question is listed in `also`. Findings have one cause where:
// - the same conditions leave nobody, or the same part of them is never (or always) true by itself;
// - a part changes nothing only because another part of the condition is never true;
// - Q8 or Q9 shows the patient of a hole or of a conflict that Q1 or Q5 has shown.
std::vector<Finding> joined_by_cause(const model::Model& model, std::vector<Finding> findings);

}  // namespace waymark::prove
