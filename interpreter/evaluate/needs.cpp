#include <algorithm>

#include "interpreter/evaluate/bounds.hpp"
#include "interpreter/evaluate/comparison.hpp"
#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/evaluate/functions.hpp"
#include "interpreter/evaluate/reachable.hpp"
#include "interpreter/evaluate/score.hpp"
#include "interpreter/evaluate/window.hpp"
#include "interpreter/evaluate/window_span.hpp"

// Which unknown facts and parameters can still change an expression: from the expression down, following only
// operands that are unknown and can still matter. Words of knowledge count as unknown while what they look at
// is, whatever they say now. What is exact beyond this (two operands that exclude each
// other, a fact that stands in both) is the solver's business.
namespace waymark {
namespace {

using model::ExprId;

class NeedsSearch {
 public:
  explicit NeedsSearch(Evaluator& evaluator)
      : evaluator_{evaluator},
        seen_(evaluator.model().expressions.size()),
        asked_facts_(evaluator.model().facts.size()) {}

  std::vector<model::Input> search(ExprId expr) {
    pending_ = {expr};
    while (!pending_.empty()) {
      const auto canonical = evaluator_.model()[pending_.back()].canonical;
      pending_.pop_back();
      const auto& value = evaluator_.value(canonical);
      if (seen_[canonical] || is_known(value) || is_settled(value)) continue;
      seen_[canonical] = true;
      std::visit(*this, evaluator_.model()[canonical].operation);
    }
    return std::move(found_);
  }

  // --- where the search ends

  void operator()(const model::Literal&) {}
  void operator()(const model::FactReference& reference) { ask_fact(reference.fact); }
  void operator()(const model::UnrecordedIsNo&) {}
  void operator()(const model::TimeSinceReading& since) { ask_fact(since.fact); }
  void operator()(const model::ParameterReference& reference) {
    found_.emplace_back(std::in_place_index<1>, reference.parameter);
  }

  // --- readings over time: a further reading, unless only the span is not known

  void operator()(const model::EachReading&) {}
  void operator()(const model::Window& window) { ask_readings(window.fact, window.span); }
  void operator()(const model::ReadingCount& count) {
    if (is_span_known(count.span) && is_recorded(evaluator_, count.fact)) ask({count.test});
    const auto found = count_readings(evaluator_, count);
    if (found.tests.empty() || found.is_open) ask_readings(count.fact, count.span);
  }
  void operator()(const model::ReadingTime& time) {
    const auto* fact = std::get_if<model::FactReference>(&evaluator_.model()[time.reading].operation);
    return fact ? ask_fact(fact->fact) : ask({time.reading});
  }

  // --- words of knowledge: what they look at may still make them say something else

  void operator()(const model::Knowledge& knowledge) { ask({knowledge.operand}); }
  void operator()(const model::AnyKnown& any) { ask(any.arguments); }
  // None behind the first that is known.
  void operator()(const model::FirstKnown& first) {
    const auto known = [&](ExprId argument) { return is_known(value(argument)); };
    ask({first.arguments.begin(), std::ranges::find_if(first.arguments, known)});
  }
  void operator()(const model::IfUnknown& if_unknown) {
    const auto holds = [&](ExprId guard) { return evaluator_.truth(guard) == Truth::yes; };
    ask({if_unknown.guards.begin(), std::ranges::find_if(if_unknown.guards, holds)});
  }
  void operator()(const model::StatusTest& test) {
    ask({model::statement(evaluator_.model(), test.statement).condition});
  }

  // --- what a name stands for

  void operator()(const model::DefineReference& reference) {
    ask({*evaluator_.model().defines[reference.define].value});
  }
  void operator()(const model::DefineCall& call) { ask({call.body}); }
  void operator()(const model::ScoreReference& reference) {
    ask(open_guards(evaluator_, evaluator_.model().scores[reference.score]));
  }

  // --- every unknown operand of something unknown matters

