// Windows against the plainest way to say what they mean: look at every reading, try every choice.
#include <algorithm>
#include <optional>
#include <vector>

#include <catch2/catch.hpp>

#include "compiled_text.hpp"
#include "interpreter/evaluate/evaluator.hpp"
#include "random_source.hpp"

namespace waymark::window_test {
namespace {

using test::CompiledText;

const Moment at = *parse_moment("2026-11-23T08:30:00Z");
constexpr std::int64_t hour = 60 * microseconds_per_minute;

const CompiledText& example() {
  static const CompiledText compiled{R"(
fact x "X" : number in mmHg within 0 to 300
define highest_x = highest x over 48 hours
define lowest_x = lowest x over 48 hours
define number_x = number of x over 48 hours
define average_x = average x over 48 hours
define hours_1 = at least 1 readings of x >= 140 mmHg at least 20 hours apart
define hours_2 = at least 2 readings of x >= 140 mmHg at least 20 hours apart
define hours_3 = at least 3 readings of x >= 140 mmHg at least 20 hours apart
define days_2 = at least 2 readings of x >= 140 mmHg at least 2 days apart
define days_3 = exactly 3 readings of x >= 140 mmHg at least 2 days apart
always "used" : highest_x > lowest_x and number_x > average_x / 1 mmHg and hours_1 and hours_2 and hours_3
  and days_2 and days_3
)"};
  return compiled;
}

struct Taken {
  Moment time;
  std::int64_t value;
};

std::vector<Taken> random_readings(generated::RandomSource& random) {
  std::vector<Taken> result;
  for (int i = random.below(8); i > 0; --i) {
    const auto time = *add_microseconds(at, -hour * random.below(130));
    const auto same_time = [&](const Taken& each) { return each.time == time; };
    if (std::ranges::none_of(result, same_time)) result.push_back({time, 130 + random.below(20)});
  }
  return result;
}

Patient patient_with(const std::vector<Taken>& readings) {
  const auto unit = example().model().facts.front().type.unit;
  auto patient = empty_patient(example().model());
  for (const auto& each : readings) {
    const Quantity value{Decimal{each.value}, unit};
    patient.facts.front().push_back({Number{value, value}, each.time, {}});
  }
  std::ranges::sort(patient.facts.front(), {}, &FactReading::time);
  return patient;
}

const Value& value_of(Evaluator& evaluator, const std::string& id) {
  const auto& defines = example().model().defines;
  const auto found = std::ranges::find(defines, id, &model::Define::id);
  REQUIRE(found != defines.end());
  return evaluator.value(*found->value);
}

// How many of those that pass can be chosen so that each two are apart.
template <typename Apart>
int most_apart(const std::vector<Taken>& readings, Apart apart) {
  int most = 0;
  for (unsigned choice = 0; choice < 1U << readings.size(); ++choice) {
    std::vector<Taken> chosen;
    for (std::size_t i = 0; i < readings.size(); ++i) {
      if ((choice >> i & 1U) != 0) chosen.push_back(readings[i]);
    }
    bool fits = std::ranges::all_of(chosen, [](const Taken& each) { return each.value >= 140; });
    for (const auto& a : chosen) {
      for (const auto& b : chosen) fits = fits && (a.time <= b.time || apart(b.time, a.time));
    }
    if (fits) most = std::max(most, static_cast<int>(chosen.size()));
  }
  return most;
}

std::vector<Taken> within_two_days(std::vector<Taken> readings) {
  std::erase_if(readings, [](const Taken& each) { return each.time < *add_microseconds(at, -48 * hour); });
  return readings;
}

}  // namespace

TEST_CASE("readings count as many as can be chosen so far apart", "[windows]") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    generated::RandomSource random{seed};
    const auto readings = random_readings(random);
    const auto patient = patient_with(readings);
    Evaluator evaluator{example().model(), patient, at};
    const auto truth_of = [&](const std::string& id) { return truth(value_of(evaluator, id)); };
    if (readings.empty()) {
      CHECK(truth_of("hours_1") == Truth::unknown);
      continue;
    }
    const auto by_hours = most_apart(readings, [](const Moment& earlier, const Moment& later) {
      return later.microseconds - earlier.microseconds >= 20 * hour;
    });
    const auto by_days = most_apart(readings, [](const Moment& earlier, const Moment& later) {
      return date_of(later).days - date_of(earlier).days >= 2;
    });
    CHECK((truth_of("hours_1") == Truth::yes) == (by_hours >= 1));
    CHECK((truth_of("hours_2") == Truth::yes) == (by_hours >= 2));
    CHECK((truth_of("hours_3") == Truth::yes) == (by_hours >= 3));
    CHECK((truth_of("days_2") == Truth::yes) == (by_days >= 2));
    CHECK((truth_of("days_3") == Truth::yes) == (by_days == 3));
  }
}

TEST_CASE("windows are the extremes, the mean and the number of what lies in their span", "[windows]") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    generated::RandomSource random{seed};
    const auto all = random_readings(random);
    const auto patient = patient_with(all);
    Evaluator evaluator{example().model(), patient, at};
    const auto number = [&](const std::string& id) { return known_number(value_of(evaluator, id)); };
    const auto inside = within_two_days(all);
    CHECK(number("number_x").has_value() == !all.empty());
    CHECK(number("highest_x").has_value() == !inside.empty());
    if (inside.empty()) continue;
    const auto values = std::ranges::minmax(inside, {}, &Taken::value);
    std::int64_t sum = 0;
    for (const auto& each : inside) sum += each.value;
    const auto count = static_cast<std::int64_t>(inside.size());
    CHECK(number("number_x")->number == Decimal{count});
    CHECK(number("lowest_x")->number == Decimal{values.min.value});
    CHECK(number("highest_x")->number == Decimal{values.max.value});
    CHECK(number("average_x")->number == *divide(Decimal{sum}, Decimal{count}));
  }
}

// Of 103 degF no decimal in degC is the same.
TEST_CASE("an average lies within the readings that it is made of, whatever their unit is", "[windows]") {
  const CompiledText compiled{R"(
fact t "T" : number in degC within 20 to 45
define average_t = average t over 48 hours
always "used" : average_t < 50 degC
)"};
  const auto& model = compiled.model();
  const auto degrees = std::get<UnitPtr>(model.units.parse("degF"));
  for (std::int64_t tenths = 950; tenths < 1090; ++tenths) {
    CAPTURE(tenths);
    const Quantity value{*divide(Decimal{tenths}, Decimal{10}), degrees};
    auto patient = empty_patient(model);
    for (std::int64_t hours = 3; hours > 0; --hours) {
      patient.facts.front().insert(patient.facts.front().begin(),
                                   {Number{value, value}, *add_microseconds(at, -hour * (4 - hours)), {}});
      Evaluator evaluator{model, patient, at};
      const auto average = known_number(evaluator.value(*model.defines.front().value));
      REQUIRE(average);
      CHECK((compare(*average, value) == 0));
    }
  }
}

}  // namespace waymark::window_test
