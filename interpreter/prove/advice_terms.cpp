#include "interpreter/prove/advice_terms.hpp"

#include <algorithm>

#include "interpreter/decide/targets.hpp"
#include "lang/model/groups.hpp"

namespace waymark::prove {
namespace {

using model::ActionId;
using model::StatementKind;

// When contraindications strike out what one recommendation is about.
class StruckOut {
 public:
  StruckOut(Encoder& encoder, const model::Recommendation& recommendation)
      : encoder_{encoder}, recommendation_{recommendation} {}

  // When the action stands in an alternative that falls.
  z3::expr struck(ActionId action) { return struck(recommendation_.target, action); }

  z3::expr falls(const model::Target& target) {
    const auto* choice = std::get_if<model::Choice>(&target.node);
    if (!choice) return is_contraindicated(std::get<ActionId>(target.node));
    std::vector<z3::expr> falling, left;
    for (const auto& option : choice->options) {
      left.push_back(left_out(option));
      falling.push_back(choice->kind == ast::ChoiceKind::one_of ? either(left.back(), falls(option))
                                                                : both(negation(left.back()), falls(option)));
    }
    if (choice->kind == ast::ChoiceKind::one_of) return all_of(encoder_.context(), falling);
    const auto nothing_left =
        left.empty() ? encoder_.context().bool_val(false) : all_of(encoder_.context(), left);
    return either(any_of(encoder_.context(), falling), nothing_left);
  }

  // When its own condition is no.
  z3::expr left_out(const model::Target& option) {
    return option.when ? encoder_.truth(*option.when).no : encoder_.context().bool_val(false);
  }

  // When all members of a group fall one by one; nullopt of an action without members.
  std::optional<z3::expr> members_fall(ActionId group) {
    if (encoder_.model().actions[group].members.empty()) return std::nullopt;
    std::vector<z3::expr> members;
    for (const auto member : model::single_actions(encoder_.model(), group))
      members.push_back(is_contraindicated(member, group));
    return all_of(encoder_.context(), members);
  }

 private:
  static bool contains(const model::Target& target, ActionId action) {
    const auto* choice = std::get_if<model::Choice>(&target.node);
    if (!choice) return std::get<ActionId>(target.node) == action;
    return std::ranges::any_of(choice->options, [&](const auto& option) { return contains(option, action); });
  }

  z3::expr struck(const model::Target& target, ActionId action) {
    auto result = encoder_.context().bool_val(false);
    const auto* choice = std::get_if<model::Choice>(&target.node);
    if (!choice) return result;
    for (const auto& option : choice->options) {
      if (!contains(option, action)) continue;
      const auto inner = struck(option, action);
      const auto with_it = either(left_out(option), inner);
      result =
          either(result, choice->kind == ast::ChoiceKind::one_of ? either(falls(option), with_it) : with_it);
    }
    return result;
  }

  // A group falls with the last of its members.
  z3::expr is_contraindicated(ActionId action) {
    std::vector<z3::expr> members;
    for (const auto member : model::single_actions(encoder_.model(), action))
      members.push_back(is_contraindicated(member, std::nullopt));
    return all_of(encoder_.context(), members);
  }

  // By what does not speak of the whole group, if one is given.
  z3::expr is_contraindicated(ActionId member, std::optional<ActionId> group) {
    std::vector<z3::expr> by;
    for (const auto id : recommendation_.contraindications) {
      const auto& contraindication = encoder_.model().contraindications[id];
      if (group && speaks_of(encoder_.model(), contraindication.actions, *group)) continue;
      if (speaks_of(encoder_.model(), contraindication.actions, member))
        by.push_back(encoder_.truth(contraindication.condition).yes);
    }
    return any_of(encoder_.context(), by);
  }

  Encoder& encoder_;
  const model::Recommendation& recommendation_;
};

// When one of `named`, not struck out, speaks of the action.
z3::expr speaks_of_it(Encoder& encoder, const model::Recommendation& recommendation, ActionId action) {
  StruckOut struck_out{encoder, recommendation};
  std::vector<z3::expr> by;
  for (const auto named : recommendation.actions) {
    if (is_or_contains(encoder.model(), named, action)) by.push_back(negation(struck_out.struck(named)));
  }
  return any_of(encoder.context(), by);
}

// When an action that `a` names is one that both speak of.
z3::expr shares(Encoder& encoder, const model::Recommendation& a, const model::Recommendation& b) {
  StruckOut struck_out{encoder, a};
  std::vector<z3::expr> by;
  for (const auto action : a.actions) {
    const auto other = speaks_of_it(encoder, b, action);
    if (!other.is_false()) by.push_back(both(negation(struck_out.struck(action)), other));
  }
  return any_of(encoder.context(), by);
}

std::optional<z3::expr> fallen_choice(StruckOut& struck_out, z3::context& context,
                                      const model::Target& target) {
  const auto* choice = std::get_if<model::Choice>(&target.node);
  if (!choice) return struck_out.members_fall(std::get<ActionId>(target.node));
  if (choice->kind == ast::ChoiceKind::one_of) return struck_out.falls(target);
  std::vector<z3::expr> inner;
  for (const auto& option : choice->options) {
    if (const auto fallen = fallen_choice(struck_out, context, option)) inner.push_back(*fallen);
  }
  return inner.empty() ? std::nullopt : std::optional{any_of(context, inner)};
}

}  // namespace

z3::expr has_status(Encoder& encoder, const model::StatementReference& statement, Status status) {
  const auto condition = encoder.truth(model::statement(encoder.model(), statement).condition);
  switch (status) {
    case Status::advised: return condition.yes;
    case Status::not_advised: return condition.no;
    case Status::undetermined: break;
  }
  return both(negation(condition.yes), negation(condition.no));
}

z3::expr is_violated(Encoder& encoder, const model::Property& property) {
  const auto condition = encoder.truth(property.condition);
  return property.kind == ast::PropertyKind::always ? condition.no : condition.yes;
}

// What has been done asks for nothing any more.
static z3::expr asks_for_something(Encoder& encoder, const model::Recommendation& recommendation) {
  const auto advised = encoder.truth(recommendation.condition).yes;
  return recommendation.done ? both(advised, negation(encoder.truth(*recommendation.done).yes)) : advised;
}

std::vector<PossibleConflict> possible_conflicts(Encoder& encoder) {
  const auto& all = encoder.model().recommendations;
  std::vector<PossibleConflict> result;
  for (model::RecommendationId first = 0; first < all.size(); ++first) {
    for (auto second = first + 1; second < all.size(); ++second) {
      const auto& a = all[first];
      const auto& b = all[second];
      if (!are_opposed(a, b)) continue;
      const auto shared = either(shares(encoder, a, b), shares(encoder, b, a));
      if (shared.is_false()) continue;
      const auto advised = both(asks_for_something(encoder, a), asks_for_something(encoder, b));
      result.push_back({first, second, both(advised, shared)});
    }
  }
  return result;
}

std::optional<z3::expr> all_alternatives_fall(Encoder& encoder, const model::Recommendation& recommendation) {
  StruckOut struck_out{encoder, recommendation};
  auto result = fallen_choice(struck_out, encoder.context(), recommendation.target);
  return result && result->is_false() ? std::nullopt : result;
}

}  // namespace waymark::prove
