#include "interpreter/evaluate/levels.hpp"

#include <algorithm>

#include "interpreter/values/unknown.hpp"

namespace waymark {
namespace {

model::MemberIndex last_member(const Type& type) {
  return static_cast<model::MemberIndex>(type.members->members.size() - 1);
}

MemberRange range_of(const Value& value, const Type& type) {
  return possible_levels(value).value_or(MemberRange{0, last_member(type)});
}

Value value_of(MemberRange range, const Type& type, const std::vector<const Value*>& operands) {
  if (range.low == range.high) return range.low;
  const bool may_be_any = range.low == 0 && range.high == last_member(type);
  return may_be_any ? Value{unknown_from_all(operands)} : Value{range};
}

using Selection = const model::MemberIndex& (*)(const model::MemberIndex&, const model::MemberIndex&);

// Selects among the lowest levels and among the highest ones.
Value selected(const std::vector<const Value*>& values, const Type& type, Selection low, Selection high) {
  auto result = range_of(*values.front(), type);
  for (const auto* value : values) {
    const auto next = range_of(*value, type);
    result = {low(result.low, next.low), high(result.high, next.high)};
  }
  return value_of(result, type, values);
}

const model::MemberIndex& lower(const model::MemberIndex& a, const model::MemberIndex& b) {
  return std::min(a, b);
}
const model::MemberIndex& higher(const model::MemberIndex& a, const model::MemberIndex& b) {
  return std::max(a, b);
}

}  // namespace

bool is_level(const Type& type) { return type.kind == TypeKind::one_of && type.members->ordered; }

std::optional<MemberRange> possible_levels(const Value& value) {
  if (const auto* member = std::get_if<model::MemberIndex>(&value)) return MemberRange{*member, *member};
  const auto* range = std::get_if<MemberRange>(&value);
  return range ? std::optional{*range} : std::nullopt;
}

Value least_level(const std::vector<const Value*>& values, const Type& type) {
  return selected(values, type, lower, lower);
}

Value greatest_level(const std::vector<const Value*>& values, const Type& type) {
  return selected(values, type, higher, higher);
}

Value hull_of_levels(const std::vector<const Value*>& values, const Type& type) {
  return selected(values, type, lower, higher);
}

}  // namespace waymark
