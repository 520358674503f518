#include "tools/report/scenario_json.hpp"

#include <nlohmann/json.hpp>

#include "interpreter/scenarios/scenario_text.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/version.hpp"

namespace waymark {

std::string scenario_of(const RunReport& report, const std::string& name) {
  return scenario_text(report.model(), name, report.evaluator.patient(), report.evaluator.at(),
                       report.outcome);
}

std::string scenario_json(const RunReport& report, const std::string& name) {
  return printed({{"waymark", version}, {"scenario", scenario_of(report, name)}});
}

}  // namespace waymark
