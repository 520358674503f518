#include <algorithm>
#include <cstdint>
#include <map>
#include <set>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "model_builder.hpp"

namespace waymark::needs_test {
using namespace waymark::test;

using Op = ast::ComparisonOperator;
using Texts = std::vector<std::string>;

namespace {

// Decisions of a random construction, one byte each; zeros behind the end. Shorter tapes make smaller models.
class Tape {
 public:
  explicit Tape(std::vector<std::uint8_t> bytes) : bytes_{std::move(bytes)} {}
  std::uint32_t below(std::uint32_t limit) {
    return position_ < bytes_.size() ? bytes_[position_++] % limit : 0;
  }

 private:
  std::vector<std::uint8_t> bytes_;
  std::size_t position_ = 0;
};

// Conditions over yes-or-no facts. `shared`: a fact may stand in several places.
class RandomCondition {
 public:
  RandomCondition(ModelBuilder& builder, Tape& tape, bool shared)
      : builder_{builder}, tape_{tape}, shared_{shared} {}

  model::ExprId condition(int depth) {
    switch (depth == 0 ? 0 : tape_.below(9)) {
      case 1: return builder_.add(model::Not{condition(depth - 1)});
      case 2: return logical(ast::LogicalOperator::logical_and, depth);
      case 3: return logical(ast::LogicalOperator::logical_or, depth);
      case 4: return builder_.add(model::Implies{condition(depth - 1), condition(depth - 1)});
      case 5: return counting(depth);
      case 6: return choose(depth);
      case 7: return score_comparison(depth);
      case 8: return builder_.define(condition(depth - 1));
      default: return leaf();
    }
  }

 private:
  model::ExprId leaf() {
    const bool again = shared_ && !builder_.model.facts.empty() && tape_.below(2) == 1;
    if (again || builder_.model.facts.size() == 9) {
      if (!shared_) return builder_.literal(tape_.below(2) == 1);
      return builder_.reference(tape_.below(static_cast<std::uint32_t>(builder_.model.facts.size())));
    }
    switch (tape_.below(4)) {
      case 1: return builder_.recorded(yes_no, true);
      case 2: return builder_.recorded(yes_no, false);
      default: return builder_.unrecorded(yes_no);
    }
  }

  std::vector<model::ExprId> conditions(int depth) {
    std::vector<model::ExprId> result;
    for (auto count = 2 + tape_.below(2); count > 0; --count) result.push_back(condition(depth - 1));
    return result;
  }

  model::ExprId logical(ast::LogicalOperator op, int depth) {
    return builder_.add(model::Logical{op, conditions(depth)});
  }

  model::ExprId counting(int depth) {
    const auto word = static_cast<ast::CountingWord>(tape_.below(3));
    const auto count = tape_.below(3);
    return builder_.add(model::Counting{word, count, conditions(depth)});
  }

  model::ExprId choose(int depth) {
    std::vector<model::Arm> arms;
    for (auto count = 1 + tape_.below(2); count > 0; --count)
      arms.push_back({condition(depth - 1), condition(depth - 1)});
    return builder_.add(model::Choose{std::move(arms), condition(depth - 1)});
  }

  model::ExprId score_comparison(int depth) {
    std::vector<model::ScoreRow> rows(1 + tape_.below(3));
    for (auto& row : rows) {
      for (auto count = 1 + tape_.below(2); count > 0; --count) {
        const auto points = static_cast<std::int64_t>(tape_.below(4)) - 1;
        row.alternatives.push_back({Decimal{points}, condition(depth - 1), "", {}});
      }
    }
    const auto op = tape_.below(2) == 0 ? Op::greater_equal : Op::less;
    const auto threshold = std::to_string(tape_.below(5));
    return builder_.compare(builder_.score(std::move(rows)), op, builder_.literal(threshold));
  }

