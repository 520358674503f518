#include "interpreter/values/unknown.hpp"

#include <algorithm>

namespace waymark {
namespace {

bool is_settled_operand(const Value* value) { return is_settled(*value); }
bool is_known_or_settled(const Value* value) { return is_known(*value) || is_settled(*value); }

}  // namespace

Unknown unknown_from_any(std::initializer_list<const Value*> operands) {
  return {UnknownReason::from_operands, std::ranges::any_of(operands, is_settled_operand)};
}

Unknown unknown_from_all(std::span<const Value* const> operands) {
  return {UnknownReason::from_operands, std::ranges::all_of(operands, is_known_or_settled)};
}

Value kleene_value(Truth truth, std::span<const Value* const> operands) {
  if (truth == Truth::unknown) return unknown_from_all(operands);
  return truth == Truth::yes;
}

Value passed_on(const Value& value) {
  if (!std::holds_alternative<Unknown>(value)) return value;
  return Unknown{UnknownReason::from_operands, is_settled(value)};
}

}  // namespace waymark
