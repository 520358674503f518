// Random pathways and patients of whom only the month or the year is known of some dates: what is known all
// the same is so for each day that those dates may be.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "golden.hpp"
#include "interpreter/evaluate/comparison.hpp"
#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/values/instant_range.hpp"
#include "lang/compile.hpp"
#include "patient_generator.hpp"
#include "program_generator.hpp"
#include "share.hpp"

namespace waymark::partial_dates_test {
namespace {

const std::uint64_t pathways = test::share(150);
constexpr std::uint64_t patients = 30, days = 12;

struct Compared {
  std::size_t patients = 0, conditions = 0, ranges = 0, bounds = 0;
};

bool is_at_least(const Value& value, const Value& low) {
  return truth(compare_values(ast::ComparisonOperator::greater_equal, value, low)) != Truth::no;
}
bool is_at_most(const Value& value, const Value& high) {
  return truth(compare_values(ast::ComparisonOperator::less_equal, value, high)) != Truth::no;
}

// Whether what is known of a value, whatever the dates are, allows what it is for some of them.
class Allows {
 public:
  Allows(const Value& exact, Compared& compared) : exact_{exact}, compared_{compared} {}

  bool operator()(const Unknown&) const { return true; }
  bool operator()(bool yes) const {
    ++compared_.conditions;
    return truth(exact_) == truth_of_bool(yes);
  }
  bool operator()(const Number& number) const {
    compared_.bounds += is_known(number) ? 0 : 1;
    const auto* is = std::get_if<Number>(&exact_);
    return is && (!number.low || (is->low && compare(*is->low, *number.low) >= 0)) &&
           (!number.high || (is->high && compare(*is->high, *number.high) <= 0));
  }
  bool operator()(const InstantRange& range) const { return lies_in(range.low, range.high); }
  bool operator()(const EventRange& range) const { return lies_in(range.low, range.high); }
  bool operator()(const ElapsedRange& range) const {
    ++compared_.ranges;
    return is_known(exact_) && is_at_least(exact_, range.low) && is_at_most(exact_, range.high);
  }
  template <typename Other>
  bool operator()(const Other& value) const {
    return !is_known(value) || same_known_value(value, exact_);
  }

 private:
  static Truth truth_of_bool(bool yes) { return yes ? Truth::yes : Truth::no; }

  bool lies_in(const Instant& low, const Instant& high) const {
    ++compared_.ranges;
    const auto value = [](const Instant& instant) {
      return std::visit([](const auto& time) -> Value { return time; }, instant);
    };
    return ends_of(exact_) && is_at_least(exact_, value(low)) && is_at_most(exact_, value(high));
  }

  const Value& exact_;
  Compared& compared_;
};

class Pathway {
 public:
  explicit Pathway(std::uint64_t seed)
      : text_{generated::pathway(seed)},
        compilation_{compile({{"generated.pathway", text_}}, golden::stdlib())},
        generator_{*compilation_.model} {}

  std::string difference(std::uint64_t seed, Compared& compared) const {
    const auto patient = generator_.patient(seed);
    if (!has_partial_dates(patient)) return {};
    ++compared.patients;
    for (std::uint64_t day = 0; day < days; ++day) {
      const auto exact = generated::with_exact_dates(patient, seed * days + day);
      auto result = difference(patient, exact, compared);
      if (!result.empty()) return result;
    }
    return {};
  }

 private:
  const model::Model& model() const { return *compilation_.model; }

  std::string difference(const Patient& patient, const Patient& exact, Compared& compared) const {
    const auto at = generated::evaluation_moment();
    Evaluator in_part{model(), patient, at, KnowledgeWords::say_what_stays};
    Evaluator in_full{model(), exact, at};
    for (model::ExprId expr = 0; expr < model().expressions.size(); ++expr) {
      const auto& known = in_part.value(expr);
      const auto& is = in_full.value(expr);
      if (std::visit(Allows{is, compared}, known)) continue;
      const auto& type = model()[expr].type;
      return fmt::format("{}: {}, but {} of {}\nwhich may be {}\n{}",
                         compilation_.sources.text(model()[expr].span), to_string(known, type),
                         to_string(is, type), generated::facts_json(model(), patient),
                         generated::facts_json(model(), exact), text_);
    }
    return {};
  }

  std::string text_;
  Compilation compilation_;
  generated::PatientGenerator generator_;
};

}  // namespace

TEST_CASE("what is known of a patient whose dates are known in part holds for each day of them",
          "[partial-dates]") {
  Compared compared;
  for (std::uint64_t seed = 0; seed < pathways; ++seed) {
    const Pathway pathway{seed};
    for (std::uint64_t patient = 0; patient < patients; ++patient) {
      const auto difference = pathway.difference(seed * patients + patient, compared);
      INFO("pathway " << seed << ", patient " << patient);
      REQUIRE(difference == "");
    }
  }
  CHECK(compared.patients >= test::least(100));
  CHECK(compared.conditions >= test::least(10'000));
  CHECK(compared.ranges >= test::least(1'000));
  CHECK(compared.bounds >= test::least(500));
}

}  // namespace waymark::partial_dates_test
