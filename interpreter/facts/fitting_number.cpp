#include "interpreter/facts/fitting_number.hpp"

namespace waymark {
namespace {

// 12 % is not taken for 0.12, nor a thousand of something for 1000.
bool is_of_dimension(const Quantity& given, const Type& type) {
  const auto& wanted = *type.unit;
  if (is_pure(wanted) && given.unit->scale != 1) return false;
  return same_dimension(*given.unit, wanted) ||
         exchange_factor(*given.unit, wanted, type.substance).has_value();
}

bool is_whole(const Quantity& quantity, const Type& type) {
  const auto declared = convert(quantity, type.unit);
  return declared && declared->number.is_whole();
}

}  // namespace

std::variant<Number, Misfit> fitting_number(const Quantity& given, const WantedNumber& wanted) {
  if (!is_of_dimension(given, wanted.type)) return Misfit{MisfitKind::other_dimension};
  auto number = number_as_read(given, wanted.type);
  if (!number) return Misfit{MisfitKind::too_large};
  const auto& read = *number->low;
  if (wanted.within && !model::is_within(read, *wanted.within))
    return Misfit{MisfitKind::outside_bounds, read};
  if (wanted.type.whole && !wanted.is_end && !is_whole(read, wanted.type))
    return Misfit{MisfitKind::not_whole, read};
  return *std::move(number);
}

}  // namespace waymark
