#pragma once

#include <string>
#include <vector>

#include "interpreter/outcome.hpp"
#include "interpreter/subject.hpp"

namespace waymark {

// What one patient's outcome comes to, as far as a change of it is worth a line.
struct Findings {
  std::vector<Status> statuses;  // in the order of `statements`
  std::vector<model::Input> needs;
  std::vector<Conflict> conflicts;
  std::vector<std::uint32_t> violated;  // indices of properties
};

Findings findings(const Outcome& outcome);

// A line for each status, conflict, broken property and need that is another one; empty where nothing is.
std::string changes_text(const model::Model& model, const Findings& before, const Findings& after);

}  // namespace waymark
