#pragma once

#include "interpreter/diff/difference.hpp"
#include "interpreter/prove/report.hpp"

namespace waymark::diff {

// Q11: is there a patient who is contraindicated something in the pathway, and not at the site that adapts
// it? Adds to the report of the site; an example's scenario holds at the site.
void ask_lifted(const Side& pathway, const Side& site, const Options& options, prove::Report& report);

}  // namespace waymark::diff
