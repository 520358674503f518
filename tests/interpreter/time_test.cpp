#include <catch2/catch.hpp>

#include "interpreter/values/elapsed.hpp"
#include "model_builder.hpp"
#include "tools/report/elapsed_words.hpp"

namespace waymark::time_test {
using namespace waymark::test;

using Op = ast::ComparisonOperator;

namespace {

const Type date_type{.kind = TypeKind::date};
const Type moment_type{.kind = TypeKind::moment};
const Type event_type{.kind = TypeKind::event};
const Type elapsed_type{.kind = TypeKind::elapsed};

UnknownReason reason(const Value& value) { return std::get<Unknown>(value).reason; }

// `time since D op N UNIT` on a day.
std::string since(const std::string& from, Op op, const std::string& count, const std::string& code,
                  const std::string& day) {
  ModelBuilder b;
  b.at = moment(day + "T12:00:00Z");
  const auto elapsed = b.add(model::TimeSince{b.recorded(date_type, date(from))}, elapsed_type);
  return b.text(b.compare(elapsed, op, b.literal(count, code)));
}

Elapsed between(const std::string& from, const std::string& to) {
  return {std::pair{moment(from), moment(to)}};
}
Elapsed between_days(const std::string& from, const std::string& to) {
  return {std::pair{date(from), date(to)}};
}

}  // namespace

TEST_CASE("months and years count as people count", "[time]") {
  // One month after 31 January is the last day of February.
  CHECK(since("2026-01-31", Op::greater_equal, "1", "mo", "2026-02-27") == "no");
  CHECK(since("2026-01-31", Op::greater_equal, "1", "mo", "2026-02-28") == "yes");
  CHECK(since("2024-01-31", Op::greater_equal, "1", "mo", "2024-02-28") == "no");
  CHECK(since("2024-01-31", Op::equal, "1", "mo", "2024-02-29") == "yes");
  CHECK(since("2024-02-29", Op::greater_equal, "1", "a", "2025-02-27") == "no");
  CHECK(since("2024-02-29", Op::greater_equal, "1", "a", "2025-02-28") == "yes");
  CHECK(since("2024-11-23", Op::less, "24", "mo", "2026-11-22") == "yes");
  CHECK(since("2024-11-23", Op::less, "2", "a", "2026-11-23") == "no");
  CHECK(since("2026-01-01", Op::greater_equal, "1.5", "a", "2027-06-30") == "no");
  CHECK(since("2026-01-01", Op::greater_equal, "1.5", "a", "2027-07-01") == "yes");
  CHECK(since("2026-01-01", Op::greater_equal, "0.5", "mo", "2027-07-01") == "unknown");  // no whole month
  CHECK(since("2026-06-15", Op::less, "0", "mo", "2026-06-01") == "yes");                 // lies ahead
  CHECK(since("2026-01-01", Op::less, "99999", "a", "2026-06-01") == "yes");  // beyond the calendar
}

TEST_CASE("weeks, days and hours are exact", "[time]") {
  CHECK(since("2026-11-02", Op::greater_equal, "3", "wk", "2026-11-23") == "yes");
  CHECK(since("2026-11-02", Op::greater, "21", "d", "2026-11-23") == "no");
  ModelBuilder b;
  const auto elapsed =
      b.add(model::TimeSince{b.recorded(moment_type, moment("2026-11-23T02:29:59Z"))}, elapsed_type);
  CHECK(b.text(b.compare(elapsed, Op::greater, b.literal("6", "h"))) == "yes");
  CHECK(b.text(b.compare(elapsed, Op::greater, b.literal("361", "min"))) == "no");
  CHECK(b.text(b.compare(b.literal("6", "h"), Op::less, elapsed)) == "yes");
  CHECK(b.text(b.add(model::Between{elapsed, b.literal("6", "h"), b.literal("1", "mo"), true})) == "yes");
  CHECK(b.text(b.compare(
            elapsed, Op::less,
            b.add(model::Call{model::Function::max, {b.literal("7", "h"), b.unrecorded(number_in("h"))}},
                  number_in("h")))) == "yes");
}

TEST_CASE("fractions of a second count", "[time]") {
  ModelBuilder b;
  b.at = moment("2005-05-10T05:05:05.5Z");
  const auto instant = b.recorded(moment_type, moment("2005-05-10T05:05:05.010Z"));
  const auto shift = [&](const std::string& count, const std::string& code, bool backwards = false) {
    return b.text(b.add(model::Shift{instant, b.literal(count, code), backwards}, moment_type));
  };
  CHECK(shift("5", "ms", true) == "2005-05-10T05:05:05.005Z");
  CHECK(shift("20", "ms", true) == "2005-05-10T05:05:04.99Z");
  CHECK(shift("0.5", "s") == "2005-05-10T05:05:05.51Z");
  CHECK(shift("1", "mo") == "2005-06-10T05:05:05.01Z");
  CHECK(shift("1", "ns") == "2005-05-10T05:05:05.01Z");  // smaller than a microsecond
  CHECK(shift("1", "ns", true) == "2005-05-10T05:05:05.009999Z");
  const auto later = b.literal(model::MomentConstant{moment("2005-05-10T05:05:05.012Z"), true}, moment_type);
  CHECK(b.text(b.compare(later, Op::greater, instant)) == "yes");
  const auto elapsed = b.add(model::TimeSince{instant}, elapsed_type);
  CHECK(b.text(elapsed) == "0.49 s");
  CHECK(b.text(b.compare(elapsed, Op::equal, b.literal("490", "ms"))) == "yes");
  CHECK(b.text(b.compare(elapsed, Op::less, b.literal("490.001", "ms"))) == "yes");
  CHECK(b.text(b.add(model::Conversion{elapsed, unit("ms")}, number_in("ms"))) == "490 ms");
  CHECK(b.text(b.add(model::Conversion{elapsed, unit("s")}, number_in("s"))) == "0.49 s");
  const auto day = b.literal(date("2005-05-10"), date_type);
  CHECK(b.text(b.compare(instant, Op::equal, day)) == "yes");
}

TEST_CASE("a date is compared with the run's own calendar day", "[time]") {
  ModelBuilder b;
  b.at = moment("2026-11-24T00:30:00+02:00");  // still the 23rd in UTC
  const auto elapsed = b.add(model::TimeSince{b.recorded(date_type, date("2026-11-23"))}, elapsed_type);
  CHECK(b.text(b.compare(elapsed, Op::equal, b.literal("1", "d"))) == "yes");
}

TEST_CASE("the time since an event is unknown unless it happened", "[time]") {
  ModelBuilder b;
  const auto time_since = [&](model::ExprId event) { return b.add(model::TimeSince{event}, elapsed_type); };
  CHECK(b.text(time_since(b.recorded(event_type, EventValue{moment("2026-11-20T08:30:00Z")}))) == "3 days");
  const auto never = time_since(b.recorded(event_type, EventValue{}));
  const auto ahead = time_since(b.recorded(event_type, EventValue{moment("2026-11-24T08:30:00Z")}));
  const auto open = time_since(b.unrecorded(event_type));
  CHECK(reason(b.value(never)) == UnknownReason::not_happened);
  CHECK(reason(b.value(ahead)) == UnknownReason::not_happened);
  CHECK(b.needs(never).empty());
  CHECK(b.needs(b.compare(open, Op::less, b.literal("3", "mo"))) == std::vector<std::string>{"f3"});
  CHECK(b.needs(b.compare(never, Op::less, b.parameter(number_in("mo")))).empty());
}

TEST_CASE("dates and moments move by durations", "[time]") {
  ModelBuilder b;
  const auto day = b.recorded(date_type, date("2026-01-31"));
  const auto instant = b.recorded(moment_type, moment("2026-01-31T10:00:00+01:00"));
  const auto shift = [&](model::ExprId from, const std::string& count, const std::string& code,
                         bool backwards = false) {
    return b.add(model::Shift{from, b.literal(count, code), backwards}, b.model[from].type);
  };
  CHECK(b.text(shift(day, "1", "mo")) == "2026-02-28");
  CHECK(b.text(shift(day, "1", "a", true)) == "2025-01-31");
  CHECK(b.text(shift(day, "2", "wk")) == "2026-02-14");
  CHECK(b.text(shift(day, "48", "h")) == "2026-02-02");
  CHECK(reason(b.value(shift(day, "5", "h"))) == UnknownReason::outside_domain);
  CHECK(reason(b.value(shift(day, "0.5", "mo"))) == UnknownReason::outside_domain);
  CHECK(reason(b.value(shift(day, "9000", "a"))) == UnknownReason::outside_domain);
  CHECK(b.text(shift(instant, "90", "min")) == "2026-01-31T11:30:00+01:00");
  CHECK(b.text(shift(instant, "1", "mo")) == "2026-02-28T10:00:00+01:00");
  const auto difference = b.add(model::Difference{shift(day, "1", "mo"), day}, elapsed_type);
  CHECK(b.text(difference) == "28 days");
  CHECK(b.text(b.compare(difference, Op::equal, b.literal("1", "mo"))) == "yes");
  CHECK(b.text(b.compare(difference, Op::equal, b.literal("4", "wk"))) == "yes");
  CHECK(b.text(b.compare(shift(day, "1", "mo"), Op::less, b.literal(date("2026-03-01"), date_type))) ==
        "yes");
}

TEST_CASE("elapsed time becomes a number", "[time]") {
  ModelBuilder b;
  const auto day = b.recorded(date_type, date("2024-02-29"));
  const auto elapsed = b.add(model::TimeSince{day}, elapsed_type);
  const auto in = [&](const std::string& code) {
    return b.text(b.add(model::Conversion{elapsed, unit(code)}, number_in(code)));
  };
  CHECK(in("d") == "998 d");
  CHECK(in("wk") == "142.57142857 wk");
  CHECK(in("mo") == "32 mo");
  CHECK(in("a") == "2 a");
  const auto count = [&](ast::SinceWord word, model::ExprId from, const std::string& code) {
    return b.text(b.add(model::CalendarCount{word, from}, number_in(code)));
  };
  CHECK(count(ast::SinceWord::years, day, "a") == "2 a");
  CHECK(count(ast::SinceWord::months, day, "mo") == "32 mo");
  CHECK(count(ast::SinceWord::days, day, "d") == "998 d");
  CHECK(count(ast::SinceWord::days, b.recorded(moment_type, moment("2026-11-21T08:30:01Z")), "d") == "1 d");
}

TEST_CASE("elapsed time is written in its two largest parts", "[time]") {
  CHECK(to_string(between("2026-11-23T02:30:00Z", "2026-11-23T08:30:00Z")) == "6 h");
  CHECK(to_string(between("2026-11-23T02:10:00Z", "2026-11-23T08:30:00Z")) == "6 h 20 min");
  CHECK(to_string(between("2026-11-23T08:29:30Z", "2026-11-23T08:30:00Z")) == "30 s");
  CHECK(to_string(between("2026-11-23T08:30:00Z", "2026-11-23T08:30:00Z")) == "0 s");
  CHECK(to_string(between("2026-11-23T08:30:00Z", "2026-11-23T02:30:00Z")) == "-6 h");
  CHECK(to_string(between("2026-11-19T04:30:00Z", "2026-11-23T08:30:00Z")) == "4 days 4 h");
  CHECK(to_string(between("2026-11-23T08:30:00.25Z", "2026-11-23T08:30:01Z")) == "0.75 s");
  CHECK(to_string(between("2026-11-23T08:30:01Z", "2026-11-23T08:30:00.99Z")) == "-0.01 s");
  CHECK(to_string(between("2026-11-23T08:28:55Z", "2026-11-23T08:30:00.000001Z")) == "1 min 5.000001 s");
  CHECK(to_string(between("2026-11-23T02:10:00Z", "2026-11-23T08:30:00.5Z")) == "6 h 20 min");
  CHECK(to_string(between_days("2026-11-22", "2026-11-23")) == "1 day");
  CHECK(to_string(between_days("2026-10-10", "2026-11-23")) == "44 days");
  CHECK(to_string(between_days("2025-09-23", "2026-11-23")) == "14 months");
  CHECK(to_string(between_days("2025-09-20", "2026-11-23")) == "14 months 3 days");
  CHECK(to_string(between_days("2021-09-20", "2026-11-23")) == "5 years 2 months");
  CHECK(to_string(between_days("2026-11-23", "2026-11-23")) == "0 days");
  CHECK(age_text(moment("2026-11-23T02:30:00Z"), moment("2026-11-23T08:30:00Z")) == "6 h ago");
  CHECK(age_text(moment("2026-11-23T08:30:00Z"), moment("2026-11-23T08:30:00Z")) == "now");
  CHECK(age_text(moment("2026-11-23T08:29:00Z"), moment("2026-11-23T08:30:03.25Z")) == "1 min 3 s ago");
  CHECK(age_text(moment("2026-11-23T08:30:00Z"), moment("2026-11-23T08:30:00.25Z")) == "0.25 s ago");
  CHECK(age_text(moment("2026-11-23T08:30:01.5Z"), moment("2026-11-23T08:30:00Z")) == "in 1 s");
}

TEST_CASE("elapsed time counted in hours and days is exact", "[time]") {
  const auto count = [](const char* from, const char* unit) {
    const auto number = count_in(between(from, "2026-11-23T12:00:00Z"), std::get<UnitPtr>(parse_ucum(unit)));
    return number.value();
  };
  const auto hours = std::get<UnitPtr>(parse_ucum("h"));
  const Quantity four{Decimal{4}, hours};
  for (const auto* unit : {"h", "d", "min", "wk"}) {
    INFO(unit);
    const auto difference =
        subtract(count("2026-11-23T01:31:00Z", unit), count("2026-11-23T05:31:00Z", unit)).value();
    CHECK(difference == four);
    const auto third = count("2026-11-23T11:40:00Z", unit);
    CHECK(add(add(third, third).value(), third).value() == Quantity{Decimal{1}, hours});
  }
  const auto most = count_in(between("0001-01-01T00:00:00.000001Z", "9999-12-31T23:59:59.999999Z"),
                             std::get<UnitPtr>(parse_ucum("us")));
  CHECK(most->number.to_exact_string() == "315537897599999998");
  const Type type{.kind = TypeKind::number, .unit = hours};
  const auto odd = count("2026-11-23T01:31:00Z", "h");
  CHECK(to_string(Value{Number{odd, odd}}, type) == "10.48333333 h");
}

TEST_CASE("hours and minutes add up exactly", "[time][quantity]") {
  const Quantity hour{Decimal{1}, std::get<UnitPtr>(parse_ucum("h"))};
  const Quantity minutes{Decimal{20}, std::get<UnitPtr>(parse_ucum("min"))};
  const auto sum = [&](const Quantity& start) {
    return add(add(add(start, minutes).value(), minutes).value(), minutes).value();
  };
  CHECK(sum(hour) == Quantity{Decimal{2}, hour.unit});
  CHECK(subtract(sum(hour), hour).value() == hour);
}

}  // namespace waymark::time_test
