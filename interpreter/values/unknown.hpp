#pragma once

#include <initializer_list>
#include <span>

#include "interpreter/values/value.hpp"

namespace waymark {

// Not known because of what it is made of. Every operand has to be known for the result to be: so one that is
// unknown for good settles it.
Unknown unknown_from_any(std::initializer_list<const Value*> operands);
// Any operand may still decide it: so it is settled only where all that are unknown are.
Unknown unknown_from_all(std::span<const Value* const> operands);
// A yes or no from its truth.
Value kleene_value(Truth truth, std::span<const Value* const> operands);
inline Value kleene_value(Truth truth, std::initializer_list<const Value*> operands) {
  return kleene_value(truth, std::span{operands.begin(), operands.size()});
}
// What a name stands for: the same value, but not being known does not begin here.
Value passed_on(const Value& value);

}  // namespace waymark
