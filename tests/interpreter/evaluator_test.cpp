#include "interpreter/evaluate/evaluator.hpp"

#include <catch2/catch.hpp>

#include "interpreter/explain/decision_path.hpp"
#include "model_builder.hpp"

namespace waymark::evaluator_test {
using namespace waymark::test;

using Op = ast::ComparisonOperator;
using Texts = std::vector<std::string>;

namespace {

const Type event_type{.kind = TypeKind::event};

UnknownReason reason(const Value& value) { return std::get<Unknown>(value).reason; }

// What the five words of knowledge say of an expression, in their order.
Texts words(ModelBuilder& builder, model::ExprId expr) {
  Texts result;
  for (const auto word :
       {model::KnowledgeWord::known, model::KnowledgeWord::unknown, model::KnowledgeWord::stale,
        model::KnowledgeWord::confirmed, model::KnowledgeWord::ruled_out}) {
    result.push_back(builder.text(builder.add(model::Knowledge{word, expr})));
  }
  return result;
}

model::ExprId stale(ModelBuilder& builder, const Type& type, Value value) {
  const auto fact = builder.fact(type, {{std::move(value), moment("2026-11-23T02:30:00Z"), ""}});
  builder.model.facts[fact].valid_for = quantity("4", "h");
  return builder.reference(fact);
}

}  // namespace

TEST_CASE("words about knowledge are always yes or no", "[evaluator]") {
  ModelBuilder b;
  //                                                            known  unknown stale confirmed ruled out
  CHECK(words(b, b.unrecorded(yes_no)) == Texts{"no", "yes", "no", "no", "no"});
  CHECK(words(b, stale(b, yes_no, true)) == Texts{"no", "yes", "yes", "no", "no"});
  CHECK(words(b, b.recorded(yes_no, true)) == Texts{"yes", "no", "no", "yes", "no"});
  CHECK(words(b, b.recorded(yes_no, false)) == Texts{"yes", "no", "no", "no", "yes"});
  CHECK(words(b, b.unrecorded(pure_number)) == Texts{"no", "yes", "no", "no", "no"});
  CHECK(words(b, b.recorded(pure_number, number("3"))) == Texts{"yes", "no", "no", "no", "no"});
}

TEST_CASE("an event is confirmed where it happened, ruled out where it did not or lies ahead",
          "[evaluator]") {
  ModelBuilder b;
  const auto past = b.recorded(event_type, EventValue{moment("2026-11-23T08:00:00Z")});
  const auto now = b.recorded(event_type, EventValue{b.at});
  const auto ahead = b.recorded(event_type, EventValue{moment("2026-11-23T08:30:01Z")});
  const auto never = b.recorded(event_type, EventValue{});
  const auto unknown = b.unrecorded(event_type);
  CHECK(words(b, past) == Texts{"yes", "no", "no", "yes", "no"});
  CHECK(words(b, now) == Texts{"yes", "no", "no", "yes", "no"});
  CHECK(words(b, ahead) == Texts{"yes", "no", "no", "no", "yes"});
  CHECK(words(b, never) == Texts{"yes", "no", "no", "no", "yes"});
  CHECK(words(b, unknown) == Texts{"no", "yes", "no", "no", "no"});
  CHECK(b.text(b.add(model::Happened{past})) == "yes");
  CHECK(b.text(b.add(model::Happened{now})) == "yes");
  CHECK(b.text(b.add(model::Happened{ahead})) == "no");
  CHECK(b.text(b.add(model::Happened{never})) == "no");
  CHECK(b.text(b.add(model::Happened{unknown})) == "unknown");
}

TEST_CASE("sets are one yes or no per member", "[evaluator]") {
  ModelBuilder b;
  const auto type = with_members(TypeKind::any_of, {"aav", "sle", "gbm"});
  const auto partly = b.recorded(type, MemberStates{{Truth::yes, Truth::unknown, Truth::no}, false});
  const auto includes = [&](model::ExprId set, ast::Quantifier quantifier,
                            std::vector<model::MemberIndex> members) {
    return b.text(b.add(model::Includes{set, quantifier, std::move(members)}));
  };
  using Q = ast::Quantifier;
  CHECK(includes(partly, Q::single, {0}) == "yes");
  CHECK(includes(partly, Q::single, {1}) == "unknown");
  CHECK(includes(partly, Q::single, {2}) == "no");
  CHECK(includes(partly, Q::any, {0, 1}) == "yes");
  CHECK(includes(partly, Q::any, {1, 2}) == "unknown");
  CHECK(includes(partly, Q::all, {0, 1}) == "unknown");
  CHECK(includes(partly, Q::all, {1, 2}) == "no");
  CHECK(includes(b.unrecorded(type), Q::single, {0}) == "unknown");
  CHECK(b.text(partly) == "{aav, sle?}");
  CHECK(words(b, partly) == Texts{"no", "yes", "no", "no", "no"});

  const auto is_empty = [&](MemberStates states) {
    return b.text(b.add(model::IsEmpty{b.recorded(type, states)}));
  };
  CHECK(is_empty({{Truth::no, Truth::no, Truth::no}, true}) == "yes");
  CHECK(is_empty({{Truth::no, Truth::unknown, Truth::no}, false}) == "unknown");
  CHECK(is_empty({{Truth::yes, Truth::unknown, Truth::no}, false}) == "no");
}

TEST_CASE("the latest reading at or before the moment counts", "[evaluator]") {
  ModelBuilder b;
  const auto type = number_in("mmol/L");
  const auto lactate = b.fact(type, {{number("4.1", "mmol/L"), moment("2026-11-23T05:30:00Z"), ""},
                                     {number("2.5", "mmol/L"), moment("2026-11-23T07:30:00Z"), ""},
                                     {number("9", "mmol/L"), moment("2026-11-23T09:30:00Z"), ""}});
  CHECK(b.text(b.reference(lactate)) == "2.5 mmol/L");
  b.model.facts[lactate].valid_for = quantity("60", "min");
  CHECK(b.text(b.reference(lactate)) == "2.5 mmol/L");  // just as old as it may be
  b.model.facts[lactate].valid_for = quantity("59", "min");
  CHECK(reason(b.value(b.reference(lactate))) == UnknownReason::stale);
  CHECK(b.text(b.add(model::TimeSinceReading{lactate}, {.kind = TypeKind::elapsed})) == "1 h");
  CHECK(b.needs(b.reference(lactate)) == Texts{"f0"});

  b.patient.facts[lactate].push_back({number("1", "mmol/L"), std::nullopt, ""});  // without a time: read now
  CHECK(b.text(b.reference(lactate)) == "1 mmol/L");
  b.patient.facts[lactate] = {{number("9", "mmol/L"), moment("2026-11-23T09:30:00Z"), ""}};
  CHECK(reason(b.value(b.reference(lactate))) == UnknownReason::not_recorded);
}

TEST_CASE("numbers keep the bounds that they can still have", "[evaluator]") {
  ModelBuilder b;
  const auto x = b.unrecorded(pure_number);
  const auto call = [&](model::Function function, std::vector<model::ExprId> arguments) {
    return b.add(model::Call{function, std::move(arguments)}, pure_number);
  };
  const auto at_least_three = call(model::Function::max, {b.literal("3"), x});
  const auto at_most_three = call(model::Function::min, {b.literal("3"), x});
  CHECK(b.text(x) == "unknown");
  CHECK(b.text(at_least_three) == "at least 3");
  CHECK(b.text(at_most_three) == "at most 3");
  CHECK(b.text(b.compare(at_least_three, Op::greater_equal, b.literal("2"))) == "yes");
  CHECK(b.text(b.compare(at_least_three, Op::greater_equal, b.literal("3"))) == "yes");
  CHECK(b.text(b.compare(at_least_three, Op::greater, b.literal("3"))) == "unknown");
  CHECK(b.text(b.compare(at_least_three, Op::less, b.literal("3"))) == "no");
  CHECK(b.text(b.compare(at_least_three, Op::equal, b.literal("2"))) == "no");
  CHECK(b.text(b.compare(at_least_three, Op::not_equal, b.literal("2"))) == "yes");

  const auto both = call(model::Function::min, {at_least_three, b.literal("5")});
  CHECK(b.text(both) == "3 to 5");
  const auto arithmetic = [&](ast::ArithmeticOperator op, model::ExprId left, model::ExprId right) {
    return b.add(model::Arithmetic{op, left, right}, pure_number);
  };
  using A = ast::ArithmeticOperator;
  CHECK(b.text(arithmetic(A::add, both, b.literal("1"))) == "4 to 6");
  CHECK(b.text(arithmetic(A::subtract, both, both)) == "-2 to 2");
  CHECK(b.text(arithmetic(A::subtract, b.literal("1"), at_least_three)) == "at most -2");
  CHECK(b.text(arithmetic(A::multiply, both, b.literal("-2"))) == "-10 to -6");
  CHECK(b.text(arithmetic(A::divide, both, b.literal("2"))) == "1.5 to 2.5");
  CHECK(b.text(arithmetic(A::multiply, both, both)) == "unknown");
  CHECK(b.text(b.add(model::Negate{both}, pure_number)) == "-5 to -3");
  CHECK(b.text(call(model::Function::absolute, {b.add(model::Negate{both}, pure_number)})) == "3 to 5");
  CHECK(b.text(call(model::Function::absolute, {arithmetic(A::subtract, both, b.literal("4"))})) == "0 to 1");
  CHECK(b.text(call(model::Function::min, {both, b.literal("3")})) == "3");  // both bounds meet: known
  CHECK(b.text(b.add(model::Between{both, b.literal("3"), b.literal("5"), false})) == "yes");
  CHECK(b.text(b.add(model::Between{both, b.literal("3"), b.literal("5"), true})) == "unknown");
  CHECK(b.text(b.add(model::Between{both, b.literal("6"), x, true})) == "no");
}

TEST_CASE("what a number cannot be is unknown and says why", "[evaluator]") {
  ModelBuilder b;
  using A = ast::ArithmeticOperator;
  const auto divided = b.add(model::Arithmetic{A::divide, b.literal("1"), b.literal("0")}, pure_number);
  const auto huge =
      b.add(model::Arithmetic{A::multiply, b.literal("1e6000"), b.literal("1e6000")}, pure_number);
  const auto call = [&](model::Function function, std::vector<model::ExprId> arguments) {
    return b.value(b.add(model::Call{function, std::move(arguments)}, pure_number));
  };
  CHECK(reason(b.value(divided)) == UnknownReason::division_by_zero);
  CHECK(reason(b.value(huge)) == UnknownReason::overflow);
  CHECK(reason(call(model::Function::sqrt, {b.literal("-1")})) == UnknownReason::outside_domain);
  CHECK(reason(call(model::Function::ln, {b.literal("0")})) == UnknownReason::outside_domain);
  CHECK(reason(call(model::Function::exp, {b.literal("100000")})) == UnknownReason::overflow);
  CHECK(reason(call(model::Function::pow, {b.literal("-8"), b.literal("0.5")})) ==
        UnknownReason::outside_domain);
  CHECK(reason(call(model::Function::nearest, {b.literal("1"), b.literal("0")})) ==
        UnknownReason::outside_domain);
  CHECK(reason(call(model::Function::sqrt, {divided})) == UnknownReason::from_operands);
  CHECK(b.needs(b.compare(divided, Op::less, b.unrecorded(pure_number))).empty());  // nothing can help it
}

TEST_CASE("functions work on quantities", "[evaluator]") {
  ModelBuilder b;
  const auto text = [&](model::Function function, std::vector<model::ExprId> arguments,
                        const Type& type = pure_number) {
    return b.text(b.add(model::Call{function, std::move(arguments)}, type));
  };
  using F = model::Function;
  CHECK(text(F::round, {b.literal("2.345"), b.literal("2")}) == "2.35");
  CHECK(text(F::round, {b.literal("-2.5"), b.literal("0")}) == "-3");
  CHECK(text(F::floor, {b.literal("-2.5")}) == "-3");
  CHECK(text(F::ceiling, {b.literal("2.1")}) == "3");
  CHECK(text(F::nearest, {b.literal("1.3", "g"), b.literal("250", "mg")}, number_in("g")) == "1250 mg");
  CHECK(text(F::sqrt, {b.literal("16", "m2")}, number_in("m")) == "4 m");
  CHECK(text(F::sqrt, {b.literal("4", "cm.m")}, number_in("cm")) == "20 cm");
  CHECK(text(F::pow, {b.literal("2"), b.literal("10")}) == "1024");
  CHECK(text(F::log10, {b.literal("1000")}) == "3");
  CHECK(text(F::min, {b.literal("1", "kPa"), b.literal("999", "Pa")}, number_in("kPa")) == "999 Pa");
}

TEST_CASE("choose takes the first arm that holds", "[evaluator]") {
  ModelBuilder b;
  const auto yes = b.literal(true), no = b.literal(false), open = b.unrecorded(yes_no);
  const auto choose = [&](std::vector<model::Arm> arms, std::optional<model::ExprId> otherwise) {
    return b.add(model::Choose{std::move(arms), otherwise}, pure_number);
  };
  const auto one = b.literal("1"), two = b.literal("2"), x = b.unrecorded(pure_number);
  CHECK(b.text(choose({{one, no}, {two, yes}}, x)) == "2");
  CHECK(b.text(choose({{one, no}}, two)) == "2");
  CHECK(reason(b.value(choose({{one, no}}, {}))) == UnknownReason::no_arm);
  CHECK(b.text(choose({{one, open}, {two, yes}}, x)) == "1 to 2");
  CHECK(b.text(choose({{one, open}, {one, yes}}, x)) == "1");
  CHECK(b.text(choose({{one, open}}, one)) == "1");
  CHECK(b.text(choose({{one, open}, {one, open}}, {})) == "unknown");  // none may hold
  CHECK(b.text(choose({{one, open}}, x)) == "unknown");
  CHECK(b.text(choose({{one, no}, {x, open}, {two, yes}}, {})) == "unknown");
  const auto shared = b.add(model::Choose{{{yes, open}}, yes});
  CHECK(b.text(shared) == "yes");
  CHECK(b.needs(choose({{one, open}, {one, b.unrecorded(yes_no)}}, two)) == Texts{"f0", "f2"});
  CHECK(b.needs(choose({{one, open}, {two, b.unrecorded(yes_no)}, {two, yes}}, {})) == Texts{"f0"});
}

TEST_CASE("missing data: any known of, first known of", "[evaluator]") {
  ModelBuilder b;
  const auto yes = b.literal(true), no = b.literal(false), open = b.unrecorded(yes_no);
  const auto any = [&](std::vector<model::ExprId> arguments) {
    return b.add(model::AnyKnown{std::move(arguments)});
  };
  CHECK(b.text(any({open, no, yes})) == "yes");
  CHECK(b.text(any({open, no})) == "no");
  CHECK(b.text(any({open, open})) == "unknown");
  CHECK(b.needs(any({open, no})).empty());
  CHECK(b.needs(any({open, b.unrecorded(yes_no)})) == Texts{"f0", "f1"});
  const auto first = [&](std::vector<model::ExprId> arguments) {
    return b.text(b.add(model::FirstKnown{std::move(arguments)}, pure_number));
  };
  const auto x = b.unrecorded(pure_number);
  CHECK(first({x, b.literal("2"), b.literal("3")}) == "2");
  CHECK(first({x, x}) == "unknown");
}

TEST_CASE("conditions that sections build", "[evaluator]") {
  ModelBuilder b;
  const auto yes = b.literal(true), no = b.literal(false), open = b.unrecorded(yes_no);
  const auto if_unknown = [&](std::vector<model::ExprId> guards) {
    return b.text(b.add(model::IfUnknown{std::move(guards)}));
  };
  CHECK(if_unknown({no, open, yes}) == "yes");
  CHECK(if_unknown({no, yes, open}) == "no");
  CHECK(if_unknown({no, no}) == "no");
  const auto known = b.add(model::RequiresKnown{no});
  const auto required = b.add(model::RequiresKnown{open});
  CHECK(b.text(known) == "yes");
  CHECK(b.text(required) == "unknown");
  CHECK(b.needs(required) == Texts{"f0"});
  CHECK(b.needs(b.add(model::Logical{ast::LogicalOperator::logical_and, {no, required}})).empty());
}

TEST_CASE("parameters are set by the site, else by the pathway", "[evaluator]") {
  ModelBuilder b;
  const auto standard = b.literal("50");
  CHECK(b.text(b.parameter(pure_number, number("30"), standard)) == "30");
  CHECK(b.text(b.parameter(pure_number, {}, standard)) == "50");
  const auto open = b.parameter(pure_number);
  CHECK(reason(b.value(open)) == UnknownReason::not_set);
  CHECK(b.needs(b.compare(open, Op::less, standard)) == Texts{"p2"});
}

TEST_CASE("levels compare by their order and carry points", "[evaluator]") {
  ModelBuilder b;
  const auto type = with_members(TypeKind::one_of, {"none", "mild", "severe"});
  const auto mild = b.recorded(type, model::MemberIndex{1});
  const auto severe = b.literal(model::MemberIndex{2}, type);
  CHECK(b.text(b.compare(mild, Op::less, severe)) == "yes");
  CHECK(b.text(b.compare(b.unrecorded(type), Op::less, severe)) == "unknown");
  CHECK(b.text(b.add(model::IsOneOf{mild, {0, 1}})) == "yes");
  CHECK(b.text(b.add(model::PointsOf{mild}, pure_number)) == "1");
  CHECK(b.text(mild) == "mild");
}

TEST_CASE("no conversion moves a value over a boundary", "[evaluator]") {
  ModelBuilder b;
  const auto reading = b.recorded(number_in("mm[Hg]"), number("8", "kPa"));
  const auto same = b.add(model::Conversion{b.literal("8", "kPa"), unit("mm[Hg]")}, number_in("mm[Hg]"));
  CHECK(b.text(b.compare(reading, Op::equal, b.literal("8000", "Pa"))) == "yes");
  CHECK(b.text(b.compare(reading, Op::less, b.literal("60", "mm[Hg]"))) == "no");
  CHECK(b.text(same) == "60.00510043 'mm[Hg]'");
  const auto creatinine = b.literal("1", "mg/dL");
  const auto molar =
      b.add(model::SubstanceConversion{creatinine, unit("umol/L"), {quantity("113.12", "g/mol")}},
            number_in("umol/L"));
  CHECK(b.text(molar) == "88.40169731 umol/L");
}

TEST_CASE("a chain of ten thousand definitions is evaluated and explained", "[evaluator]") {
  ModelBuilder b;
  b.patient = {};
  auto expr = b.unrecorded(yes_no);
  for (int i = 0; i < 10'000; ++i) expr = b.define(b.add(model::Not{expr}));
  CHECK(b.text(expr) == "unknown");
  CHECK(b.needs(expr) == Texts{"f0"});
  Sources sources;
  sources.add("chain.pathway", "");
  auto evaluator = b.evaluator();
  CHECK(explain(evaluator, expr, sources).value == "unknown");
}

}  // namespace waymark::evaluator_test
