#include "interpreter/values/kleene.hpp"

#include <array>

#include <catch2/catch.hpp>

namespace waymark::kleene_test {

namespace {

constexpr auto N = Truth::no;
constexpr auto U = Truth::unknown;
constexpr auto Y = Truth::yes;
constexpr std::array truths{N, U, Y};

// Rows and columns in the order no, unknown, yes.
using Table = std::array<std::array<Truth, 3>, 3>;

constexpr Table conjunctions{{{N, N, N}, {N, U, U}, {N, U, Y}}};
constexpr Table disjunctions{{{N, U, Y}, {U, U, Y}, {Y, Y, Y}}};
constexpr Table implications{{{Y, Y, Y}, {U, U, Y}, {N, U, Y}}};

Truth entry(const Table& table, Truth row, Truth column) {
  return table[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
}

}  // namespace

static_assert(conjunction(Y, U) == U, "the logic is usable at compile time");

TEST_CASE("Kleene's tables", "[kleene]") {
  for (const auto a : truths) {
    for (const auto b : truths) {
      CAPTURE(static_cast<int>(a), static_cast<int>(b));
      CHECK(conjunction(a, b) == entry(conjunctions, a, b));
      CHECK(disjunction(a, b) == entry(disjunctions, a, b));
      CHECK(implication(a, b) == entry(implications, a, b));
    }
  }
  CHECK(negation(N) == Y);
  CHECK(negation(U) == U);
  CHECK(negation(Y) == N);
}

TEST_CASE("Kleene's logic keeps the laws of negation", "[kleene]") {
  for (const auto a : truths) {
    CHECK(negation(negation(a)) == a);
    for (const auto b : truths) {
      CHECK(negation(conjunction(a, b)) == disjunction(negation(a), negation(b)));
      CHECK(negation(disjunction(a, b)) == conjunction(negation(a), negation(b)));
    }
  }
}

TEST_CASE("what is unknown stands for both answers", "[kleene]") {
  const auto completions = [](Truth a) { return a == U ? std::vector{N, Y} : std::vector{a}; };
  for (const auto a : truths) {
    for (const auto b : truths) {
      bool any = false, all = true;
      for (const auto left : completions(a)) {
        for (const auto right : completions(b)) {
          const bool holds = conjunction(left, right) == Y;
          any |= holds;
          all &= holds;
        }
      }
      CHECK(conjunction(a, b) == (all ? Y : any ? U : N));
    }
  }
}

}  // namespace waymark::kleene_test
