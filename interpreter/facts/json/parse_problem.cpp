#include "interpreter/facts/json/parse_problem.hpp"

namespace waymark {

// NaN is what programs write that do not know that JSON has none.
static void explain_nan(std::string_view text, const json::ParseError& error, FactsProblems& problems) {
  const auto line = text.substr(0, error.offset + 3);
  const auto begin = line.size() >= 5 ? line.size() - 5 : 0;
  if (error.reason != json::ParseError::Reason::syntax) return;
  if (line.substr(begin).find("Na") != std::string_view::npos)
    problems.help("a missing number is null, or left out");
}

void report(const json::ParseError& error, std::string_view text, FactsProblems& problems) {
  const FactsPlace place{"$", error.offset};
  switch (error.reason) {
    case json::ParseError::Reason::empty: return problems.report(place, diagnostics::facts_empty);
    case json::ParseError::Reason::syntax:
      problems.report(place, diagnostics::facts_not_json, error.detail);
      return explain_nan(text, error, problems);
    case json::ParseError::Reason::too_deep:
      return problems.report(place, diagnostics::facts_too_deep, json::deepest_level);
  }
}

}  // namespace waymark
