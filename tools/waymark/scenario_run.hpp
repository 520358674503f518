#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "interpreter/scenario.hpp"
#include "tools/waymark/loading.hpp"
#include "tools/waymark/reply.hpp"

namespace waymark {

// Chooses names by a POSIX extended regular expression that fits anywhere in them.
class NameFilter {
 public:
  // A Reply where the expression is none. Without one every name is chosen.
  static std::variant<NameFilter, Reply> of(const std::optional<std::string>& expression);

  bool chooses(std::string_view name) const;

 private:
  std::shared_ptr<const void> expression_;  // compiled
};

struct ScenarioRun {
  ScenarioResult result;
  double seconds = 0;
};

// One pathway or library with its scenarios; where it has errors, there are none.
struct TestedPathway {
  std::string path;  // as it was given, or the file of a library in a folder
  std::unique_ptr<Compilation> compilation;
  std::vector<ScenarioRun> runs;

  bool is_usable() const { return compilation->model.has_value(); }
  const model::Model& model() const { return *compilation->model; }
  std::vector<std::string> scenario_names() const;
  std::size_t passed() const;
  std::size_t failed() const { return runs.size() - passed(); }
};

struct Tested {
  std::vector<TestedPathway> pathways;
  ExitCode exit_code =
      ExitCode::fine;  // unusable where a path could not be loaded, has errors or no scenario
  std::string err;

  std::size_t scenarios() const;
  std::size_t passed() const;
};

// Compiles what stands at each path and runs the scenarios that the filter chooses.
Tested run_scenarios(const std::vector<std::string>& paths, const NameFilter& filter,
                     const CommonOptions& options, const Surroundings& surroundings);

}  // namespace waymark
