#pragma once

#include <set>
#include <vector>

#include "lang/model/model.hpp"

namespace waymark {

// All that the pathway looks at to say what it says: its conditions, doses, deadlines, and the values in its
// texts.
std::vector<model::ExprId> roots_of_advice(const model::Model& model);

// The facts that these rest on.
std::set<model::FactId> facts_of_advice(const model::Model& model);

// The facts of the pathway itself, and those of libraries that it looks at: what a record may be asked for.
std::vector<model::FactId> facts_of_pathway(const model::Model& model);

}  // namespace waymark
