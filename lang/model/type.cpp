#include "lang/model/type.hpp"

#include <fmt/format.h>

namespace waymark {
namespace {

std::string describe_number(const Type& type) {
  const std::string number = type.whole ? "a whole number" : "a number";
  return is_pure(*type.unit) ? number : fmt::format("{} in {}", number, to_string(*type.unit));
}

}  // namespace

Type with_fractions(Type type) {
  type.whole = false;
  return type;
}

bool is_whole_in_unit(const Type& type, const Type& other) {
  const bool are_numbers = type.kind == TypeKind::number && other.kind == TypeKind::number;
  return type.whole && (!are_numbers || same_unit(*type.unit, *other.unit));
}

Type amount_type(const Type& event) {
  Type type{.kind = TypeKind::number, .unit = event.unit};
  type.substance = event.substance;
  return type;
}

std::string describe(const Type& type) {
  switch (type.kind) {
    case TypeKind::yes_no: return "a yes or no";
    case TypeKind::number: return describe_number(type);
    case TypeKind::one_of: return fmt::format("one of the members of `{}`", type.members->name);
    case TypeKind::any_of: return fmt::format("any of the members of `{}`", type.members->name);
    case TypeKind::date: return "a date";
    case TypeKind::moment: return "a moment";
    case TypeKind::event:
      return type.has_amounts ? fmt::format("an event in {}", to_string(*type.unit)) : "an event";
    case TypeKind::elapsed:
      return type.counts_days ? "the time between two dates" : "the time between two moments";
    case TypeKind::anything: return "`unknown`";
    case TypeKind::broken: break;
  }
  return "something that has an error";
}

}  // namespace waymark
