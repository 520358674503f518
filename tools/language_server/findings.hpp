#pragma once

#include <optional>
#include <string>
#include <vector>

#include "interpreter/prove/stop.hpp"
#include "tools/language_server/snapshot.hpp"

namespace waymark::lsp {

// In how many scenarios a recommendation has which status.
struct StatusCounts {
  std::size_t advised = 0, not_advised = 0, undetermined = 0;
};

// A patient whom a proof found, as a scenario for the pathway.
struct Witness {
  Span span;             // of the finding
  std::string question;  // "Q5"
  std::string scenario;  // all of its text
};

// A status that a recommendation has in no scenario, and a scenario in which it has it.
struct MissingScenario {
  Span span;             // of the recommendation
  bool advised = false;  // or not advised
  std::string scenario;  // all of its text
};

// What the questions found.
struct Proofs {
  std::vector<Diagnostic> messages;
  std::vector<Witness> witnesses;
};

// What tests and proofs found of one pathway.
struct Findings {
  SnapshotPtr of;
  std::vector<Diagnostic> tests, proofs;
  std::vector<StatusCounts> statuses = {};  // by recommendation
  std::vector<Witness> witnesses = {};
  std::vector<MissingScenario> missing = {};
  bool are_proofs_done = false;
};

// Returns what `waymark test` says of the scenarios that fail, at their expectations and at the properties
// that their patients break. Nothing of a pathway with errors.
std::vector<Diagnostic> failed_scenarios(const Compilation& compilation);

// "advised in 3, not advised in 5, undetermined in 2 scenarios"
std::string status_words(const StatusCounts& counts);

// Returns the counts of the recommendation whose statement holds a place; nullopt where none does, or where
// the scenarios were not looked at.
std::optional<StatusCounts> counts_at(const Findings& findings, Span place);

// Whether the scenarios show the recommendation advised, and not advised.
bool is_covered(const StatusCounts& counts);

// Returns for each recommendation its statuses in the pathway's own scenarios.
std::vector<StatusCounts> statuses_in_scenarios(const Compilation& compilation);

// Returns what `waymark check --prove` finds; what it found so far where another thread stops it. Nothing of
// a pathway with errors.
Proofs refuted_claims(const Compilation& compilation, prove::Stop* stop = nullptr);

// Returns the scenarios that `waymark test --coverage --emit-scenarios` writes for recommendations that are
// not covered, by the statuses that they have; those found so far where another thread stops it. Nothing of a
// pathway with errors.
std::vector<MissingScenario> missing_scenarios(const Compilation& compilation,
                                               const std::vector<StatusCounts>& statuses,
                                               prove::Stop* stop = nullptr);

}  // namespace waymark::lsp
