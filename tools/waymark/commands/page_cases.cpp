#include "tools/waymark/commands/page_cases.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "interpreter/facts/scenario_patient.hpp"
#include "tools/report/patient_json.hpp"
#include "tools/waymark/io/patient_input.hpp"

namespace waymark {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

Json scenario_cases(const model::Model& model) {
  auto result = Json::array();
  for (std::uint32_t i = 0; i < model.scenarios.size(); ++i) {
    if (!model.scenarios[i].library.empty()) continue;
    const auto described = scenario_patient(model, i);
    result.push_back({{"kind", "scenario"},
                      {"name", model.scenarios[i].name},
                      {"patient", patient_json(model, described.patient, described.at)}});
  }
  return result;
}

// In the order of their names, so that the page is the same wherever it is made.
std::variant<std::vector<fs::path>, Reply> files_at(const fs::path& path) {
  std::error_code failed;
  if (!fs::is_directory(path, failed)) return std::vector{path};
  std::vector<fs::path> result;
  for (fs::directory_iterator entry{path, failed}, end; !failed && entry != end; entry.increment(failed)) {
    if (entry->path().extension() == ".json") result.push_back(entry->path());
  }
  if (failed)
    return Reply{
        ExitCode::unusable, {}, program_message(fmt::format("{}: {}", path.string(), failed.message()))};
  std::ranges::sort(result);
  return result;
}

}  // namespace

std::variant<std::string, Reply> page_cases(const std::optional<std::string>& patients,
                                            const model::Model& model, const Surroundings& surroundings) {
  auto cases = scenario_cases(model);
  const auto files = patients ? files_at(*patients) : std::vector<fs::path>{};
  if (const auto* failed = std::get_if<Reply>(&files)) return *failed;
  for (const auto& file : std::get<std::vector<fs::path>>(files)) {
    const auto read = read_patient_input({.facts = file.string(), .at = {}, .assignments = {}}, model,
                                         std::nullopt, surroundings);
    if (const auto* refusal = std::get_if<PatientRefusal>(&read))
      return Reply{ExitCode::unusable, {}, refusal->message};
    cases.push_back({{"kind", "file"},
                     {"name", file.stem().string()},
                     {"patient", patient_json(model, std::get<PatientInput>(read).patient)}});
  }
  return cases.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace waymark
