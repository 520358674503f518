#include "tools/report/reason_groups.hpp"

#include <algorithm>
#include <map>

#include "tools/report/statement_text.hpp"

namespace waymark {

namespace {

using Reasons = std::vector<std::string>;

// What both begin with.
Reasons shared_beginning(const Reasons& a, const Reasons& b) {
  const auto [end, other] = std::ranges::mismatch(a, b);
  return {a.begin(), end};
}

ReasonGroup& group_of(std::vector<ReasonGroup>& groups, const std::string& first) {
  const auto is_its = [&](const ReasonGroup& group) {
    return first.empty() ? group.shared.empty() : !group.shared.empty() && group.shared.front() == first;
  };
  const auto found = std::ranges::find_if(groups, is_its);
  return found == groups.end() ? groups.emplace_back() : *found;
}

}  // namespace

std::vector<ReasonGroup> reason_groups(const RunReport& report, const std::vector<std::size_t>& entries) {
  std::map<std::size_t, Reasons> reasons;
  std::map<std::string, int> beginning;
  for (const auto entry : entries) {
    reasons[entry] = statement_reasons(report, report.model().recommendations[entry]);
    if (!reasons[entry].empty()) ++beginning[reasons[entry].front()];
  }
  std::vector<ReasonGroup> result;
  for (const auto entry : entries) {
    const auto& its = reasons[entry];
    const bool is_alone = its.empty() || beginning[its.front()] < 2;
    auto& group = group_of(result, is_alone ? "" : its.front());
    if (!is_alone) group.shared = group.entries.empty() ? its : shared_beginning(group.shared, its);
    group.entries.push_back(entry);
  }
  return result;
}

}  // namespace waymark
