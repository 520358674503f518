#include "interpreter/facts/expected_form.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace waymark {

// A number well inside the bounds.
static Decimal sample_number(const std::optional<model::Bounds>& within) {
  if (!within || within->low.number.is_negative()) return 1;
  const auto sum = add(within->low, within->high);
  const auto middle = sum ? divide(sum->number, 2) : std::nullopt;
  const auto rounded = middle ? round_to_places(*middle, 0) : std::nullopt;
  return rounded.value_or(1);
}

static std::string number_form(const Type& type, const std::optional<model::Bounds>& within) {
  const auto sample = sample_number(within);
  if (is_pure(*type.unit)) return fmt::format("{} such as {}", describe(type), sample.to_string());
  return fmt::format("{} such as {}, or text such as \"{}\"", describe(type), sample.to_string(),
                     to_string(Quantity{sample, type.unit}));
}

static std::string one_of_form(const MemberSet& set) {
  constexpr std::size_t enough = 12;
  std::string result;
  for (std::size_t i = 0; i < std::min(enough, set.members.size()); ++i) {
    result += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", set.members[i].id);
  }
  return fmt::format("one of {}{}", result, set.members.size() > enough ? ", ..." : "");
}

static std::string any_of_form(const MemberSet& set) {
  if (set.members.empty()) return "the list []";
  const auto& sample = set.members.front().id;
  return fmt::format("a list such as [\"{}\"], or an object such as {{\"{}\": true}}", sample, sample);
}

std::string expected_form(const Type& type, const std::optional<model::Bounds>& within) {
  switch (type.kind) {
    case TypeKind::yes_no: return "true or false";
    case TypeKind::number: return number_form(type, within);
    case TypeKind::one_of: return one_of_form(*type.members);
    case TypeKind::any_of: return any_of_form(*type.members);
    case TypeKind::date: return "a date such as \"2026-03-01\"";
    case TypeKind::moment: return "a moment such as \"2026-03-01T08:30:00Z\"";
    case TypeKind::event:
      if (type.has_amounts)
        return fmt::format(
            "amounts such as [{{\"value\": {}, \"time\": \"2026-03-01T08:30:00Z\"}}], or [] where "
            "it has not happened",
            sample_number(within).to_string());
      return "the moment when it happened, such as \"2026-03-01T08:30:00Z\", or false where it has not "
             "happened";
    case TypeKind::elapsed:
    case TypeKind::anything:
    case TypeKind::broken: break;
  }
  return "nothing";
}

std::string range_text(const Quantity& low, const Quantity& high) {
  const bool same = to_string(*low.unit) == to_string(*high.unit);
  return fmt::format("{} to {}", same ? low.number.to_string() : to_string(low), to_string(high));
}

std::string bounds_text(const model::Bounds& bounds) {
  if (!bounds.below) return range_text(bounds.low, bounds.high);
  const auto low =
      same_unit(*bounds.low.unit, *bounds.high.unit) ? bounds.low.number.to_string() : to_string(bounds.low);
  return fmt::format("{} to below {}", low, to_string(bounds.high));
}

}  // namespace waymark
