#include <algorithm>
#include <numeric>

#include "interpreter/evaluate/comparison.hpp"
#include "interpreter/plan/condition_planner.hpp"
#include "interpreter/plan/score_sums.hpp"
#include "interpreter/values/kleene.hpp"

namespace waymark::plan {

using model::ExprId;
using Operator = ast::ComparisonOperator;
using Planned = ConditionPlanner::Planned;

// A literal moment without an offset is fixed only once `at` is known.
bool ConditionPlanner::is_fixed(ExprId expr) {
  const auto meant = without_names(model_, expr);
  return constants_.is_constant(meant) || std::holds_alternative<model::Literal>(model_[meant].operation);
}

Planned ConditionPlanner::operator()(const model::Comparison& comparison) {
  const auto [op, left, right] = comparison;
  if (is_condition(left) && is_condition(right)) {
    const auto same = builder_.add(Same{truth(left), truth(right)});
    return op == Operator::equal ? same : !same;
  }
  if (is_fixed(right)) return test(left, {{op, right}});
  if (is_fixed(left)) return test(right, {{mirrored(op), left}});
  return std::nullopt;
}

Planned ConditionPlanner::operator()(const model::Between& between) {
  if (!is_fixed(between.low) || !is_fixed(between.high)) return std::nullopt;
  const Asked from{Operator::greater_equal, between.low};
  const Asked to{between.below ? Operator::less : Operator::less_equal, between.high};
  if (!is_never_known(from) && !is_never_known(to)) return test(between.subject, {from, to});
  const auto above = test(between.subject, {from});
  const auto below = test(between.subject, {to});
  return above && below ? Planned{builder_.all_of({*above, *below})} : std::nullopt;
}

// Against what is not known nothing is.
bool ConditionPlanner::is_never_known(const Asked& asked) {
  const auto against = without_names(model_, asked.against);
  return constants_.is_constant(against) && std::holds_alternative<Unknown>(constants_.value(against));
}

Planned ConditionPlanner::never_known(ExprId subject, ExprId against) {
  // What no fact or parameter can make known, the subject cannot either.
  if (is_settled(constants_.value(against))) return builder_.fixed(Truth::unknown);
  const auto number = number_subject(model_, subject);
  if (number && number->each_reading) return std::nullopt;
  const auto member = member_subject(model_, subject);
  const auto time = time_subject(model_, subject);
  if (!number && !member && !time) return std::nullopt;
  const auto of = number ? number->of : member ? member->of : time->of;
  return builder_.add(NeverKnown{of, constants_.needs(against)});
}

Planned ConditionPlanner::test(ExprId subject, const std::vector<Asked>& asked) {
  if (asked.size() == 1 && is_never_known(asked.front())) {
    return never_known(subject, without_names(model_, asked.front().against));
  }
  if (const auto number = number_subject(model_, subject))
    return number->each_reading ? std::nullopt : number_test(*number, asked);
  if (const auto member = member_subject(model_, subject)) return member_test(*member, asked);
  if (const auto time = time_subject(model_, subject)) return instant_test(*time, asked);
  const auto meant = without_names(model_, subject);
  const auto* score = std::get_if<model::ScoreReference>(&model_[meant].operation);
  return score ? score_test(model_.scores[score->score], asked) : std::nullopt;
}

std::optional<std::vector<NumberComparison>> ConditionPlanner::with_numbers(const std::vector<Asked>& asked) {
  std::vector<NumberComparison> comparisons;
  for (const auto& [op, against] : asked) {
    const auto meant = without_names(model_, against);
    const auto constant =
        constants_.is_constant(meant) ? known_number(constants_.value(meant)) : std::nullopt;
    if (!constant) return std::nullopt;
    comparisons.emplace_back(op, *constant);
  }
  return comparisons;
}

Planned ConditionPlanner::number_test(const NumberSubject& subject, const std::vector<Asked>& asked) {
  auto comparisons = with_numbers(asked);
  return comparisons ? Planned{builder_.add(NumberTest{subject, std::move(*comparisons)})} : std::nullopt;
}

// Which readings pass the test, so that they can be counted; tests of another form are the evaluator's.
void ConditionPlanner::count_readings(const Held& count, ExprId test, bool negated) {
  std::optional<NumberSubject> subject;
  std::vector<Asked> asked;
  const auto& operation = model_[model_[test].canonical].operation;
  if (const auto* negation = std::get_if<model::Not>(&operation))
    return count_readings(count, negation->operand, !negated);
  if (const auto* comparison = std::get_if<model::Comparison>(&operation)) {
    subject = number_subject(model_, comparison->left);
    asked = {{comparison->op, comparison->right}};
  } else if (const auto* between = std::get_if<model::Between>(&operation)) {
    subject = number_subject(model_, between->subject);
    asked = {{Operator::greater_equal, between->low},
             {between->below ? Operator::less : Operator::less_equal, between->high}};
  }
  auto comparisons = subject && subject->each_reading ? with_numbers(asked) : std::nullopt;
  if (comparisons) builder_.count_readings({count, std::move(*subject), std::move(*comparisons), negated});
}

Planned ConditionPlanner::member_test(const MemberSubject& subject, const std::vector<Asked>& asked) {
  std::vector<Truth> answers;
  const auto count = model_.facts[subject.of.fact].type.members->members.size();
  for (model::MemberIndex member = 0; member < count; ++member) {
    const auto value = member_of(model_, subject, member);
    auto answer = Truth::yes;
    for (const auto& [op, against] : asked) {
      answer = conjunction(answer, waymark::truth(compare_values(op, value, constants_.value(against))));
    }
    answers.push_back(answer);
  }
  return where_yes(subject.of, answers);
}

Planned ConditionPlanner::operator()(const model::IsOneOf& is_one_of) {
  const auto subject = member_subject(model_, is_one_of.operand);
  if (!subject || subject->as_points) return std::nullopt;
  std::vector<Truth> answers(model_.facts[subject->of.fact].type.members->members.size(), Truth::no);
  for (const auto member : is_one_of.members) answers[member] = Truth::yes;
  return where_yes(subject->of, answers);
}

// A member of which it is unknown neither passes nor fails.
Planned ConditionPlanner::where_yes(const Held& subject, const std::vector<Truth>& answers) {
  if (std::ranges::find(answers, Truth::unknown) != answers.end()) return std::nullopt;
  std::vector<bool> passing;
  for (const auto answer : answers) passing.push_back(answer == Truth::yes);
  return builder_.add(MemberTest{subject, std::move(passing)});
}

std::optional<InstantComparison> ConditionPlanner::instant_comparison(const Asked& asked) {
  const auto against = without_names(model_, asked.against);
  if (!constants_.is_constant(against)) return InstantComparison{asked.op, {}, against};
  const auto& constant = constants_.value(against);
  if (!is_known(constant)) return std::nullopt;
  return InstantComparison{asked.op, constant, std::nullopt};
}

Planned ConditionPlanner::instant_test(const TimeSubject& subject, const std::vector<Asked>& asked) {
  InstantTest step{subject, {}};
  for (const auto& each : asked) {
    auto comparison = instant_comparison(each);
    if (!comparison) return std::nullopt;
    step.comparisons.push_back(std::move(*comparison));
  }
  return builder_.add(std::move(step));
}

Planned ConditionPlanner::score_test(const model::Score& score, const std::vector<Asked>& asked) {
  std::vector<std::vector<TruthRef>> guards;
  for (const auto& row : score.rows) {
    guards.emplace_back();
    for (const auto& alternative : row.alternatives) guards.back().push_back(truth(alternative.when));
  }
  const auto sums = score_sums(score, guards);
  if (!sums) return std::nullopt;
  std::vector<TruthRef> results;
  for (const auto& [op, against] : asked) {
    const auto constant = known_number(constants_.value(against));
    if (!constant || !is_dimensionless(*constant->unit)) return std::nullopt;
    results.push_back(sums->compared(op, *constant, builder_));
  }
  return builder_.all_of(std::move(results));
}

}  // namespace waymark::plan
