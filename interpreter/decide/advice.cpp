#include "interpreter/decide/advice.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "interpreter/decide/targets.hpp"
#include "lang/model/regimen.hpp"

namespace waymark {
namespace {

using model::ActionId;
using model::RecommendationId;

// What both speak of: an action of the one that is also one of the other, or belongs to a group of it.
void append_shared(const model::Model& model, const std::vector<ActionId>& named,
                   const std::vector<ActionId>& other, std::vector<ActionId>& shared) {
  for (const auto action : named) {
    const bool is_new = std::ranges::find(shared, action) == shared.end();
    if (is_new && speaks_of(model, other, action)) shared.push_back(action);
  }
}

std::vector<ActionId> shared_actions(const model::Model& model, const Advice& a, const Advice& b) {
  std::vector<ActionId> shared;
  append_shared(model, a.actions, b.actions, shared);
  append_shared(model, b.actions, a.actions, shared);
  return shared;
}

// Which advice names which action, so that each piece of advice need not be held against each other.
class AdviceByAction {
 public:
  AdviceByAction(const model::Model& model, const std::vector<Advice>& advised)
      : model_{model}, advised_{advised} {
    for (std::size_t i = 0; i < advised.size(); ++i) {
      for (const auto action : advised[i].actions) name(action, i);
    }
  }

  // In the order in which the advice first names them.
  const std::vector<ActionId>& actions() const { return actions_; }

  // Positions in `advised` of what names the action or a group that it belongs to, in ascending order.
  std::set<std::size_t> that_speak_of(ActionId action) const {
    std::set<std::size_t> result;
    append_naming(action, result);
    for (const auto group : model_.actions[action].groups) append_naming(group, result);
    return result;
  }

  // Positions in `advised` of two of which one asks for an action that the other asks against, in ascending
  // order.
  std::set<std::pair<std::size_t, std::size_t>> opposed_pairs() const {
    std::set<std::pair<std::size_t, std::size_t>> pairs;
    for (const auto action : actions_) {
      const auto speaking = that_speak_of(action);
      for (const auto one : naming_.at(action)) {
        for (const auto other : speaking) {
          if (are_opposed(recommendation(one), recommendation(other))) pairs.insert(std::minmax(one, other));
        }
      }
    }
    return pairs;
  }

 private:
  void name(ActionId action, std::size_t position) {
    const auto [found, is_new] = naming_.try_emplace(action);
    if (is_new) actions_.push_back(action);
    if (found->second.empty() || found->second.back() != position) found->second.push_back(position);
  }
  void append_naming(ActionId action, std::set<std::size_t>& positions) const {
    const auto found = naming_.find(action);
    if (found != naming_.end()) positions.insert(found->second.begin(), found->second.end());
  }
  const model::Recommendation& recommendation(std::size_t position) const {
    return model_.recommendations[advised_[position].recommendation];
  }

  const model::Model& model_;
  const std::vector<Advice>& advised_;
  std::vector<ActionId> actions_;
  std::unordered_map<ActionId, std::vector<std::size_t>> naming_;  // positions in `advised`
};

int strength(ast::Modality modality) {
  switch (modality) {
    case ast::Modality::must:
    case ast::Modality::must_not: return 2;
    case ast::Modality::should:
    case ast::Modality::should_not: return 1;
    case ast::Modality::consider: break;
  }
  return 0;
}

// The ends of a dose that is known; one number is both.
using Dose = std::pair<Quantity, Quantity>;

std::optional<Dose> known_dose(Evaluator& evaluator, const std::optional<model::ExprRange>& dose) {
  if (!dose) return std::nullopt;
  const auto low = known_number(evaluator.value(dose->low));
  const auto high = known_number(evaluator.value(dose->high.value_or(dose->low)));
  return low && high ? std::optional{Dose{*low, *high}} : std::nullopt;
}

bool differ(const Quantity& a, const Quantity& b) { return !same_dimension(*a.unit, *b.unit) || !(a == b); }
bool differ(const Dose& a, const Dose& b) { return differ(a.first, b.first) || differ(a.second, b.second); }

// The first dose of the action: that of its alternative, else of the whole recommendation.
std::optional<model::ExprRange> first_dose(const model::Model& model,
                                           const model::Recommendation& recommendation, ActionId action) {
  const auto dose_of = [](const std::vector<model::Regimen>& steps) {
    const auto* dose = model::first_dose(steps);
    return dose ? std::optional<model::ExprRange>{*dose} : std::nullopt;
  };
  for (const auto* target : single_targets(recommendation.target)) {
    const auto named = std::get<ActionId>(target->node);
    if (target->steps.empty()) continue;
    if (is_or_contains(model, named, action) || is_or_contains(model, action, named))
      return dose_of(steps_of(recommendation, *target));
  }
  return dose_of(recommendation.steps);
}

bool doses_differ(Evaluator& evaluator, const SameAction& same) {
  std::optional<Dose> first;
  for (const auto id : same.recommendations) {
    const auto& model = evaluator.model();
    const auto dose = known_dose(evaluator, first_dose(model, model.recommendations[id], same.action));
    if (dose && first && differ(*first, *dose)) return true;
    if (!first) first = dose;
  }
  return false;
}

}  // namespace

std::vector<Conflict> find_conflicts(const model::Model& model, const std::vector<Advice>& advised) {
  std::vector<Conflict> conflicts;
  for (const auto& [first, second] : AdviceByAction{model, advised}.opposed_pairs()) {
    for (const auto action : shared_actions(model, advised[first], advised[second])) {
      conflicts.push_back({advised[first].recommendation, advised[second].recommendation, action});
    }
  }
  return conflicts;
}

std::vector<SameAction> find_same_action(Evaluator& evaluator, const std::vector<Advice>& advised) {
  const auto& model = evaluator.model();
  const AdviceByAction naming{model, advised};
  std::vector<SameAction> result;
  for (const auto action : naming.actions()) {
    SameAction same{action, {}, false};
    for (const auto position : naming.that_speak_of(action))
      same.recommendations.push_back(advised[position].recommendation);
    if (same.recommendations.size() < 2) continue;
    const auto weight = [&](RecommendationId id) { return -strength(model.recommendations[id].modality); };
    std::ranges::stable_sort(same.recommendations, {}, weight);
    same.doses_differ = doses_differ(evaluator, same);
    result.push_back(std::move(same));
  }
  return result;
}

}  // namespace waymark
