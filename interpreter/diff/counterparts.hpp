#pragma once

#include <utility>
#include <vector>

#include "interpreter/facts/patient.hpp"
#include "lang/model/model.hpp"

namespace waymark::diff {

// What two pathways call the same.
struct Counterparts {
  // Facts and parameters of one name of which the same can be recorded; and those that took another name, but
  // kept their title or their codes. The earlier pathway's first.
  std::vector<std::pair<model::Input, model::Input>> inputs;
  std::vector<model::Input> only_before, only_after;
  // Recommendations, contraindications and notes of one kind and id.
  std::vector<std::pair<model::StatementReference, model::StatementReference>> statements;
  std::vector<model::StatementReference> removed, added;
};

Counterparts counterparts(const model::Model& before, const model::Model& after);

// What is recorded of the patient of one pathway, as the other records it. What only `base` can say, a
// patient of the other, is as there.
Patient as_after(const Counterparts& counterparts, const Patient& before, Patient base);
Patient as_before(const Counterparts& counterparts, const Patient& after, Patient base);

// The later pathway's patient with what only the record of the earlier one says of them.
Patient completed(const Counterparts& counterparts, Patient after, const Patient& before);

}  // namespace waymark::diff
