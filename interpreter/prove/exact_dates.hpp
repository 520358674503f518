#pragma once

#include <string>
#include <vector>

#include "lang/model/model.hpp"

namespace waymark::prove {

// The facts below `roots` that may be known by their month or year alone (dates, moments and events), by
// their full names, sorted. Formulas speak of them as known to the day, or not at all: of a patient of whom
// less is known, an answer says nothing.
std::vector<std::string> exact_dates(const model::Model& model, const std::vector<model::ExprId>& roots);

}  // namespace waymark::prove
