// Which arms of a choice may turn out to be the one that counts.
#include <map>

#include "interpreter/prove/encoding.hpp"

namespace waymark::prove {
Encoding::Reach Encoding::reach(const model::Choose& choose, const ValueOfArm& value) const {
  return choose.policy == model::HitPolicy::unique ? reach_unique(choose, value) : reach_first(choose, value);
}

Encoding::Reach Encoding::reach_first(const model::Choose& choose, const ValueOfArm& value) const {
  Reach result{{}, yes()};
  auto may_miss = yes();
  auto some_counts = no();
  for (const auto& arm : choose.arms) {
    const auto guard = truth(arm.guard);
    const auto counts = both(may_miss, prove::negation(guard.no));
    result.candidates.emplace_back(counts, value(arm.value));
    some_counts = either(some_counts, counts);
    may_miss = both(may_miss, prove::negation(guard.yes));
  }
  if (choose.otherwise)
    result.candidates.emplace_back(may_miss, value(*choose.otherwise));
  else
    result.complete = choose.covers ? some_counts : prove::negation(may_miss);
  return result;
}

std::vector<Encoding::ArmGroup> Encoding::arm_groups(const model::Choose& choose) const {
  std::vector<ArmGroup> groups;
  std::map<model::ExprId, std::size_t> group_of;
  for (const auto& arm : choose.arms) {
    const auto guard = truth(arm.guard);
    const auto canonical = encoder_.model()[arm.value].canonical;
    const auto [found, is_new] = group_of.try_emplace(canonical, groups.size());
    if (is_new) groups.push_back({arm.value, no(), no()});
    auto& group = groups[found->second];
    group.holds = either(group.holds, guard.yes);
    group.may_hold = either(group.may_hold, prove::negation(guard.no));
  }
  return groups;
}

// Whether all groups that hold give the same; `candidates` have their values.
z3::expr Encoding::agree(const std::vector<ArmGroup>& groups,
                         const std::vector<std::pair<z3::expr, Term>>& candidates) const {
  Term chosen = UnknownTerm{};
  for (auto i = groups.size(); i-- > 0;)
    chosen = choice(context(), groups[i].holds, candidates[i].second, chosen);
  std::vector<z3::expr> conditions;
  auto earlier_holds = no();
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto is_second = both(groups[i].holds, earlier_holds);
    conditions.push_back(
        either(prove::negation(is_second), same_known(context(), candidates[i].second, chosen)));
    earlier_holds = either(earlier_holds, groups[i].holds);
  }
  return all_of(context(), conditions);
}

// Several arms that hold have to give the same.
Encoding::Reach Encoding::reach_unique(const model::Choose& choose, const ValueOfArm& value) const {
  const auto groups = arm_groups(choose);
  auto some_holds = no();
  for (const auto& group : groups) some_holds = either(some_holds, group.holds);
  Reach result{{}, yes()};
  auto some_counts = no();
  for (const auto& group : groups) {
    const auto counts = both(group.may_hold, either(group.holds, prove::negation(some_holds)));
    result.candidates.emplace_back(counts, value(group.value));
    some_counts = either(some_counts, counts);
  }
  result.complete = agree(groups, result.candidates);
  if (choose.otherwise)
    result.candidates.emplace_back(prove::negation(some_holds), value(*choose.otherwise));
  else
    result.complete = both(result.complete, choose.covers ? some_counts : some_holds);
  return result;
}

// The choice that an expression names, directly or under the names of definitions.
static const model::Choose* choice_named(const model::Model& model, model::ExprId expr) {
  while (const auto* define = std::get_if<model::DefineReference>(&model[expr].operation))
    expr = *model.defines[define->define].value;
  return std::get_if<model::Choose>(&model[expr].operation);
}

// Of a choice among constants and another number: a choice among products, which stay linear.
std::optional<NumberTerm> Encoding::product_with_choice(model::ExprId choice_expr,
                                                        model::ExprId other) const {
  const auto& model = encoder_.model();
  const auto* choose = choice_named(model, choice_expr);
  if (!choose) return std::nullopt;
  const auto is_constant = [&](model::ExprId expr) { return number(expr).constant.has_value(); };
  for (const auto& arm : choose->arms) {
    if (!is_constant(arm.value)) return std::nullopt;
  }
  if (choose->otherwise && !is_constant(*choose->otherwise)) return std::nullopt;
  const auto [candidates, complete] = reach(*choose, [&](model::ExprId expr) -> Term {
    const auto constant = number(expr);
    return times_constant(other, constant, *written_constant(expr), *constant.constant - constant.zero);
  });
  const auto one_is_known =
      either(is_known(context(), number(choice_expr)), is_known(context(), number(other)));
  auto result = hull(candidates);
  result.has_low = all_of(context(), {complete, one_is_known, result.has_low});
  result.has_high = all_of(context(), {complete, one_is_known, result.has_high});
  for (const auto& candidate : candidates) {
    const auto& term = std::get<NumberTerm>(candidate.second);
    result.rounded |= term.rounded;
  }
  return result;
}

}  // namespace waymark::prove
