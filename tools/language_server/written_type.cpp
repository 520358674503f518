#include "tools/language_server/written_type.hpp"

#include <fmt/format.h>

#include "interpreter/values/value.hpp"
#include "lang/model/score_range.hpp"

namespace waymark::lsp {
namespace {

constexpr std::size_t most_members = 6;

std::string in_unit(std::string_view kind, const Unit& unit) {
  return is_pure(unit) ? std::string{kind} : fmt::format("{} in {}", kind, to_string(unit));
}

std::string member_words(std::string_view quantifier, const MemberSet& set) {
  std::string result;
  for (std::size_t i = 0; i < set.members.size() && i <= most_members; ++i) {
    if (i > 0) result += set.ordered ? " < " : ", ";
    result += i == most_members ? "..." : set.members[i].id;
  }
  return fmt::format("{} {{{}}}", quantifier, result);
}

}  // namespace

std::string written_type(const Type& type) {
  switch (type.kind) {
    case TypeKind::yes_no: return "yes or no";
    case TypeKind::number: return in_unit(type.whole ? "whole number" : "number", *type.unit);
    case TypeKind::one_of: return member_words("one of", *type.members);
    case TypeKind::any_of: return member_words("any of", *type.members);
    case TypeKind::date: return "date";
    case TypeKind::moment: return "moment";
    case TypeKind::event: return type.has_amounts ? in_unit("event", *type.unit) : "event";
    case TypeKind::elapsed: return type.counts_days ? "time between two dates" : "time between two moments";
    case TypeKind::anything: return "unknown";
    case TypeKind::broken: break;
  }
  return "";
}

std::string written_range(const model::Score& score) {
  const auto range = range_of(score);
  return to_string(Number{Quantity{range.low}, Quantity{range.high}}, Type{.kind = TypeKind::number});
}

}  // namespace waymark::lsp
