#pragma once

#include <set>
#include <vector>

#include "interpreter/search/representative_values.hpp"

namespace waymark {

// `representative_values` of these inputs only, as far as the expressions rest on them: what is not asked for
// costs nothing.
std::vector<RepresentativeValues> values_of_inputs(const model::Model& model,
                                                   const std::vector<model::ExprId>& exprs,
                                                   const std::set<model::Input>& inputs,
                                                   const Patient& patient, Moment at);

}  // namespace waymark
