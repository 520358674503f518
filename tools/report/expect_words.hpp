#pragma once

#include <string>

#include "interpreter/scenarios/expect_result.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// What an `expect` says: "initial.pulse advised", "> 6 mmol/L", "yes".
std::string expected_words(const model::Model& model, const ExpectResult& result);
// What is so: "undetermined, needs platelets", "2.5 mmol/L", "no dose".
std::string found_words(const model::Model& model, const ExpectResult& result);
// Where it is not met: "expected yes, found unknown".
std::string unmet_words(const model::Model& model, const ExpectResult& result);

}  // namespace waymark
