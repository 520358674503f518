#include "cohort_calls.hpp"

#include <catch2/catch.hpp>

#include "command_runner.hpp"
#include "project_files.hpp"

namespace waymark::test {

const std::string clinic = in_project("/tests/golden/cohort/clinic.pathway");
const std::string good = R"({"patient": "good", "at": "2026-11-23", "facts": {"spo2": 84}})";
const std::string three =
    R"({"patient": "a", "at": "2026-11-23", "facts": {"spo2": 84, "stage": "late", "causes": ["aav", "sle"]}}
{"patient": "b", "at": "2026-11-23", "facts": {"spo2": 95, "stage": "early", "causes": []}}
{"patient": "c", "at": "2026-11-23"}
)";

Reply cohort_of(const std::string& facts, std::vector<std::string> options) {
  options.insert(options.begin(), {"cohort", clinic, "--facts", facts});
  return run_in_process(options);
}

nlohmann::json summary_of(const std::string& facts, std::vector<std::string> options) {
  options.insert(options.end(), {"--format", "json"});
  const auto reply = cohort_of(facts, options);
  INFO(reply.err);
  REQUIRE(reply.exit_code == ExitCode::fine);
  return nlohmann::json::parse(reply.out);
}

}  // namespace waymark::test