  void operator()(const model::Not& negation) { ask({negation.operand}); }
  void operator()(const model::Negate& negate) { ask({negate.operand}); }
  void operator()(const model::Logical& logical) { ask(logical.operands); }
  void operator()(const model::Implies& implies) { ask({implies.premise, implies.conclusion}); }
  void operator()(const model::Arithmetic& arithmetic) { ask({arithmetic.left, arithmetic.right}); }
  void operator()(const model::Conversion& conversion) { ask({conversion.operand}); }
  void operator()(const model::SubstanceConversion& conversion) { ask({conversion.operand}); }
  void operator()(const model::Counting& counting) { ask(counting.arguments); }
  void operator()(const model::IsOneOf& is_one_of) { ask({is_one_of.operand}); }
  void operator()(const model::Includes& includes) { ask({includes.set}); }
  void operator()(const model::IsEmpty& is_empty) { ask({is_empty.set}); }
  void operator()(const model::Happened& happened) { ask({happened.event}); }
  void operator()(const model::MomentOf& moment) { ask({moment.event}); }
  void operator()(const model::TimeSince& since) { ask({since.operand}); }
  void operator()(const model::Difference& difference) { ask({difference.later, difference.earlier}); }
  void operator()(const model::Shift& shift) { ask({shift.instant, shift.duration}); }
  void operator()(const model::CalendarCount& count) { ask({count.operand}); }
  void operator()(const model::PointsOf& points) { ask({points.operand}); }
  void operator()(const model::RoundedDose& dose) { ask(model::operands(dose)); }
  void operator()(const model::RequiresKnown& required) { ask({required.operand}); }

  // --- where only some of them do

  void operator()(const model::Comparison& comparison) {
    const auto asked = [&](const Value& left, const Value& right) {
      return compare_values(comparison.op, left, right);
    };
    const auto test_left = [&](const Value& sum) { return asked(sum, value(comparison.right)); };
    const auto test_right = [&](const Value& sum) { return asked(value(comparison.left), sum); };
    if (ask_score(comparison.left, {comparison.right}, test_left)) return;
    if (ask_score(comparison.right, {comparison.left}, test_right)) return;
    ask({comparison.left, comparison.right});
  }

  void operator()(const model::Between& between) {
    const auto& low = value(between.low);
    const auto& high = value(between.high);
    const auto test = [&](const Value& sum) { return is_between(sum, low, high, between.below); };
    if (ask_score(between.subject, {between.low, between.high}, test)) return;
    const auto& subject = value(between.subject);
    const auto above = compare_values(ast::ComparisonOperator::greater_equal, subject, low);
    const auto upper = between.below ? ast::ComparisonOperator::less : ast::ComparisonOperator::less_equal;
    const auto below = compare_values(upper, subject, high);
    std::vector<ExprId> asked{between.subject};
    if (!is_known(above)) asked.push_back(between.low);
    if (!is_known(below)) asked.push_back(between.high);
    ask(asked);
  }

  // Arms that can still be reached, and those of their guards that something hangs on.
  void operator()(const model::Choose& choose) {
    std::vector<Truth> guards;
    for (const auto& arm : choose.arms) guards.push_back(evaluator_.truth(arm.guard));
    const auto reachable = reachable_arms(choose, guards);
    std::vector<ExprId> asked;
    for (const auto i : reachable.cases) {
      asked.push_back(choose.arms[i].value);
      if (decides(choose, reachable, i)) asked.push_back(choose.arms[i].guard);
    }
    if (reachable.may_miss && choose.otherwise) asked.push_back(*choose.otherwise);
    ask(asked);
  }

  // An argument whose bounds are on the wrong side of the result's makes no difference.
  void operator()(const model::Call& call) {
    if (call.function != model::Function::min && call.function != model::Function::max)
      return ask(call.arguments);
    std::vector<ExprId> asked;
    for (const auto argument : call.arguments) {
      if (can_be_extreme(call, argument)) asked.push_back(argument);
    }
    ask(asked);
  }

 private:
  const Value& value(ExprId expr) { return evaluator_.value(expr); }

  // In the order in which they are written: the last one pushed is searched first.
  void ask(const std::vector<ExprId>& exprs) {
    pending_.insert(pending_.end(), exprs.rbegin(), exprs.rend());
  }

  void ask_fact(model::FactId fact) {
    if (!asked_facts_[fact]) found_.emplace_back(std::in_place_index<0>, fact);
    asked_facts_[fact] = true;
  }

