#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "tools/report/wording.hpp"

// What a site changes of its pathway, as results say it.
namespace waymark {

// "LOCAL RULE (when): policy of the unit [policy.s.2]; was ...", one line for each change.
std::vector<std::string> local_lines(const RunReport& report, const Wording& wording,
                                     const std::vector<model::LocalRuleId>& rules);

// A parameter, definition, table, fact or action that a site changes: "weight_limit = 80 kg, was 100 kg", and
// why.
struct ChangedDeclaration {
  std::string text;
  std::vector<std::string> why;
};
std::vector<ChangedDeclaration> changed_declarations(const RunReport& report, const Wording& wording);

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
