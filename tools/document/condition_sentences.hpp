#pragma once

#include <string>
#include <vector>

#include "tools/report/wording.hpp"

namespace waymark {

// What a condition asks, without its value: "hypoxemia", "age is at least 75 years".
std::string condition_words(const RunReport& report, model::ExprId expr);

// The conditions of a statement, a sentence each, from that of its section to its own: "when acute
// hemorrhage", "unless hypoxemia", "where it is not known whether hypoxemia". What `applies when` asks is
// that of the pathway, and left out; so is what ends it.
std::vector<std::string> condition_sentences(const RunReport& report, const model::StatementBase& statement);

// What ends a recommendation, and when its alternatives are some: "until 4 years after start of remission",
// "rituximab only when refractory disease".
std::vector<std::string> ending_sentences(const RunReport& report,
                                          const model::Recommendation& recommendation);

}  // namespace waymark
