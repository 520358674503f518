#pragma once

#include <optional>
#include <string>
#include <vector>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/decide/subject.hpp"

namespace waymark {

// A status, and how far advice is that has a progress.
struct FoundStatus {
  Status status = Status::undetermined;
  std::optional<Progress> progress;
  friend bool operator==(const FoundStatus&, const FoundStatus&) = default;
};

// What one patient's outcome comes to, as far as a change of it is worth a line.
struct Findings {
  std::vector<FoundStatus> statuses;  // in the order of `statements`
  std::vector<model::Input> needs;
  std::vector<Conflict> conflicts;
  std::vector<std::uint32_t> violated;  // indices of properties
};

Findings findings(const Outcome& outcome);

// In the words of the pathway that they were found in.
struct FindingsOf {
  const model::Model& model;
  const Findings& findings;
};

// A line for each status, conflict, broken property and need that is another one; empty where nothing is. The
// pathway may have become another one in between: a statement is the same where it is called the same.
std::string changes_text(const FindingsOf& before, const FindingsOf& after);

// Of one patient and pathway: a line for each status that nothing missing can change, though evaluation
// leaves it open.
std::string settled_text(const FindingsOf& evaluated, const FindingsOf& exact);

}  // namespace waymark
