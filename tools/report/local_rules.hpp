#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "tools/report/text_layout.hpp"
#include "tools/report/wording.hpp"

// What a site changes of its pathway, as results say it.
namespace waymark {

// "LOCAL RULE (when): policy of the unit [policy.s.2]; was ...", one line for each change.
std::vector<std::string> local_lines(const RunReport& report, const Wording& wording,
                                     const std::vector<model::LocalRuleId>& rules);

// What a site changes beside statements, and what it does not do: "weight_limit = 80 kg, was 100 kg", and
// why. Nothing of a pathway that is no site.
void write_local_rules(Page& page, const RunReport& report, const Wording& wording);

// Why a statement is withdrawn: "withdrawn at this site: measured hourly by device".
std::vector<std::string> withdrawal_lines(const RunReport& report, const Wording& wording,
                                          const model::StatementBase& statement);

// {"id", "what", "was", "because", "cites"} of each.
nlohmann::ordered_json local_json(const RunReport& report, const Wording& wording,
                                  const std::vector<model::LocalRuleId>& rules);
// {"id", "version", "adapts": {"id", "title", "version"}, "local": [...]} of a site; `local` has what is
// changed beside statements.
nlohmann::ordered_json site_json(const RunReport& report, const Wording& wording);

}  // namespace waymark
