#pragma once

#include <array>
#include <string_view>

namespace waymark {

// The questions that can be asked of all patients, as `accept` names them. What they ask is said where they
// are asked.
inline constexpr std::array<std::string_view, 12> proof_questions{"Q1", "Q2",  "Q3", "Q4", "Q5",  "Q6",
                                                                  "Q7", "Q7b", "Q8", "Q9", "Q10", "Q11"};

}  // namespace waymark
