#include "interpreter/quality/near_values.hpp"

#include <algorithm>
#include <vector>

#include "lang/quantity/calendar.hpp"
#include "lang/text/characters.hpp"

namespace waymark {

ast::ComparisonOperator slipped(ast::ComparisonOperator op) {
  using ast::ComparisonOperator;
  switch (op) {
    case ComparisonOperator::equal: return ComparisonOperator::not_equal;
    case ComparisonOperator::not_equal: return ComparisonOperator::equal;
    case ComparisonOperator::less: return ComparisonOperator::less_equal;
    case ComparisonOperator::less_equal: return ComparisonOperator::less;
    case ComparisonOperator::greater: return ComparisonOperator::greater_equal;
    case ComparisonOperator::greater_equal: break;
  }
  return ComparisonOperator::greater;
}

Decimal step_of(std::string_view written) {
  constexpr std::string_view digits = "0123456789";
  written.remove_prefix(std::min(written.find_first_of(digits), written.size()));
  const auto whole = std::min(written.find_first_not_of(digits), written.size());
  const auto behind = written.substr(whole);
  if (!behind.starts_with('.')) return Decimal{1};
  const auto end = std::min(behind.find_first_not_of(digits, 1), behind.size());
  return end < 2 ? Decimal{1} : Decimal::parse("0." + std::string(end - 2, '0') + "1").value_or(Decimal{1});
}

std::int64_t step_of_moment(std::string_view written) {
  constexpr std::string_view to_minute = "2026-11-23T08:30";
  const auto behind = written.substr(std::min(to_minute.size(), written.size()));
  if (!behind.starts_with(':')) return 60 * microseconds_per_second;
  auto step = microseconds_per_second;
  if (behind.size() < 4 || behind[3] != '.') return step;
  for (auto i = 4U; i < behind.size() && is_digit(behind[i]) && step > 1; ++i) step /= 10;
  return step;
}

std::string as_written(const model::MomentConstant& constant) {
  auto text = to_string(constant.moment);
  if (!constant.has_offset) text.pop_back();  // its Z
  return text;
}

UnitPtr mistaken_unit(const model::Model& model, const UnitPtr& unit) {
  const auto written = to_string(*unit);
  if (is_dimensionless(*unit) && unit->scale != pure_unit()->scale) return pure_unit();
  std::vector<std::string> names{"k" + written, "m" + written, "u" + written};
  if (written.size() > 1) names.push_back(written.substr(1));
  for (const auto* usual : {"years", "months", "weeks", "days", "hours", "minutes"})
    names.emplace_back(usual);
  const auto declared = model.units.names();
  names.insert(names.end(), declared.begin(), declared.end());
  for (const auto& name : names) {
    const auto parsed = model.units.parse(name);
    const auto* other = std::get_if<UnitPtr>(&parsed);
    if (other && same_dimension(**other, *unit) && (*other)->scale != unit->scale &&
        (*other)->offset == unit->offset)
      return *other;
  }
  return nullptr;
}

std::optional<ast::WindowFunction> mistaken_function(ast::WindowFunction function) {
  switch (function) {
    case ast::WindowFunction::highest: return ast::WindowFunction::lowest;
    case ast::WindowFunction::lowest: return ast::WindowFunction::highest;
    case ast::WindowFunction::earliest: return ast::WindowFunction::latest;
    case ast::WindowFunction::latest: return ast::WindowFunction::earliest;
    case ast::WindowFunction::previous:
    case ast::WindowFunction::average: return ast::WindowFunction::latest;
    case ast::WindowFunction::total:
    case ast::WindowFunction::number: break;
  }
  return std::nullopt;
}

}  // namespace waymark
