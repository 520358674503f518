#pragma once

#include <string>
#include <vector>

#include "tools/report/wording.hpp"

namespace waymark {

// Why a condition is what it is, for a clinician who has never seen the language: `hypoxemia: SpO2 84 % is
// below 90 % (library respiratory)`. Only what decided it is said, one line for each part. Empty where the
// condition is constant.
struct Reason {
  std::string text;
  std::string again;  // where it has been said already: "hypoxemia"; empty where nothing is shorter
};
std::vector<Reason> reasons(const RunReport& report, model::ExprId condition);
// The texts alone.
std::vector<std::string> reason_lines(const RunReport& report, model::ExprId condition);

// What ends a piece of advice, in the same words: `time since start of remission is at least 6 months`.
std::string until_text(const RunReport& report, model::ExprId condition);

}  // namespace waymark
