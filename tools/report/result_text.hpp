#pragma once

#include <string>

#include "tools/report/wording.hpp"

namespace waymark {

struct ResultTextStyle {
  bool color = false;
  bool everything = false;  // also what is not advised and does not apply
  bool path = false;        // the decision path as well
  bool sources = true;      // what the printed statements cite, in the words of the sources
};

// The result of a run for people: at most 100 columns wide, the most important first.
std::string result_text(const RunReport& report, ResultTextStyle style);

}  // namespace waymark
