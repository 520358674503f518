#pragma once

#include <string_view>

#include "interpreter/values/value.hpp"
#include "lang/ast/ast.hpp"
#include "lang/model/operations.hpp"

namespace waymark {

// "is below" of what holds, "is not below" of what does not.
std::string_view comparison_words(ast::ComparisonOperator op, bool holds);
// "confirmed", "ruled out"
std::string_view knowledge_word(model::KnowledgeWord word);

// Which bound of a number that is known in part decides a comparison.
enum class DecidingBound { none, low, high };
DecidingBound bound_of_left(ast::ComparisonOperator op, Truth holds);
// Of the other side.
DecidingBound other_bound(DecidingBound bound);

}  // namespace waymark
