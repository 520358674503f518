#include "tools/report/comparison_words.hpp"

namespace waymark {

std::string_view comparison_words(ast::ComparisonOperator op, bool holds) {
  using enum ast::ComparisonOperator;
  switch (op) {
    case equal: return holds ? "is" : "is not";
    case not_equal: return holds ? "is not" : "is";
    case less: return holds ? "is below" : "is not below";
    case less_equal: return holds ? "is at most" : "is above";
    case greater: return holds ? "is above" : "is not above";
    case greater_equal: return holds ? "is at least" : "is below";
  }
  return "";
}

std::string_view knowledge_word(model::KnowledgeWord word) {
  switch (word) {
    case model::KnowledgeWord::known: return "known";
    case model::KnowledgeWord::unknown: return "unknown";
    case model::KnowledgeWord::stale: return "stale";
    case model::KnowledgeWord::confirmed: return "confirmed";
    case model::KnowledgeWord::ruled_out: return "ruled out";
  }
  return "";
}

DecidingBound bound_of_left(ast::ComparisonOperator op, Truth holds) {
  using enum ast::ComparisonOperator;
  if (holds == Truth::unknown || op == equal || op == not_equal) return DecidingBound::none;
  const bool is_more = (op == greater || op == greater_equal) == (holds == Truth::yes);
  return is_more ? DecidingBound::low : DecidingBound::high;
}

DecidingBound other_bound(DecidingBound bound) {
  if (bound == DecidingBound::none) return bound;
  return bound == DecidingBound::low ? DecidingBound::high : DecidingBound::low;
}

}  // namespace waymark
