#pragma once

#include <optional>
#include <variant>

#include "interpreter/values/value.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// Why a quantity is no value of a fact or parameter.
enum class MisfitKind {
  other_dimension,  // also a part, as 12 %, where a pure number is wanted
  too_large,
  outside_bounds,
  not_whole
};
struct Misfit {
  MisfitKind kind;
  std::optional<Quantity> read = {};  // in the dimension that is wanted, where it can be said in it
};

// What a quantity from outside has to be.
struct WantedNumber {
  const Type& type;
  const std::optional<model::Bounds>& within;
  bool is_end = false;  // of what is meant only an end is given (`< 50`), which need not be whole
};

// The number as it is kept, whatever it was read from.
std::variant<Number, Misfit> fitting_number(const Quantity& given, const WantedNumber& wanted);

}  // namespace waymark
