#pragma once

#include <cstddef>
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

// Compiles what stands at each path and runs the scenarios that the filter chooses.
Tested run_scenarios(const std::vector<std::string>& paths, const NameFilter& filter,
                     const CommonOptions& options, const Surroundings& surroundings);

}  // namespace waymark
