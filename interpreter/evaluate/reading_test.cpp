#include "interpreter/evaluate/reading_test.hpp"

#include <algorithm>

#include "interpreter/evaluate/bounds.hpp"
#include "interpreter/evaluate/comparison.hpp"
#include "interpreter/values/kleene.hpp"
#include "interpreter/values/unknown.hpp"
#include "lang/model/operation_groups.hpp"

namespace waymark {
namespace {

using model::ExprId;

// The forms that a test can take; all else does not speak of the reading and is what it is.
class ReadingTest {
 public:
  ReadingTest(Evaluator& evaluator, const Value& reading) : evaluator_{evaluator}, reading_{reading} {}

  Value value(ExprId expr) {
    return std::visit([&](const auto& operation) { return of(operation, expr); },
                      evaluator_.model()[expr].operation);
  }

 private:
  Value of(const model::EachReading&, ExprId) { return reading_; }
  Value of(const model::Comparison& comparison, ExprId) {
    return compare_values(comparison.op, value(comparison.left), value(comparison.right));
  }
  Value of(const model::Between& between, ExprId) {
    return is_between(value(between.subject), value(between.low), value(between.high), between.below);
  }
  Value of(const model::Not& not_, ExprId) {
    const auto operand = value(not_.operand);
    return kleene_value(negation(truth(operand)), {&operand});
  }
  Value of(const model::IsOneOf& is_one_of, ExprId) {
    const auto operand = value(is_one_of.operand);
    const auto* member = std::get_if<model::MemberIndex>(&operand);
    if (!member) return unknown_from_any({&operand});
    return std::ranges::find(is_one_of.members, *member) != is_one_of.members.end();
  }
  Value of(const model::Conversion& conversion, ExprId) {
    return converted(value(conversion.operand), conversion.unit);
  }
  Value of(const model::SubstanceConversion& conversion, ExprId) {
    return exchanged(value(conversion.operand), conversion.unit, conversion.substance);
  }
  // What is the same for each reading; `lang/elaborate` lets nothing else into a test.
  Value of(const model::DoesNotCompare auto&, ExprId expr) { return evaluator_.value(expr); }

  Evaluator& evaluator_;
  const Value& reading_;
};

}  // namespace

Value reading_test(Evaluator& evaluator, ExprId test, const Value& reading) {
  return ReadingTest{evaluator, reading}.value(test);
}

}  // namespace waymark
