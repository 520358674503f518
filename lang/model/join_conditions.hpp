#pragma once

#include <vector>

#include "lang/model/model.hpp"

namespace waymark {

// Works out again what the conditions of each chosen statement come to together, and what keeps a chosen
// recommendation from being advised because its action is contraindicated. For a model that was changed after
// it was checked. The expressions that this adds mean the same as none of the earlier ones.
void join_conditions_anew(model::Model& model, const std::vector<model::StatementReference>& chosen);

}  // namespace waymark
