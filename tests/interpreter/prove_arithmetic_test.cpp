#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "agreement.hpp"
#include "golden.hpp"
#include "interpreter/prove/number_range.hpp"
#include "interpreter/prove/prove.hpp"
#include "lang/compile.hpp"
#include "random_source.hpp"
#include "share.hpp"

// What is proved of arithmetic is never contradicted by the interpreter, which rounds to 34 digits.
namespace waymark::prove_arithmetic_test {
namespace {

using generated::RandomSource;

const Moment at = *parse_moment("2026-05-31T08:30Z");

std::string number(RandomSource& random, int depth) {
  if (depth == 0 || random.once_in(3)) return random.one_of({"a", "b", "c", "1", "0.3", "(1 / 3)"});
  const auto left = number(random, depth - 1);
  const auto right = number(random, depth - 1);
  const auto factor = random.one_of({"3", "7", "0.3", "10", "1.7", "4"});
  switch (random.below(15)) {
    case 8: return fmt::format("({} * {})", left, right);
    case 9: return fmt::format("({} / b)", left);
    case 10: return random.one_of({"sqrt(b)", "sqrt(abs(c))", "sqrt(a)", "sqrt(c)"});
    case 11:
      return random.one_of({"pow(b, 2)", "pow(b, c)", "pow(b / 4, 0 - 1.154)", "pow(c, 2)", "pow(a, b)"});
    case 12: return random.one_of({"ln(b)", "log10(b + 0.5)", "ln(a)", "log10(c)"});
    case 13: return fmt::format("exp({} / 4)", left);
    case 0: return fmt::format("({} + {})", left, right);
    case 1: return fmt::format("({} - {})", left, right);
    case 2: return fmt::format("({} * {})", left, factor);
    case 3:
    case 4: return fmt::format("({} / {})", left, factor);
    case 5: return fmt::format("min({}, {})", left, right);
    case 6: return fmt::format("max({}, {})", left, right);
    case 7: return fmt::format("abs({})", left);
    default: return fmt::format("round({}, 1)", left);
  }
}

// Two ways to write what is one number where nothing is rounded.
std::pair<std::string, std::string> equal_numbers(RandomSource& random) {
  const auto x = number(random, 1);
  const auto y = number(random, 1);
  const auto k = random.one_of({"3", "7", "6", "9"});
  switch (random.below(10)) {
    case 0: return {fmt::format("({} + {}) / {}", x, y, k), fmt::format("{0} / {2} + {1} / {2}", x, y, k)};
    case 1: return {fmt::format("{0} / {1} * {1}", x, k), x};
    case 2: return {fmt::format("{} / {} / 3", x, k), fmt::format("{} / ({} * 3)", x, k)};
    case 3: return {fmt::format("{} / {} + {} - {}", x, k, y, y), fmt::format("{} / {}", x, k)};
    case 4:
      return {fmt::format("min({}, {}) / {}", x, y, k), fmt::format("min({0} / {2}, {1} / {2})", x, y, k)};
    case 5: return {fmt::format("{} * 7 / {}", x, k), fmt::format("{} / {} * 7", x, k)};
    case 6:
      return {fmt::format("round({} / {}, 1)", x, k), fmt::format("round({0} / {1} * 10, 0) / 10", x, k)};
    case 7: return {"a / b", fmt::format("a / {0} / b * {0}", k)};
    case 8: return {"((mass in '[lb_av]') in kg) / 1 kg", "mass / 1 kg"};
    default: return {"(stay in h) / 1 h", "(stay in d) / 1 h"};
  }
}

std::string arithmetic_pathway(std::uint64_t seed) {
  RandomSource random{seed};
  std::string text =
      "pathway arithmetic \"Arithmetic\" {\n  version \"1.0.0\"\n}\n"
      "fact a \"A\" : number within 0 to 10\nfact b \"B\" : number within 1 to 10\n"
      "fact c \"C\" : number within -5 to 5\nfact mass \"Mass\" : number in kg within 0 to 200\n"
      "fact stay \"Stay\" : number in min within 0 to 9000\n";
  for (int i = 0; i < 3; ++i) {
    const auto [left, right] =
        random.once_in(4) ? std::pair{number(random, 2), number(random, 2)} : equal_numbers(random);
    text += fmt::format("{} \"p{}\" : {} {} {}\n", random.one_of({"always", "never"}), i, left,
                        random.one_of({"<", "<=", "=", "!=", ">=", ">"}), right);
  }
  return text;
}

// A fact in 8 is not recorded; all others have one of the few digits that people write.
Patient random_patient(const model::Model& model, RandomSource& random) {
  auto patient = empty_patient(model);
  for (std::size_t i = 0; i < model.facts.size(); ++i) {
    const auto& bounds = *model.facts[i].within;
    const Decimal digits{random.below(2001) - 1000};
    const auto number = divide(digits, Decimal{random.one_of(std::vector<int>{1, 10, 100})});
    const Quantity quantity{*number, model.facts[i].type.unit};
    if (random.once_in(8) || !model::is_within(quantity, bounds)) continue;
    patient.facts[i] = {FactReading{Number{quantity, quantity}, std::nullopt, {}}};
  }
  return patient;
}

bool is_broken(const model::Model& model, const model::Property& property, const Patient& patient) {
  Evaluator evaluator{model, patient, at};
  const auto truth = evaluator.truth(property.condition);
  return truth == (property.kind == ast::PropertyKind::always ? Truth::no : Truth::yes);
}

struct Tried {
  std::size_t proved = 0, refuted = 0;
};

void try_pathway(std::uint64_t seed, int patients, Tried& tried) {
  const auto text = arithmetic_pathway(seed);
  INFO(text);
  const auto compilation = compile({{"arithmetic.pathway", text}}, golden::stdlib());
  REQUIRE(compilation.model);
  const auto& model = *compilation.model;
  const auto report =
      prove::prove(model, compilation.sources, {.only = {prove::Question::property}, .most_steps = 20'000});
  CHECK(!report.fault);
  std::set<std::uint32_t> open;
  for (const auto& finding : report.findings) {
    open.insert(finding.span.begin);
    tried.refuted += finding.verdict == prove::Verdict::refuted;
  }
  RandomSource random{seed + 1};
  for (const auto& property : model.properties) {
    if (open.contains(property.span.begin)) continue;
    ++tried.proved;
    for (int i = 0; i < patients; ++i)
      if (is_broken(model, property, random_patient(model, random))) FAIL_CHECK(property.text);
  }
}

TEST_CASE("what is proved of arithmetic is so for random patients", "[prove][arithmetic][random]") {
  Tried tried;
  for (std::uint64_t seed = 0; seed < test::share(60); ++seed) try_pathway(seed, 200, tried);
  CHECK(tried.proved >= test::least(10));
  CHECK(tried.refuted >= test::least(40));
}

TEST_CASE("a number lies in its range, and is defined there", "[prove][arithmetic][random]") {
  std::size_t ranges = 0;
  for (std::uint64_t seed = 0; seed < test::share(60); ++seed) {
    const auto text = arithmetic_pathway(seed);
    INFO(text);
    const auto compilation = compile({{"arithmetic.pathway", text}}, golden::stdlib());
    REQUIRE(compilation.model);
    const auto& model = *compilation.model;
    RandomSource random{seed + 2};
    for (int i = 0; i < 30; ++i) {
      const auto patient = random_patient(model, random);
      Evaluator evaluator{model, patient, at};
      const bool is_whole_record =
          std::ranges::all_of(patient.facts, [](const auto& each) { return !each.empty(); });
      for (model::ExprId expr = 0; expr < model.expressions.size(); ++expr) {
        const auto range = prove::number_range(model, expr);
        if (!range) continue;
        ++ranges;
        const auto& value = evaluator.value(expr);
        if (is_whole_record) CHECK(is_known(value));
        if (!is_known(value)) continue;
        const auto number = in_base_units(*std::get<Number>(value).low);
        if (number < range->low || number > range->high) FAIL_CHECK(model.expressions[expr].span.begin);
      }
    }
  }
  CHECK(ranges >= test::least(10'000));
}

TEST_CASE("the formulas of arithmetic admit what the interpreter says", "[prove][arithmetic][random]") {
  std::size_t compared = 0;
  for (std::uint64_t seed = 0; seed < test::share(60); ++seed) {
    const auto text = arithmetic_pathway(seed);
    INFO(text);
    const auto compilation = compile({{"arithmetic.pathway", text}}, golden::stdlib());
    REQUIRE(compilation.model);
    Agreement agreement{*compilation.model, compilation.sources, compared};
    RandomSource random{seed};
    for (int i = 0; i < 10; ++i)
      CHECK(agreement.differences(random_patient(*compilation.model, random), at) == "");
  }
  CHECK(compared >= test::least(5'000));
}

TEST_CASE("what is proved of 2,000 arithmetic pathways is so", "[.][agreement-long]") {
  Tried tried;
  for (std::uint64_t seed = 1000; seed < 3000; ++seed) try_pathway(seed, 500, tried);
  CHECK(tried.proved > 200);
}

}  // namespace
}  // namespace waymark::prove_arithmetic_test
