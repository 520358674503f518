#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lang/text/source.hpp"
#include "tools/waymark/io/loading.hpp"

namespace waymark {

// Where scenarios are written that the program made.
struct ScenarioFile {
  std::string path;
  bool force = false;  // also over a file that the program did not make
};

// Scenarios extend those of their own pathway, so a file has those of one.
inline constexpr const char* one_pathway_only =
    "--emit-scenarios writes the scenarios of one pathway at a time";

// None where no path is given.
std::optional<ScenarioFile> scenario_file(const std::optional<std::string>& path, bool force);

// What a call with `--emit-scenarios` reads besides its pathways: `--cohort` and its file.
struct NamedInput {
  std::string_view option;
  std::optional<std::string> path;
};

// The refusal of a call whose scenarios would be written over what it reads, or over what somebody else
// wrote; asked before anything is read. None where no scenarios are written.
std::optional<Reply> refused_scenario_file(const std::optional<ScenarioFile>& file,
                                           const std::vector<std::string>& pathways, const NamedInput& input,
                                           const CommonOptions& options, const Surroundings& surroundings);

// The refusal of a `--force` in a call that writes no file it could be about. `writing` are the options that
// would write one. None where the call has no `--force`, or writes a file.
std::optional<Reply> refused_force(bool force, bool writes,
                                   std::string_view writing = "--emit-scenarios FILE");

// Writes the scenarios in one step, each once and none under a name that is taken. The first line of the file
// says who made it. Refuses in `reply` to write over a file without that line unless forced, and over what
// the pathway was read from.
void write_scenarios(const ScenarioFile& file, const std::vector<std::string>& scenarios,
                     const std::vector<std::string>& taken_names, const Sources& sources, Reply& reply);

}  // namespace waymark
