#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "interpreter/scenarios/scenario.hpp"
#include "tools/report/reply.hpp"
#include "tools/report/tested.hpp"
#include "tools/waymark/io/loading.hpp"

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

// Compiles what stands at each path, runs the scenarios that the filter chooses, and hands over one pathway
// after the other. What could not be loaded, has errors or no scenario is said in `reply`.
void run_scenarios(const std::vector<std::string>& paths, const NameFilter& filter,
                   const CommonOptions& options, const Surroundings& surroundings, Reply& reply,
                   const std::function<void(TestedPathway)>& take);

}  // namespace waymark
