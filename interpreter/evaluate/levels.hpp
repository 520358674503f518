#pragma once

#include <optional>
#include <vector>

#include "interpreter/values/value.hpp"
#include "lang/model/type.hpp"

namespace waymark {

// Levels of which only the lowest and the highest possible one may be known. A level of which nothing is
// known may be any of its type; what may still be any is unknown.

bool is_level(const Type& type);
// The members that a value of a `one of` type can still be; nullopt where nothing is known of it.
std::optional<MemberRange> possible_levels(const Value& value);
Value least_level(const std::vector<const Value*>& values, const Type& type);
Value greatest_level(const std::vector<const Value*>& values, const Type& type);
// The bounds of a level that is one of `values`.
Value hull_of_levels(const std::vector<const Value*>& values, const Type& type);

}  // namespace waymark
