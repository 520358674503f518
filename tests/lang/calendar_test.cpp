#include "lang/quantity/calendar.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

namespace waymark::calendar_test {
namespace {

Date date(std::string_view text) { return parse_date(text).value(); }
Moment moment(std::string_view text) { return parse_moment(text).value(); }

std::string text(const std::optional<Date>& value) { return value ? to_string(*value) : "none"; }
std::string text(const std::optional<Moment>& value) { return value ? to_string(*value) : "none"; }

rc::Gen<Date> dates() {
  return rc::gen::map(rc::gen::inRange(date("0001-01-01").days, date("9999-12-31").days + 1),
                      [](std::int32_t days) { return Date{days}; });
}

// Within years that leave room for a century on both sides.
rc::Gen<Date> middle_dates() {
  return rc::gen::map(rc::gen::inRange(date("1890-01-01").days, date("2130-12-31").days),
                      [](std::int32_t days) { return Date{days}; });
}

rc::Gen<Moment> moments() {
  return rc::gen::map(
      rc::gen::tuple(middle_dates(), rc::gen::inRange(0, 86'400),
                     rc::gen::element(0, 0, 1, 10'000, 250'000, 999'999), rc::gen::inRange(-840, 841)),
      [](const std::tuple<Date, int, int, int>& parts) {
        const auto& [day, second, fraction, offset] = parts;
        return *add_microseconds(start_of(day, offset), second * microseconds_per_second + fraction);
      });
}

}  // namespace

TEST_CASE("dates of the calendar", "[calendar]") {
  CHECK(date("1970-01-01").days == 0);
  CHECK(date("1969-12-31").days == -1);
  CHECK(date("2000-02-29").days == 11016);
  CHECK(date("2026-11-23").days == 20780);
  for (const auto* valid : {"0001-01-01", "9999-12-31", "2024-02-29", "2000-02-29", "1900-02-28"}) {
    CHECK(text(parse_date(valid)) == valid);
  }
}

TEST_CASE("what is no date", "[calendar]") {
  for (const auto* wrong : {"", "2026", "2026-11", "2026-11-31", "2026-02-29", "1900-02-29", "2026-13-01",
                            "2026-00-10", "2026-01-00", "0000-01-01", "26-11-23", "2026-1-2", "2026/11/23",
                            "2026-11-23 ", "+2026-11-23", "2026-11-23T08:30", "20261123"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_date(wrong));
  }
}

TEST_CASE("moments with their offsets", "[calendar]") {
  const std::vector<std::pair<const char*, const char*>> rows{
      {"2026-11-23T08:30", "2026-11-23T08:30:00Z"},
      {"2026-11-23T08:30:15", "2026-11-23T08:30:15Z"},
      {"2026-11-23T08:30:15.999", "2026-11-23T08:30:15.999Z"},
      {"2026-11-23T08:30:15.010+01:00", "2026-11-23T08:30:15.01+01:00"},
      {"2026-11-23T08:30:15.000", "2026-11-23T08:30:15Z"},
      {"2026-11-23T08:30:15.000001Z", "2026-11-23T08:30:15.000001Z"},
      {"2026-11-23T08:30:59.999999999999999999999Z", "2026-11-23T08:30:59.999999Z"},
      {"2026-11-23T08:30:15.0000009Z", "2026-11-23T08:30:15Z"},
      {"1969-12-31T23:59:59.75Z", "1969-12-31T23:59:59.75Z"},
      {"0001-01-01T00:00:00.5Z", "0001-01-01T00:00:00.5Z"},
      {"9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"},
      {"2026-11-23T08:30Z", "2026-11-23T08:30:00Z"},
      {"2026-11-23T08:30+01:00", "2026-11-23T08:30:00+01:00"},
      {"2026-11-23T08:30-05:30", "2026-11-23T08:30:00-05:30"},
      {"2026-11-23T08:30+00:00", "2026-11-23T08:30:00Z"},
      {"2026-11-23T00:00:00+14:00", "2026-11-23T00:00:00+14:00"},
      {"1969-12-31T23:59:59-00:30", "1969-12-31T23:59:59-00:30"},
  };
  for (const auto& [written, shown] : rows) CHECK(text(parse_moment(written)) == shown);
  CHECK(text(parse_moment("2026-11-23T08:30", 60)) == "2026-11-23T08:30:00+01:00");
  CHECK(text(parse_moment("2026-11-23T08:30Z", 60)) == "2026-11-23T08:30:00Z");
}

TEST_CASE("what is no moment", "[calendar]") {
  for (const auto* wrong : {"2026-11-23",
                            "2026-11-23T",
                            "2026-11-23T08",
                            "2026-11-23T24:00",
                            "2026-11-23T08:60",
                            "2026-11-23T08:30:60",
                            "2026-11-23T08:30:",
                            "2026-11-23T08:30:15.",
                            "2026-11-23T08:30:15.Z",
                            "2026-11-23T08:30:15.2.5",
                            "2026-11-23T08:30.5",
                            "2026-11-23 08:30",
                            "2026-11-23T08:30+1:00",
                            "2026-11-23T08:30+0100",
                            "2026-11-23T08:30+14:01",
                            "2026-11-23T08:30+15:00",
                            "2026-11-23T08:30z",
                            "2026-02-30T08:30",
                            "2026-11-23T8:30",
                            "2026-11-23T08:30Zx"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_moment(wrong));
  }
}

TEST_CASE("moments are equal where the instants are", "[calendar]") {
  CHECK(moment("2026-11-23T08:30+01:00") == moment("2026-11-23T07:30Z"));
  CHECK(moment("2026-11-23T08:30+01:00") < moment("2026-11-23T08:30Z"));
  CHECK(moment("2026-11-23T08:30:15.5+01:00") == moment("2026-11-23T07:30:15.500Z"));
  CHECK(moment("2026-11-23T08:30:15.51Z") < moment("2026-11-23T08:30:15.512Z"));
  CHECK(moment("1969-12-31T23:59:59.9Z") < moment("1970-01-01T00:00Z"));
}

TEST_CASE("a moment or a date, which means its first moment", "[calendar]") {
  CHECK(text(parse_moment_or_date("2026-11-23")) == "2026-11-23T00:00:00Z");
  CHECK(text(parse_moment_or_date("2026-11-23T08:30:15.25-05:30")) == "2026-11-23T08:30:15.25-05:30");
  CHECK(text(parse_moment_or_date("2026-11-23T08:30")) == "2026-11-23T08:30:00Z");
  CHECK(text(parse_moment_or_date("2026-11-31")) == "none");
  CHECK(text(parse_moment_or_date("")) == "none");
}

TEST_CASE("the same time on the clocks of another offset", "[calendar]") {
  CHECK(text(at_same_clock_time(moment("2026-11-23T08:30:15.25Z"), 60)) == "2026-11-23T08:30:15.25+01:00");
}

TEST_CASE("the calendar day of a moment is that of its own offset", "[calendar]") {
  CHECK(text(date_of(moment("2026-11-23T00:30+01:00"))) == "2026-11-23");
  CHECK(text(date_of(moment("2026-11-22T23:30Z"))) == "2026-11-22");
  CHECK(text(date_of(moment("1969-12-31T23:30-02:00"))) == "1969-12-31");
  CHECK(text(start_of(date("2026-11-23"), 60)) == "2026-11-23T00:00:00+01:00");
}

TEST_CASE("months are counted as people do", "[calendar]") {
  CHECK(text(add_months(date("2023-01-31"), 1)) == "2023-02-28");
  CHECK(text(add_months(date("2024-01-31"), 1)) == "2024-02-29");
  CHECK(text(add_months(date("2024-02-29"), 12)) == "2025-02-28");
  CHECK(text(add_months(date("2024-02-29"), 48)) == "2028-02-29");
  CHECK(text(add_months(date("2024-03-31"), -1)) == "2024-02-29");
  CHECK(text(add_months(date("2024-12-31"), 2)) == "2025-02-28");
  CHECK(text(add_months(date("2024-01-15"), -13)) == "2022-12-15");
  CHECK(text(add_months(moment("2024-01-31T08:30+01:00"), 1)) == "2024-02-29T08:30:00+01:00");
  CHECK(text(add_months(date("9999-12-01"), 1)) == "none");
  CHECK(text(add_months(date("0001-01-01"), -1)) == "none");
  CHECK(text(add_months(date("2024-01-01"), std::numeric_limits<std::int64_t>::max())) == "none");
  CHECK(text(add_months(date("2024-01-01"), std::numeric_limits<std::int64_t>::min())) == "none");
}

TEST_CASE("days and microseconds stay within the calendar", "[calendar]") {
  CHECK(text(add_days(date("2024-02-28"), 1)) == "2024-02-29");
  CHECK(text(add_days(date("2023-02-28"), 1)) == "2023-03-01");
  CHECK(text(add_days(date("9999-12-31"), 1)) == "none");
  CHECK(text(add_days(date("0001-01-01"), -1)) == "none");
  CHECK(text(add_days(date("2024-01-01"), std::numeric_limits<std::int64_t>::min())) == "none");
  const auto after = [](const char* from, std::int64_t microseconds) {
    return text(add_microseconds(moment(from), microseconds));
  };
  CHECK(after("2024-02-28T23:59:59Z", 1'000'000) == "2024-02-29T00:00:00Z");
  CHECK(after("2024-03-01T00:00Z", -1) == "2024-02-29T23:59:59.999999Z");
  CHECK(after("9999-12-31T23:59:59.999999Z", 1) == "none");
  CHECK(after("0001-01-01T00:00:00Z", -1) == "none");
  CHECK(after("2024-01-01T00:00Z", std::numeric_limits<std::int64_t>::max()) == "none");
  CHECK(after("2024-01-01T00:00Z", std::numeric_limits<std::int64_t>::min()) == "none");
}

TEST_CASE("whole months between two dates", "[calendar]") {
  const std::vector<std::tuple<const char*, const char*, std::int64_t>> rows{
      {"2024-01-31", "2024-02-28", 0},  {"2024-01-31", "2024-02-29", 1},
      {"2023-01-31", "2023-02-28", 1},  {"2024-01-15", "2024-02-14", 0},
      {"2024-01-15", "2024-02-15", 1},  {"2024-02-29", "2025-02-28", 12},
      {"2024-02-29", "2025-02-27", 11}, {"1980-06-01", "2026-11-23", 557},
      {"2024-05-05", "2024-05-05", 0},  {"2024-02-15", "2024-01-15", -1},
      {"2024-02-14", "2024-01-15", 0},  {"0001-01-01", "9999-12-31", 119'987},
  };
  for (const auto& [from, to, months] : rows) {
    CAPTURE(from, to);
    CHECK(whole_months_between(date(from), date(to)) == months);
  }
  CHECK(whole_months_between(moment("2024-01-31T08:30Z"), moment("2024-02-29T08:29Z")) == 0);
  CHECK(whole_months_between(moment("2024-01-31T08:30Z"), moment("2024-02-29T08:30Z")) == 1);
  CHECK(whole_months_between(moment("2024-01-31T08:30Z"), moment("2024-02-29T09:29+01:00")) == 0);
  CHECK(whole_months_between(moment("2024-01-31T08:30:00.5Z"), moment("2024-02-29T08:30:00.499999Z")) == 0);
  CHECK(whole_months_between(moment("2024-01-31T08:30:00.5Z"), moment("2024-02-29T08:30:00.5Z")) == 1);
}

TEST_CASE("the calendar hangs together", "[calendar]") {
  rc::prop("dates go there and back", [] {
    const auto day = *dates();
    RC_ASSERT(parse_date(to_string(day)) == day);
  });
  rc::prop("moments go there and back", [] {
    const auto instant = *moments();
    const auto back = parse_moment(to_string(instant)).value();
    RC_ASSERT(back == instant);
    RC_ASSERT(back.offset_minutes == instant.offset_minutes);
  });
  rc::prop("the count of months is the largest that fits", [] {
    const auto a = *middle_dates(), b = *middle_dates();
    const auto from = std::min(a, b), to = std::max(a, b);
    const auto months = whole_months_between(from, to);
    RC_ASSERT(months >= 0);
    RC_ASSERT(*add_months(from, months) <= to);
    RC_ASSERT(*add_months(from, months + 1) > to);
    RC_ASSERT(whole_months_between(to, from) == -months);
  });
  rc::prop("so it is for moments", [] {
    const auto a = *moments(), b = *moments();
    const auto from = std::min(a, b), to = std::max(a, b);
    const auto months = whole_months_between(from, to);
    RC_ASSERT(*add_months(from, months) <= to);
    RC_ASSERT(*add_months(from, months + 1) > to);
  });
  rc::prop("adding months keeps the order", [] {
    const auto a = *middle_dates(), b = *middle_dates();
    const auto months = *rc::gen::inRange<std::int64_t>(-600, 601);
    RC_ASSERT((a > b || *add_months(a, months) <= *add_months(b, months)));
  });
  rc::prop("days add up", [] {
    const auto day = *middle_dates();
    const auto days = *rc::gen::inRange<std::int64_t>(-10'000, 10'001);
    RC_ASSERT(*add_days(*add_days(day, days), -days) == day);
    RC_ASSERT(date_of(*add_microseconds(start_of(day, 0), days * microseconds_per_day)) ==
              *add_days(day, days));
  });
}

TEST_CASE("a month or a year is all of its days", "[calendar][partial-dates]") {
  const auto days = [](std::string_view text) {
    const auto date = parse_partial_date(text);
    return date ? to_string(date->first) + " " + to_string(date->last) : "none";
  };
  CHECK(days("2024") == "2024-01-01 2024-12-31");
  CHECK(days("0001") == "0001-01-01 0001-12-31");
  CHECK(days("9999-12") == "9999-12-01 9999-12-31");
  CHECK(days("2024-02") == "2024-02-01 2024-02-29");
  CHECK(days("2023-02") == "2023-02-01 2023-02-28");
  for (const auto* text : {"", "24", "0000", "02024", "2024-", "2024-0", "2024-00", "2024-13", "2024-3",
                           "2024-03-", "2024-03-01", "2024/03", "-2024", "2024-03T", " 2024"})
    CHECK(days(text) == "none");
  for (const auto* text : {"2024", "2024-02", "0001-01", "9999"})
    CHECK(to_string(*parse_partial_date(text)) == text);
  const auto day = *parse_date("2024-03-01");
  CHECK(to_string(PartialDate{day, *parse_date("2024-04-30")}) == "2024-03-01 to 2024-04-30");
  CHECK(to_string(end_of(day, 60)) == "2024-03-01T23:59:59.999999+01:00");
}

}  // namespace waymark::calendar_test
