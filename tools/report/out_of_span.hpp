#pragma once

#include <string>

#include "tools/report/wording.hpp"

namespace waymark {

// Of a fact that is recorded, but not in the span in which it is looked for: "40 %, 40 min ago, was taken
// more than 30 min before PaO2". Empty where no window misses it.
std::string out_of_span_words(const RunReport& report, model::FactId fact);

}  // namespace waymark
