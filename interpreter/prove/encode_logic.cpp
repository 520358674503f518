#include "interpreter/evaluate/levels.hpp"
#include "interpreter/prove/encoding.hpp"

namespace waymark::prove {
namespace {

using Candidates = std::vector<std::pair<z3::expr, Term>>;

z3::expr is_unknown(const TruthTerm& truth) { return both(negation(truth.yes), negation(truth.no)); }

z3::expr how_many(z3::context& context, const std::vector<z3::expr>& conditions) {
  z3::expr_vector ones{context};
  for (const auto& condition : conditions)
    ones.push_back(z3::ite(condition, context.int_val(1), context.int_val(0)));
  return ones.empty() ? context.int_val(0) : z3::sum(ones);
}

}  // namespace

Term Encoding::operator()(const model::Not& negation) const {
  const auto operand = truth(negation.operand);
  return TruthTerm{operand.no, operand.yes};
}

Term Encoding::operator()(const model::Logical& logical) const {
  std::vector<z3::expr> yes, no;
  for (const auto operand : logical.operands) {
    yes.push_back(truth(operand).yes);
    no.push_back(truth(operand).no);
  }
  if (logical.op == ast::LogicalOperator::logical_and)
    return TruthTerm{all_of(context(), yes), any_of(context(), no)};
  return TruthTerm{any_of(context(), yes), all_of(context(), no)};
}

Term Encoding::operator()(const model::Implies& implies) const {
  const auto premise = truth(implies.premise);
  const auto conclusion = truth(implies.conclusion);
  return TruthTerm{either(premise.no, conclusion.yes), both(premise.yes, conclusion.no)};
}

Term Encoding::operator()(const model::Counting& counting) const {
  std::vector<z3::expr> certain, possible;
  for (const auto argument : counting.arguments) {
    certain.push_back(truth(argument).yes);
    possible.push_back(prove::negation(truth(argument).no));
  }
  const auto sure = how_many(context(), certain);
  const auto most = how_many(context(), possible);
  const auto wanted = whole(context(), counting.count);
  const TruthTerm at_least{sure >= wanted, most < wanted};
  const TruthTerm at_most{most <= wanted, sure > wanted};
  switch (counting.word) {
    case ast::CountingWord::at_least: return at_least;
    case ast::CountingWord::at_most: return at_most;
    case ast::CountingWord::exactly: break;
  }
  return TruthTerm{both(at_least.yes, at_most.yes), either(at_least.no, at_most.no)};
}

// A value among others; a number without what only one of them has.
Term Encoding::candidate(model::ExprId expr) const {
  return std::holds_alternative<NumberTerm>(term(expr)) ? Term{plain(expr)} : term(expr);
}

Term Encoding::operator()(const model::Choose& choose) const {
  const auto [candidates, complete] = reach(choose, [this](model::ExprId expr) { return candidate(expr); });
  if (is_level(type_)) return hull_of_levels(candidates, complete);
  if (type_.kind != TypeKind::number) return common_value(candidates, complete);
  auto result = hull(candidates);
  result.has_low = both(complete, result.has_low);
  result.has_high = both(complete, result.has_high);
  return result;
}

// Known where all candidates that there may be are known and the same.
Term Encoding::common_value(const Candidates& candidates, const z3::expr& complete) const {
  Term result = UnknownTerm{};
  for (auto i = candidates.size(); i-- > 0;)
    result = choice(context(), candidates[i].first, candidates[i].second, result);
  std::vector<z3::expr> same{complete};
  for (const auto& [may_be, value] : candidates)
    same.push_back(either(prove::negation(may_be), same_known(context(), value, result)));
  return choice(context(), all_of(context(), same), result, UnknownTerm{});
}

// The bounds that hold for all candidates that there may be.
NumberTerm Encoding::hull(const Candidates& candidates) const {
  std::vector<NumberTerm> numbers;
  for (const auto& candidate : candidates) numbers.push_back(number_of(context(), candidate.second));
  auto result = unknown_number(context());
  if (numbers.empty()) return result;
  result.zero = numbers.front().zero;
  std::vector<z3::expr> lows, highs;
  auto any = no();
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto& may_be = candidates[i].first;
    const auto is_first = prove::negation(any);
    const auto& next = numbers[i];
    result.digits = std::max(result.digits, next.digits);
    const auto lower = both(may_be, either(is_first, next.low < result.low));
    const auto higher = both(may_be, either(is_first, next.high > result.high));
    result.low = if_then_else(lower, next.low, result.low);
    result.high = if_then_else(higher, next.high, result.high);
    lows.push_back(either(prove::negation(may_be), next.has_low));
    highs.push_back(either(prove::negation(may_be), next.has_high));
    any = either(any, may_be);
  }
  result.has_low = both(any, all_of(context(), lows));
  result.has_high = both(any, all_of(context(), highs));
  return result;
}

