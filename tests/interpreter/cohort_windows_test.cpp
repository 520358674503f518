// What windows make of the readings in plain lines is what the careful reader and the evaluator make of them.
#include <algorithm>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiled.hpp"
#include "golden.hpp"
#include "interpreter/cohort/line_batch.hpp"
#include "line_readers.hpp"
#include "random_source.hpp"
#include "share.hpp"

namespace waymark::cohort_windows_test {
namespace {

using generated::RandomSource;

struct Measured {
  const char* fact;
  std::vector<std::string> numbers;
  std::vector<std::string> units;  // empty: none
};

const std::vector<Measured>& measured() {
  static const std::vector<Measured> all{
      {"lactate",
       {"0.8", "1", "1.99", "2", "2.0", "3.5", "4", "4.01", "12", "3.999999"},
       {"", "", "mmol/L", "umol/L"}},
      {"creatinine", {"0.9", "1.1", "1.2", "1.5", "1.51", "1.4999999", "3"}, {"", "", "mg/dL", "mg/L"}},
      {"pressure", {"40", "64", "65", "70", "71", "70.5", "101", "64.99999"}, {"", "", "mmHg", "cmH2O"}},
      {"urine", {"0", "20", "60", "90", "100", "180", "0.5"}, {"", "", "mL", "L"}},
      {"balance", {"-500", "-100", "0", "100", "400", "500"}, {""}},
      {"rate", {"60", "80", "99", "100", "120"}, {""}}};
  return all;
}

// Within the days before the moment of the evaluation, now and then at it or behind it.
std::string moment(RandomSource& random) {
  return fmt::format("2026-11-{:02}T{:02}:{}0:00{}{}", 20 + random.below(4), random.below(24),
                     random.below(6), random.one_of({"", "", "", ".25"}),
                     random.one_of({"Z", "Z", "Z", "+01:00"}));
}

std::string reading(const Measured& of, RandomSource& random, bool is_timed) {
  auto text = fmt::format("{{\"value\": {}", random.one_of(of.numbers));
  const auto unit = random.one_of(of.units);
  if (!unit.empty()) text += fmt::format(", \"unit\": \"{}\"", unit);
  if (is_timed) text += fmt::format(", \"time\": \"{}\"", moment(random));
  return text + "}";
}

std::string readings(const Measured& of, RandomSource& random) {
  if (random.once_in(8)) return random.one_of(of.numbers);
  if (random.once_in(6)) return reading(of, random, random.flip());
  std::vector<std::string> all;
  for (int i = random.below(8); i >= 0; --i) all.push_back(reading(of, random, !random.once_in(60)));
  return fmt::format("[{}]", fmt::join(all, ", "));
}

std::string document(RandomSource& random) {
  std::vector<std::string> facts;
  for (const auto& of : measured()) {
    if (!random.once_in(4)) facts.push_back(fmt::format("\"{}\": {}", of.fact, readings(of, random)));
  }
  if (!random.once_in(3))
    facts.push_back(random.once_in(6) ? "\"recognized\": false"
                                      : fmt::format("\"recognized\": \"{}\"", moment(random)));
  if (random.flip()) facts.push_back(fmt::format("\"admitted\": \"{}\"", moment(random)));
  if (random.once_in(6))
    facts.push_back(
        fmt::format("\"admitted\": {{\"value\": \"{}\", \"time\": \"{}\"}}", moment(random), moment(random)));
  if (random.flip()) facts.push_back(fmt::format("\"born\": \"2026-11-{:02}\"", 1 + random.below(22)));
  const auto at = random.once_in(3) ? fmt::format(", \"at\": \"2026-11-23T{:02}:30:00Z\"", random.below(24))
                                    : std::string{};
  return fmt::format("{{\"facts\": {{{}}}{}}}\n", fmt::join(facts, ", "), at);
}

std::string documents(std::size_t count, std::uint64_t seed) {
  RandomSource random{seed};
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += document(random);
  return result;
}

const model::Model& windows() {
  static const auto compilation = golden::compiled(golden::folder() / "cohort" / "windows.pathway");
  return *compilation->model;
}

TEST_CASE("windows over plain readings are what the evaluator says", "[columns][cohort][cohort-lines]") {
  const auto question = question_of(windows());
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    INFO("seed " << seed);
    const auto lines = documents(test::share(1'500), seed);
    const auto expected = one_by_one(question, lines);
    CHECK(expected.whole.patients > test::share(700));
    compare(evaluated(question, lines), expected);
  }
}

TEST_CASE("windows over 100,000 plain records", "[.][columns-long]") {
  const auto question = question_of(windows());
  const auto lines = documents(100'000, 17);
  compare(evaluated(question, lines), one_by_one(question, lines));
}

// No condition of the pathway but one, which computes with two facts, asks the evaluator.
TEST_CASE("windows are steps over columns", "[columns]") {
  const auto program = columns::compile(windows());
  CHECK(std::ranges::count_if(program.instructions, [](const auto& each) {
          return std::holds_alternative<columns::ScalarTest>(each.step);
        }) == 1);
}

}  // namespace
}  // namespace waymark::cohort_windows_test
