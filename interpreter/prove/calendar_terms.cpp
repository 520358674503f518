#include "interpreter/prove/calendar_terms.hpp"

#include <array>
#include <string>

#include <fmt/format.h>

#include "lang/quantity/calendar.hpp"

namespace waymark::prove {
namespace {

constexpr std::int64_t days_per_cycle = 1'461;  // of four years
constexpr std::int64_t days_per_year = 365;
constexpr std::int64_t months_per_year = 12;
constexpr std::int64_t months_per_cycle = 48;
constexpr int february = 11;  // of a year that begins in March

constexpr std::array<std::int64_t, 12> days_before_month{0,   31,  61,  92,  122, 153,
                                                         184, 214, 245, 275, 306, 337};
constexpr std::array<std::int64_t, 12> days_in_month{31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28};

std::int64_t floored(std::int64_t value, std::int64_t divisor) {
  return value / divisor - (value % divisor < 0 ? 1 : 0);
}

// The first day of a month, counted as the formulas count it.
std::int64_t first_day_of_month(std::int64_t index) {
  const auto cycle = floored(index, months_per_cycle);
  const auto rest = index - cycle * months_per_cycle;
  return first_calendar_day() + cycle * days_per_cycle + rest / months_per_year * days_per_year +
         days_before_month[static_cast<std::size_t>(rest % months_per_year)];
}

std::int64_t month_of_day(std::int64_t day) {
  const auto cycle = floored(day - first_calendar_day(), days_per_cycle);
  auto index = cycle * months_per_cycle;
  while (index + 1 < (cycle + 1) * months_per_cycle && first_day_of_month(index + 1) <= day) ++index;
  return index;
}

// The entry of a table at `index`, which is within it.
z3::expr entry(const std::array<std::int64_t, 12>& table, const z3::expr& index) {
  auto result = whole(index.ctx(), table.back());
  for (auto i = static_cast<int>(table.size()) - 1; i-- > 0;)
    result = z3::ite(index == i, whole(index.ctx(), table[static_cast<std::size_t>(i)]), result);
  return result;
}

// How the end's time of the month stands to the beginning's, where both lie in the end's month.
OrderTerm order_in_month(const CalendarTerms::Parts& from, const CalendarTerms::Parts& to,
                         const ElapsedTerm& elapsed) {
  const auto earlier_day = to.day < from.day && to.day < to.length;
  const auto same_day = to.day == from.day || (to.day == to.length && from.day > to.length);
  const auto yes = to.day.ctx().bool_val(true);
  if (elapsed.from.is_date) return {yes, earlier_day, same_day};
  return {yes, earlier_day || (same_day && elapsed.to.microsecond < elapsed.from.microsecond),
          same_day && elapsed.to.microsecond == elapsed.from.microsecond};
}

// Months are counted on clocks at the offset of the beginning.
ElapsedTerm on_clocks_of_beginning(const ElapsedTerm& elapsed) {
  const auto& offset = elapsed.from.offset_minutes;
  return {elapsed.known, clock_time(elapsed.from, offset), clock_time(elapsed.to, offset)};
}

// Whole months where the end does not come first.
z3::expr months_forward(CalendarTerms& calendar, const ElapsedTerm& between) {
  const auto elapsed = on_clocks_of_beginning(between);
  const auto& from = calendar.parts(elapsed.from.day);
  const auto& to = calendar.parts(elapsed.to.day);
  const auto order = order_in_month(from, to, elapsed);
  auto& context = from.month.ctx();
  return to.month - from.month - z3::ite(order.less, whole(context, 1), whole(context, 0));
}

}  // namespace

std::int64_t first_calendar_day() { return parse_date("1900-03-01")->days; }
std::int64_t last_calendar_day() { return parse_date("2100-02-28")->days; }

z3::expr CalendarTerms::variable(const char* part, int number) const {
  return context_.int_const(fmt::format("calendar.{}.{}", number, part).c_str());
}

CalendarTerms::Month CalendarTerms::fresh_month() {
  const auto cycle = variable("cycle", months_made_);
  const auto year = variable("year", months_made_);
  const auto month = variable("month", months_made_);
  ++months_made_;
  axioms_.push_back(year >= 0 && year <= 3 && month >= 0 && month <= february);
  const auto leap_day = z3::ite(month == february && year == 3, context_.int_val(1), context_.int_val(0));
  return {cycle * whole(context_, months_per_cycle) + year * whole(context_, months_per_year) + month,
          whole(context_, first_calendar_day()) + cycle * whole(context_, days_per_cycle) +
              year * whole(context_, days_per_year) + entry(days_before_month, month),
          entry(days_in_month, month) + leap_day};
}

CalendarTerms::Parts CalendarTerms::constant_parts(std::int64_t day) {
  const auto month = month_of_day(day);
  const auto first_day = first_day_of_month(month);
  return {whole(context_, month), whole(context_, day - first_day + 1),
          whole(context_, first_day_of_month(month + 1) - first_day)};
}

const CalendarTerms::Parts& CalendarTerms::parts(const z3::expr& day) {
  const auto id = day.id();
  if (const auto found = parts_.find(id); found != parts_.end()) return found->second;
  std::int64_t number = 0;
  if (day.is_numeral_i64(number)) {
    constants_.push_back(day);
    return parts_.emplace(id, constant_parts(number)).first->second;
  }
  definitions_.push_back({day, true, months_made_});
  const auto day_of_month = variable("day", months_made_);
  const auto month = fresh_month();
  axioms_.push_back(day_of_month >= 1 && day_of_month <= month.length);
  axioms_.push_back(day == month.first_day + day_of_month - 1);
  return parts_.emplace(id, Parts{month.index, day_of_month, month.length}).first->second;
}

z3::expr CalendarTerms::add_months(const z3::expr& day, const z3::expr& months) {
  const auto from = parts(day);
  const auto index = from.month + months;
  definitions_.push_back({index, false, months_made_});
  const auto month = fresh_month();
  axioms_.push_back(month.index == index);
  return month.first_day + z3::ite(from.day <= month.length, from.day, month.length) - 1;
}

void CalendarTerms::complete(z3::model& solution) const {
  for (const auto& [source, is_day, number] : definitions_) {
    const auto value = solution.eval(source, true).get_numeral_int64();
    const auto index = is_day ? month_of_day(value) : value;
    const auto cycle = floored(index, months_per_cycle);
    const auto set = [&, n = number](const char* part, std::int64_t given) {
      auto declared = variable(part, n).decl();
      auto numeral = whole(context_, given);
      solution.add_const_interp(declared, numeral);
    };
    set("cycle", cycle);
    set("year", (index - cycle * months_per_cycle) / months_per_year);
    set("month", (index - cycle * months_per_cycle) % months_per_year);
    if (is_day) set("day", value - first_day_of_month(index) + 1);
  }
}

InstantTerm date_at(const z3::expr& day) {
  const auto zero = whole(day.ctx(), 0);
  return {day, zero, true, zero};
}

InstantTerm moment_at(const z3::expr& day, const z3::expr& microsecond) {
  return {day, microsecond, false, whole(day.ctx(), 0)};
}

InstantTerm moment_at(const z3::expr& microseconds) {
  const auto by = whole(microseconds.ctx(), microseconds_per_day);
  return moment_at((microseconds / by).simplify(), z3::mod(microseconds, by).simplify());
}

InstantTerm clock_time(const InstantTerm& instant, const z3::expr& offset_minutes) {
  auto& context = instant.day.ctx();
  if (instant.is_date || z3::eq(offset_minutes, whole(context, 0))) return instant;
  return moment_at(microseconds_of(instant) + offset_minutes * whole(context, microseconds_per_minute));
}

InstantTerm moment_of_clock_time(const InstantTerm& shown, const z3::expr& offset_minutes) {
  auto result = clock_time(shown, (-offset_minutes).simplify());
  if (!shown.is_date) result.offset_minutes = offset_minutes;
  return result;
}

InstantTerm calendar_day(const InstantTerm& instant) {
  return date_at(clock_time(instant, instant.offset_minutes).day);
}

OrderTerm order_of_instants(const InstantTerm& a, const InstantTerm& b) {
  const auto yes = a.day.ctx().bool_val(true);
  if (a.is_date && b.is_date) return {yes, a.day < b.day, a.day == b.day};
  if (a.is_date || b.is_date) return order_of_instants(calendar_day(a), calendar_day(b));
  return {yes, a.day < b.day || (a.day == b.day && a.microsecond < b.microsecond),
          a.day == b.day && a.microsecond == b.microsecond};
}

z3::expr microseconds_of(const InstantTerm& instant) {
  return instant.day * whole(instant.day.ctx(), microseconds_per_day) + instant.microsecond;
}

z3::expr microseconds_between(const ElapsedTerm& elapsed) {
  const auto days = (elapsed.to.day - elapsed.from.day) * whole(elapsed.to.day.ctx(), microseconds_per_day);
  return elapsed.from.is_date ? days : days + elapsed.to.microsecond - elapsed.from.microsecond;
}

z3::expr seconds_between(const ElapsedTerm& elapsed) {
  auto& context = elapsed.to.day.ctx();
  const auto days = as_real(elapsed.to.day - elapsed.from.day) * real(context, seconds_per_day);
  if (elapsed.from.is_date) return days;
  const auto within_day = as_real(elapsed.to.microsecond - elapsed.from.microsecond);
  return days + within_day / real(context, microseconds_per_second);
}

z3::expr whole_days(const ElapsedTerm& elapsed) {
  if (elapsed.from.is_date) return elapsed.to.day - elapsed.from.day;
  return truncated_quotient(microseconds_between(elapsed), microseconds_per_day);
}

OrderTerm order_to_months(CalendarTerms& calendar, const ElapsedTerm& between, const z3::expr& months) {
  const auto elapsed = on_clocks_of_beginning(between);
  const auto from = calendar.parts(elapsed.from.day);
  const auto to = calendar.parts(elapsed.to.day);
  const auto end = from.month + months;
  const auto order = order_in_month(from, to, elapsed);
  return {order.defined, to.month < end || (to.month == end && order.less), to.month == end && order.equal};
}

z3::expr whole_months(CalendarTerms& calendar, const ElapsedTerm& elapsed) {
  const ElapsedTerm back{elapsed.known, elapsed.to, elapsed.from};
  const auto ahead = order_of_instants(elapsed.to, elapsed.from).less;
  const auto forward = months_forward(calendar, elapsed);
  return z3::ite(ahead, -months_forward(calendar, back), forward);
}

}  // namespace waymark::prove