  // Also where it is counted from a date that is known in part.
  bool is_span_known(const model::WindowSpan& span) {
    return !std::holds_alternative<Unknown>(span_value(evaluator_, span)) ||
           (span.anchor && anchor_range(evaluator_, *span.anchor));
  }

  bool is_known_in_part(model::FactId fact) const {
    return std::ranges::any_of(evaluator_.patient().facts[fact],
                               [](const FactReading& reading) { return is_partial(reading.value); });
  }

  // Whether a reading that surely lies in the span is there: then only from when it counts is asked for.
  bool has_sure_reading(model::FactId fact, const model::WindowSpan& span) {
    const auto possible = possible_readings(evaluator_, fact, span);
    return possible && !is_known_in_part(fact) &&
           std::ranges::any_of(possible->all, &PossibleReading::is_sure);
  }

  void ask_readings(model::FactId fact, const model::WindowSpan& span) {
    const bool may_lack = is_span_known(span) && !has_sure_reading(fact, span);
    if (!is_recorded(evaluator_, fact) || may_lack) ask_fact(fact);
    if (span.anchor) ask({*span.anchor});
  }

  // The score that an expression names, directly or under the names of definitions.
  const model::Score* score_named(ExprId expr) const {
    const auto& model = evaluator_.model();
    const auto* operation = &model[expr].operation;
    while (const auto* define = std::get_if<model::DefineReference>(operation)) {
      operation = &model[*model.defines[define->define].value].operation;
    }
    const auto* score = std::get_if<model::ScoreReference>(operation);
    return score ? &model.scores[score->score] : nullptr;
  }

  // Of a score that is held against known numbers: the rows that can still turn the answer. False where it is
  // none.
  template <typename Test>
  bool ask_score(ExprId subject, const std::vector<ExprId>& against, Test test) {
    const auto* score = score_named(subject);
    if (!score || !std::ranges::all_of(against, [&](ExprId expr) { return is_known(value(expr)); }))
      return false;
    const auto passes = [&](const Decimal& sum) { return truth(test(exactly(Quantity{sum}))) == Truth::yes; };
    ask(open_guards(evaluator_, *score, passes));
    return true;
  }

  bool same_outcome(ExprId a, ExprId b) {
    const auto& model = evaluator_.model();
    return model[a].canonical == model[b].canonical || same_known_value(value(a), value(b));
  }

  // Whether something else could come out if the guard of this arm did not hold.
  bool decides(const model::Choose& choose, const Reachable& reachable, std::size_t arm) {
    const auto differs = [&](ExprId other) { return !same_outcome(choose.arms[arm].value, other); };
    const bool in_order = choose.policy == model::HitPolicy::first;
    const auto may_count_instead = [&](std::size_t other) {
      return (other > arm || !in_order) && other != arm && differs(choose.arms[other].value);
    };
    if (std::ranges::any_of(reachable.cases, may_count_instead)) return true;
    return reachable.may_miss && (!choose.otherwise || differs(*choose.otherwise));
  }

  bool can_be_extreme(const model::Call& call, ExprId argument) {
    std::vector<const Value*> others;
    for (const auto other : call.arguments) {
      if (other != argument) others.push_back(&value(other));
    }
    if (others.empty()) return true;
    const auto& type = evaluator_.model()[call.arguments.front()].type;
    const auto rest = extreme(call.function, others, type);
    const auto beaten = call.function == model::Function::max ? ast::ComparisonOperator::less_equal
                                                              : ast::ComparisonOperator::greater_equal;
    return truth(compare_values(beaten, value(argument), rest)) != Truth::yes;
  }

  Evaluator& evaluator_;
  std::vector<bool> seen_;  // by canonical ExprId
  std::vector<bool> asked_facts_;
  std::vector<ExprId> pending_;
  std::vector<model::Input> found_;
};

}  // namespace

SharedInputs Evaluator::needs(ExprId expr) {
  if (is_known(value(expr))) return {};
  const auto [found, is_new] = needs_.try_emplace(model_[expr].canonical);
  if (is_new) found->second = NeedsSearch{of_what_stays()}.search(expr);
  return found->second;
}

}  // namespace waymark
