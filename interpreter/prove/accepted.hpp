#pragma once

#include "interpreter/prove/prove.hpp"

namespace waymark::prove {

// Marks the findings that the pathway accepts. Each `accept` accepts one finding of its question that lies
// in what it stands in, those of the smallest scopes first. What finds none of a question that was asked is
// listed as idle.
void mark_accepted(const model::Model& model, const Options& options, Report& report);

}  // namespace waymark::prove
