#pragma once

#include <string>
#include <vector>

#include "tools/document/guideline_document.hpp"

// What documents say in the same words, whatever they are written in.
namespace waymark {

// A line below a piece of advice: what kind it is, for its color, and what it says.
struct AdviceLine {
  std::string_view kind;  // "condition", "reason", "detail", "reading", "silent", "local", "changed"
  std::string text;
};
std::vector<AdviceLine> lines_of(const DocumentAdvice& advice);

// What is missing or open in a statement: "source incomplete: the list is absent from the source".
struct StatementGap {
  std::string_view kind;  // "incomplete", "outside", "open"
  std::string lead, text;
};
std::vector<StatementGap> gaps_of(const DocumentStatement& statement);

// "[1, 2]"; empty where the source gives no reference.
std::string references_of(const DocumentStatement& statement);
// What is said where a statement has no advice beside it.
std::string_view no_advice_words(const DocumentStatement& statement);
// "never: ..." or "always: ..."
std::string property_words(const DocumentProperty& property);
// "12 proved, 0 refuted, 1 not proved; asked 2026-11-23, waymark 0.1.0"
std::string proof_words(const DocumentProof& proof);
// Of a parameter: "50 10^9/L" or that the site sets it.
std::string value_words(const DocumentParameter& parameter);

}  // namespace waymark