// All levels of the type where nothing is known of one.
MemberTerm Encoding::possible_levels(const Term& level) const {
  const auto first = whole(context(), 0);
  const auto last = whole(context(), static_cast<std::int64_t>(type_.members->members.size()) - 1);
  const auto* member = std::get_if<MemberTerm>(&level);
  if (!member) return {yes(), first, last};
  return {yes(), if_then_else(member->has_bounds, member->low, first),
          if_then_else(member->has_bounds, member->high, last)};
}

// Of the levels that there may be the lowest, or the highest. In truths alone, which are easier to solve than
// an order of numbers.
z3::expr Encoding::extreme_level(const std::vector<std::pair<z3::expr, z3::expr>>& levels,
                                 bool lowest) const {
  const auto count = static_cast<int>(type_.members->members.size());
  auto result = whole(context(), lowest ? count - 1 : 0);
  for (int step = count - 2; step >= 0; --step) {
    const int level = lowest ? step : count - 1 - step;
    std::vector<z3::expr> may_be_it;
    for (const auto& [may_be, value] : levels) may_be_it.push_back(both(may_be, is_numeral(value, level)));
    result = if_then_else(any_of(context(), may_be_it), whole(context(), level), result);
  }
  return result;
}

// What may still be any level has no bounds.
Term Encoding::with_level_bounds(const z3::expr& known_to_be_one, const MemberTerm& levels) const {
  const auto last = static_cast<int>(type_.members->members.size()) - 1;
  const auto may_be_any = both(is_numeral(levels.low, 0), is_numeral(levels.high, last));
  return MemberTerm{both(known_to_be_one, prove::negation(may_be_any)), levels.low, levels.high};
}

// The bounds that hold for all candidates that there may be.
Term Encoding::hull_of_levels(const Candidates& candidates, const z3::expr& complete) const {
  std::vector<std::pair<z3::expr, z3::expr>> lows, highs;
  for (const auto& [may_be, value] : candidates) {
    const auto next = possible_levels(value);
    lows.emplace_back(may_be, next.low);
    highs.emplace_back(may_be, next.high);
  }
  return with_level_bounds(complete, {yes(), extreme_level(lows, true), extreme_level(highs, false)});
}

Term Encoding::operator()(const model::AnyKnown& any) const {
  std::vector<z3::expr> yes, no;
  for (const auto argument : any.arguments) {
    yes.push_back(truth(argument).yes);
    no.push_back(truth(argument).no);
  }
  const auto holds = any_of(context(), yes);
  return TruthTerm{holds, both(prove::negation(holds), any_of(context(), no))};
}

Term Encoding::operator()(const model::FirstKnown& first) const {
  Term result = UnknownTerm{};
  for (auto i = first.arguments.size(); i-- > 0;) {
    const auto argument = candidate(first.arguments[i]);
    result = choice(context(), is_known(context(), argument), argument, result);
  }
  return result;
}

Term Encoding::operator()(const model::IfUnknown& if_unknown) const {
  auto earlier_are_no = yes();
  auto result = no();
  for (const auto expr : if_unknown.guards) {
    const auto guard = truth(expr);
    result = either(result, both(earlier_are_no, is_unknown(guard)));
    earlier_are_no = both(earlier_are_no, guard.no);
  }
  return always_known(result);
}

Term Encoding::operator()(const model::RequiresKnown& required) const {
  return TruthTerm{is_known(context(), term(required.operand)), no()};
}

Term Encoding::operator()(const model::StatusTest& test) const {
  const auto condition = truth(model::statement(encoder_.model(), test.statement).condition);
  switch (test.status) {
    case ast::Status::advised: return always_known(condition.yes);
    case ast::Status::not_advised: return always_known(condition.no);
    case ast::Status::undetermined: break;
  }
  return always_known(is_unknown(condition));
}

}  // namespace waymark::prove
