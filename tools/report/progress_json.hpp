#pragma once

#include <nlohmann/json_fwd.hpp>

#include "interpreter/decide/outcome.hpp"
#include "tools/report/wording.hpp"

namespace waymark {

// Adds `progress` and `timing` of a recommendation that has them, and its `target`.
void add_progress(nlohmann::ordered_json& result, const RunReport& report, const Wording& wording,
                  const model::Recommendation& recommendation, const StatementOutcome& outcome);

}  // namespace waymark
