#pragma once

#include <set>
#include <string>
#include <vector>

namespace waymark {

// Names of scenarios, as texts write them.
class TakenNames {
 public:
  explicit TakenNames(const std::vector<std::string>& names);

  // Returns the text of a scenario under a name that is free, such as `NAME (2)`, and takes that name.
  std::string with_free_name(std::string scenario);

 private:
  std::set<std::string> escaped_;
};

}  // namespace waymark
