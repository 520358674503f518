#include "tools/waymark/commands/scenario_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "interpreter/scenarios/free_name.hpp"
#include "tools/waymark/io/atomic_file.hpp"
#include "tools/waymark/io/files_of_call.hpp"

namespace waymark {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view first_line = "# Scenarios that `waymark --emit-scenarios` wrote";

bool is_made_by_program(const std::string& path) { return has_first_line(path, first_line); }

bool is_read_from(const std::string& path, const Sources& sources) {
  for (std::uint32_t file = 0; file < sources.size(); ++file) {
    std::error_code error;
    if (fs::equivalent(path, std::string{sources[file].name()}, error)) return true;
  }
  return false;
}

// Why what is there must stay as it is; empty where the file may be written.
std::string objection(const ScenarioFile& file) {
  std::error_code error;
  const bool is_there = fs::is_regular_file(file.path, error);
  if (!is_there || file.force || is_made_by_program(file.path)) return {};
  return fmt::format("`{}` is there already and was not written by this program; --force writes over it",
                     file.path);
}

std::string objection(const ScenarioFile& file, const Sources& sources) {
  if (is_read_from(file.path, sources))
    return fmt::format("`{}` belongs to the pathway and is not written over", file.path);
  return objection(file);
}

std::string text_of(const std::vector<std::string>& scenarios, const std::vector<std::string>& taken_names) {
  TakenNames names{taken_names};
  std::set<std::string> seen;
  auto text = std::string{first_line} + '\n';
  for (const auto& scenario : scenarios) {
    if (seen.insert(scenario).second) text += '\n' + names.with_free_name(scenario);
  }
  return text;
}

std::string problem_of_writing(const std::string& path, const std::string& text) {
  const auto reason = write_file(path, text);
  return reason ? fmt::format("`{}` cannot be written: {}", path, *reason) : "";
}

}  // namespace

std::optional<ScenarioFile> scenario_file(const std::optional<std::string>& path, bool force) {
  if (!path) return std::nullopt;
  return ScenarioFile{*path, force};
}

std::optional<Reply> refused_scenario_file(const std::optional<ScenarioFile>& file,
                                           const std::vector<std::string>& pathways, const NamedInput& input,
                                           const CommonOptions& options, const Surroundings& surroundings) {
  if (!file) return std::nullopt;
  FilesOfCall files{options, surroundings};
  for (const auto& pathway : pathways) files.reads_pathway(pathway);
  files.reads(input.option, input.path);
  files.writes("--emit-scenarios", file->path);
  if (auto refused = files.refusal()) return refused;
  const auto problem = objection(*file);
  if (problem.empty()) return std::nullopt;
  return Reply{ExitCode::unusable, {}, program_message(problem)};
}

std::optional<Reply> refused_force(bool force, bool writes, std::string_view writing) {
  if (!force || writes) return std::nullopt;
  return Reply{ExitCode::unusable,
               {},
               program_message(fmt::format("--force lets a file be written over: add {}", writing))};
}

void write_scenarios(const ScenarioFile& file, const std::vector<std::string>& scenarios,
                     const std::vector<std::string>& taken_names, const Sources& sources, Reply& reply) {
  auto problem = objection(file, sources);
  if (problem.empty()) problem = problem_of_writing(file.path, text_of(scenarios, taken_names));
  if (problem.empty()) return;
  reply.exit_code = ExitCode::unusable;
  reply.err += program_message(problem);
}

}  // namespace waymark
