#include "tools/waymark/scenario_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "tools/waymark/atomic_file.hpp"
#include "tools/waymark/loading.hpp"

namespace waymark {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view first_line = "# Scenarios that `waymark --emit-scenarios` wrote";

bool is_made_by_program(const std::string& path) {
  std::ifstream file{path};
  std::string line;
  return std::getline(file, line) && line == first_line;
}

bool is_read_from(const std::string& path, const Sources& sources) {
  for (std::uint32_t file = 0; file < sources.size(); ++file) {
    std::error_code error;
    if (fs::equivalent(path, std::string{sources[file].name()}, error)) return true;
  }
  return false;
}

// Why the file must stay as it is; empty where it may be written.
std::string objection(const ScenarioFile& file, const Sources& sources) {
  std::error_code error;
  const bool is_there = fs::is_regular_file(file.path, error);
  if (!is_there) return {};
  if (is_read_from(file.path, sources))
    return fmt::format("`{}` belongs to the pathway and is not written over", file.path);
  if (file.force || is_made_by_program(file.path)) return {};
  return fmt::format("`{}` is there already and was not written by this program; --force writes over it",
                     file.path);
}

// The name between the first quotes, as it is written there.
std::pair<std::size_t, std::size_t> name_of(const std::string& scenario) {
  const auto begin = scenario.find('"') + 1;
  auto end = begin;
  while (end < scenario.size() && scenario[end] != '"') end += scenario[end] == '\\' ? 2 : 1;
  return {begin, end - begin};
}

std::string quoted(const std::string& name) {
  std::string result;
  for (const char c : name) result += c == '"' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
  return result;
}

std::string text_of(const std::vector<std::string>& scenarios, const std::vector<std::string>& taken_names) {
  std::set<std::string> names, seen;
  for (const auto& name : taken_names) names.insert(quoted(name));
  auto text = std::string{first_line} + '\n';
  for (auto scenario : scenarios) {
    if (!seen.insert(scenario).second) continue;
    const auto [begin, length] = name_of(scenario);
    const auto name = scenario.substr(begin, length);
    auto free = name;
    for (int number = 2; !names.insert(free).second; ++number) free = fmt::format("{} ({})", name, number);
    text += '\n' + scenario.replace(begin, length, free);
  }
  return text;
}

std::string problem_of_writing(const std::string& path, const std::string& text) {
  auto created = AtomicFile::create(path);
  if (const auto* reason = std::get_if<std::string>(&created))
    return fmt::format("`{}` cannot be written: {}", path, *reason);
  auto& file = std::get<AtomicFile>(created);
  file.write(text);
  const auto reason = file.commit();
  return reason ? fmt::format("`{}` cannot be written: {}", path, *reason) : "";
}

}  // namespace

void write_scenarios(const ScenarioFile& file, const std::vector<std::string>& scenarios,
                     const std::vector<std::string>& taken_names, const Sources& sources, Reply& reply) {
  auto problem = objection(file, sources);
  if (problem.empty()) problem = problem_of_writing(file.path, text_of(scenarios, taken_names));
  if (problem.empty()) return;
  reply.exit_code = ExitCode::unusable;
  reply.err += program_message(problem);
}

}  // namespace waymark
