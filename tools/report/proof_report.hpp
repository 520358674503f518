#pragma once

#include <memory>
#include <string>
#include <vector>

#include "interpreter/prove/prove.hpp"
#include "lang/compile.hpp"

namespace waymark {

// What was found of one pathway.
struct ProvedPathway {
  std::string path;  // as it was given, or the file of a library in a folder
  std::unique_ptr<Compilation> compilation;
  prove::Report report;

  const Sources& sources() const { return compilation->sources; }
  std::size_t count(prove::Verdict verdict) const;  // of the findings; notes and what is accepted are none
  std::size_t accepted() const;
};

// What is said of an `accept` that accepts nothing.
std::string idle_text(const model::AcceptedFinding& accepted);

// Each finding with code frames at all the places that take part, then a line for each pathway.
std::string proof_text(const std::vector<ProvedPathway>& pathways, bool color);
std::string proof_json(const std::vector<ProvedPathway>& pathways);
std::string proof_sarif(const std::vector<ProvedPathway>& pathways);
std::string proof_github(const std::vector<ProvedPathway>& pathways);

// The questions of `check --prove`.
std::vector<prove::Question> fast_questions();
// What they find, as messages. What is only worth knowing, and what could not be proved, is left to `prove`.
std::vector<Diagnostic> proof_diagnostics(prove::Report report);

}  // namespace waymark
