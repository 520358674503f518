#include "interpreter/advice.hpp"

#include <algorithm>
#include <utility>

#include "interpreter/targets.hpp"

namespace waymark {
namespace {

using model::ActionId;
using model::RecommendationId;

bool are_opposed(const model::Recommendation& a, const model::Recommendation& b) {
  const auto first = model::stance(a.modality, a.verb);
  const auto second = model::stance(b.modality, b.verb);
  return std::minmax(first, second) == std::minmax(model::Stance::asks_for, model::Stance::asks_against);
}

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

bool doses_differ(Evaluator& evaluator, const std::vector<RecommendationId>& recommendations) {
  std::optional<Dose> first;
  for (const auto id : recommendations) {
    const auto dose = known_dose(evaluator, evaluator.model().recommendations[id].dose);
    if (dose && first && differ(*first, *dose)) return true;
    if (!first) first = dose;
  }
  return false;
}

// The actions that the advice names, in the order in which it first does.
std::vector<ActionId> named_actions(const std::vector<Advice>& advised) {
  std::vector<ActionId> named;
  for (const auto& advice : advised) {
    for (const auto action : advice.actions) {
      if (std::ranges::find(named, action) == named.end()) named.push_back(action);
    }
  }
  return named;
}

}  // namespace

std::vector<Conflict> find_conflicts(const model::Model& model, const std::vector<Advice>& advised) {
  std::vector<Conflict> conflicts;
  for (auto first = advised.begin(); first != advised.end(); ++first) {
    for (auto second = first + 1; second != advised.end(); ++second) {
      const auto a = first->recommendation;
      const auto b = second->recommendation;
      if (!are_opposed(model.recommendations[a], model.recommendations[b])) continue;
      for (const auto action : shared_actions(model, *first, *second)) conflicts.push_back({a, b, action});
    }
  }
  return conflicts;
}

std::vector<SameAction> find_same_action(Evaluator& evaluator, const std::vector<Advice>& advised) {
  const auto& model = evaluator.model();
  std::vector<SameAction> result;
  for (const auto action : named_actions(advised)) {
    SameAction same{action, {}, false};
    for (const auto& advice : advised) {
      if (speaks_of(model, advice.actions, action)) same.recommendations.push_back(advice.recommendation);
    }
    if (same.recommendations.size() < 2) continue;
    const auto weight = [&](RecommendationId id) { return -strength(model.recommendations[id].modality); };
    std::ranges::stable_sort(same.recommendations, {}, weight);
    same.doses_differ = doses_differ(evaluator, same.recommendations);
    result.push_back(std::move(same));
  }
  return result;
}

}  // namespace waymark
