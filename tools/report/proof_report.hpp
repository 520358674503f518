#pragma once

#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

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

// Each finding with code frames at all the places that take part.
std::string findings_text(const ProvedPathway& pathway, bool color);
// A line for the pathway, and one for each question that was asked of it.
std::string proof_summary(const ProvedPathway& pathway);
nlohmann::ordered_json proof_json(const ProvedPathway& pathway);
// The document of `prove --format json`, of what the above says of each pathway.
std::string proof_document(nlohmann::ordered_json pathways);
// Results of a SARIF document, in a list.
nlohmann::ordered_json proof_sarif(const ProvedPathway& pathway);
std::string proof_github(const ProvedPathway& pathway);

// The questions of `check --prove`.
std::vector<prove::Question> fast_questions();
// What they find, as messages. What is only worth knowing, and what could not be proved, is left to `prove`.
std::vector<Diagnostic> proof_diagnostics(prove::Report report);

}  // namespace waymark
