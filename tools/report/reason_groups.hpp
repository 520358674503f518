#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tools/report/wording.hpp"

namespace waymark {

// Recommendations that apply for the same reasons, by their indices, and these reasons; of those that share
// none with others there are none.
struct ReasonGroup {
  std::vector<std::string> shared;
  std::vector<std::size_t> entries;
};

// What belongs together by its first reason, in the order in which the entries stand; the reasons that all of
// a group begin with are those of the group.
std::vector<ReasonGroup> reason_groups(const RunReport& report, const std::vector<std::size_t>& entries);

}  // namespace waymark