  ModelBuilder& builder_;
  Tape& tape_;
  bool shared_;
};

std::vector<model::FactId> open_facts(const ModelBuilder& builder) {
  std::vector<model::FactId> open;
  for (model::FactId fact = 0; fact < builder.patient.facts.size(); ++fact) {
    if (builder.patient.facts[fact].empty()) open.push_back(fact);
  }
  return open;
}

// The answer under each completion: bit i of the index is what the i-th open fact is.
std::vector<Truth> answers(const ModelBuilder& builder, model::ExprId expr,
                           const std::vector<model::FactId>& open) {
  std::vector<Truth> result;
  auto patient = builder.patient;
  for (std::size_t completion = 0; completion < (std::size_t{1} << open.size()); ++completion) {
    for (std::size_t i = 0; i < open.size(); ++i) {
      patient.facts[open[i]] = {{bool(completion >> i & 1), std::nullopt, ""}};
    }
    Evaluator evaluator{builder.model, patient, builder.at};
    result.push_back(evaluator.truth(expr));
  }
  return result;
}

// The facts with which some completion's answer changes.
std::set<std::string> exact_needs(const ModelBuilder& builder, model::ExprId expr) {
  const auto open = open_facts(builder);
  const auto all = answers(builder, expr, open);
  std::set<std::string> needs;
  for (std::size_t completion = 0; completion < all.size(); ++completion) {
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (all[completion] != all[completion ^ (std::size_t{1} << i)])
        needs.insert(builder.model.facts[open[i]].id);
    }
  }
  return needs;
}

std::set<std::string> set_of(const Texts& texts) { return {texts.begin(), texts.end()}; }

struct Row {
  int points;
  char state;  // of its guard: y, n, ?
};

// A score of single rows, and its comparison with a threshold.
model::ExprId score_at_least(ModelBuilder& builder, const std::vector<Row>& rows,
                             const std::string& threshold) {
  std::vector<model::ScoreRow> score;
  for (const auto& row : rows) {
    const auto guard =
        row.state == '?' ? builder.unrecorded(yes_no) : builder.recorded(yes_no, row.state == 'y');
    score.push_back({{{Decimal{row.points}, guard, "", {}}}});
  }
  return builder.compare(builder.define(builder.score(std::move(score))), Op::greater_equal,
                         builder.literal(threshold));
}

}  // namespace

TEST_CASE("needs of conditions in which every fact stands once are exact", "[needs]") {
  const auto holds = rc::check(
      "Kleene's answer and needs are those of all completions", [](std::vector<std::uint8_t> bytes) {
        ModelBuilder builder;
        Tape tape{std::move(bytes)};
        const auto expr = RandomCondition{builder, tape, false}.condition(4);
        const auto all = answers(builder, expr, open_facts(builder));
        const bool agree = std::ranges::all_of(all, [&](Truth answer) { return answer == all.front(); });
        RC_ASSERT(builder.truth(expr) == (agree ? all.front() : Truth::unknown));
        RC_ASSERT(set_of(builder.needs(expr)) == exact_needs(builder, expr));
      });
  CHECK(holds);
}

TEST_CASE("needs leave out no fact that can change the answer", "[needs]") {
  const auto holds =
      rc::check("also where a fact stands in several places", [](std::vector<std::uint8_t> bytes) {
        ModelBuilder builder;
        Tape tape{std::move(bytes)};
        const auto expr = RandomCondition{builder, tape, true}.condition(4);
        const auto known = builder.truth(expr);
        for (const auto answer : answers(builder, expr, open_facts(builder))) {
          RC_ASSERT(known == Truth::unknown || answer == known);
        }
        const auto needs = builder.needs(expr);
        const auto exact = exact_needs(builder, expr);
        RC_ASSERT(std::ranges::includes(set_of(needs), exact));
        RC_ASSERT(known == Truth::unknown || needs.empty());
        RC_ASSERT(set_of(needs).size() == needs.size());
      });
  CHECK(holds);
}

