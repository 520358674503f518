#include "interpreter/evaluate/count_truth.hpp"

#include "interpreter/values/kleene.hpp"

namespace waymark {
namespace {

Truth at_least(const Count& found, std::int64_t wanted) {
  if (found.certain >= wanted) return Truth::yes;
  return found.possible < wanted ? Truth::no : Truth::unknown;
}

Truth at_most(const Count& found, std::int64_t wanted) { return negation(at_least(found, wanted + 1)); }

}  // namespace

Truth count_truth(ast::CountingWord word, const Count& found, std::int64_t wanted) {
  switch (word) {
    case ast::CountingWord::at_least: return at_least(found, wanted);
    case ast::CountingWord::at_most: return at_most(found, wanted);
    case ast::CountingWord::exactly: break;
  }
  return conjunction(at_least(found, wanted), at_most(found, wanted));
}

}  // namespace waymark
