#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/decide/outcome.hpp"
#include "tools/report/wording.hpp"

namespace waymark {

std::string status_name(Status status);         // as people say it: "not advised"
std::string progress_words(Progress progress);  // "not due", "progress unknown"

// How advice is grouped, the most urgent first. Nothing of what has no progress.
std::vector<std::optional<Progress>> progress_groups();
std::string_view progress_heading(const std::optional<Progress>& progress);

// By when it is to be done, what is out of order and what it aims at, a line each. `outcome` is that of the
// recommendation, which is advised.
std::vector<std::string> plan_lines(const RunReport& report, const Wording& wording,
                                    const model::Recommendation& recommendation,
                                    const StatementOutcome& outcome);

// `2026-11-30`, or a moment in short.
std::string planned_words(const PlannedMoment& planned, const Moment& at);

}  // namespace waymark