TEST_CASE("only those rows of a score are needed that can still turn the comparison", "[needs]") {
  const auto needs = [](const std::vector<Row>& rows, const std::string& threshold) {
    ModelBuilder builder;
    const auto expr = score_at_least(builder, rows, threshold);
    return builder.needs(expr);
  };
  CHECK(needs({{2, '?'}, {1, '?'}}, "3") == Texts{"f0", "f1"});
  CHECK(needs({{2, '?'}, {1, '?'}}, "2") == Texts{"f0"});  // 1 point alone never reaches 2, nor tips 2
  CHECK(needs({{2, 'y'}, {1, '?'}}, "2").empty());         // decided already
  CHECK(needs({{5, '?'}, {1, '?'}, {1, '?'}}, "5") == Texts{"f0"});
  CHECK(needs({{5, '?'}, {1, '?'}, {1, '?'}, {3, '?'}}, "5") == Texts{"f0", "f1", "f2", "f3"});
  CHECK(needs({{0, '?'}, {1, '?'}}, "1") == Texts{"f1"});  // no points, no matter
  CHECK(needs({{3, 'y'}, {-1, '?'}, {1, '?'}}, "3") == Texts{"f1", "f2"});
  CHECK(needs({{3, 'y'}, {-1, '?'}, {1, '?'}}, "4") == Texts{"f1", "f2"});
  CHECK(needs({{3, 'y'}, {-1, '?'}, {2, '?'}}, "4") == Texts{"f2"});
}

TEST_CASE("a score that is shown needs all rows that are open", "[needs]") {
  ModelBuilder builder;
  const auto first = builder.unrecorded(yes_no), second = builder.unrecorded(yes_no),
             third = builder.recorded(yes_no, true);
  const auto fourth = builder.unrecorded(yes_no);
  const auto score = builder.score({{{{Decimal{2}, first, "", {}}, {Decimal{1}, second, "", {}}}},
                                    {{{Decimal{1}, third, "", {}}, {Decimal{4}, fourth, "", {}}}}});
  CHECK(builder.text(score) == "1 to 3");
  CHECK(builder.needs(score) == Texts{"f0", "f1"});
}

TEST_CASE("counting is known as soon as the unknown ones cannot change it", "[needs]") {
  // Every state of four answers, every word and count, against all completions.
  for (int states = 0; states < 81; ++states) {
    for (int word = 0; word < 3; ++word) {
      for (int count = 0; count <= 5; ++count) {
        ModelBuilder builder;
        std::vector<model::ExprId> arguments;
        for (int rest = states, i = 0; i < 4; ++i, rest /= 3) {
          arguments.push_back(rest % 3 == 0 ? builder.unrecorded(yes_no)
                                            : builder.recorded(yes_no, rest % 3 == 1));
        }
        const auto expr =
            builder.add(model::Counting{static_cast<ast::CountingWord>(word), count, arguments});
        const auto all = answers(builder, expr, open_facts(builder));
        const bool agree = std::ranges::all_of(all, [&](Truth answer) { return answer == all.front(); });
        CAPTURE(states, word, count);
        REQUIRE(builder.truth(expr) == (agree ? all.front() : Truth::unknown));
        REQUIRE(set_of(builder.needs(expr)) == exact_needs(builder, expr));
      }
    }
  }
}

TEST_CASE("bounds decide what is needed", "[needs]") {
  ModelBuilder b;
  const auto x = b.unrecorded(pure_number), y = b.unrecorded(pure_number);
  const auto max = [&](std::vector<model::ExprId> arguments) {
    return b.add(model::Call{model::Function::max, std::move(arguments)}, pure_number);
  };
  const auto min = [&](std::vector<model::ExprId> arguments) {
    return b.add(model::Call{model::Function::min, std::move(arguments)}, pure_number);
  };
  CHECK(b.needs(b.compare(max({b.literal("3"), x}), Op::greater_equal, b.literal("2"))).empty());
  CHECK(b.needs(b.compare(max({b.literal("3"), x}), Op::greater_equal, b.literal("4"))) == Texts{"f0"});
  CHECK(b.needs(max({min({x, b.literal("2")}), b.literal("3"), y})) ==
        Texts{"f1"});  // x cannot be the largest
  CHECK(b.needs(b.add(model::Between{x, y, b.literal("5"), false})) == Texts{"f0", "f1"});
}

}  // namespace waymark::needs_test
