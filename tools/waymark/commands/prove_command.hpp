#pragma once

#include <optional>
#include <string>
#include <vector>

#include "interpreter/prove/prove.hpp"
#include "tools/report/reply.hpp"
#include "tools/waymark/commands/check_command.hpp"
#include "tools/waymark/io/loading.hpp"

namespace waymark {

struct ProveOptions : CommonOptions {
  std::vector<std::string> paths;
  std::vector<std::string> only;         // ids or names of questions, joined by commas
  bool strict = false;                   // what is not proved counts as much as what is refuted
  std::optional<std::string> scripts;    // folder for the questions in SMT-LIB
  std::optional<std::string> scenarios;  // file for the examples
  std::optional<std::size_t> seconds;    // after which it is stopped, and what was found is shown
  bool force = false;                    // also over files that the program did not make
  CheckFormat format = CheckFormat::text;
};

// What is found of one pathway without errors; of a site also what the pathway says that it adapts.
prove::Report ask_of_pathway(const Compilation& compilation, prove::Options asked,
                             const CommonOptions& options, const Surroundings& surroundings);

// Asks of all patients there can be what `run` asks of one.
Reply prove_pathways(const ProveOptions& options, const Surroundings& surroundings);

}  // namespace waymark
