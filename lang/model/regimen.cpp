#include "lang/model/regimen.hpp"

#include <algorithm>
#include <utility>

// How something is given, by the recommendation or by one of its alternatives.
namespace waymark::model {
namespace {

void append_single(const Target& target, std::vector<const Target*>& result) {
  const auto* choice = std::get_if<Choice>(&target.node);
  if (!choice) return result.push_back(&target);
  for (const auto& option : choice->options) append_single(option, result);
}

template <typename Test>
bool any_below(const Target& target, Test test) {
  if (test(target)) return true;
  const auto* choice = std::get_if<Choice>(&target.node);
  return choice &&
         std::ranges::any_of(choice->options, [&](const Target& option) { return any_below(option, test); });
}

void append_doses(const std::vector<Regimen>& steps, std::vector<const Dose*>& result) {
  for (const auto& step : steps) {
    if (step.dose) result.push_back(&*step.dose);
  }
}

// The alternatives that have no dose of their own in this step of the recommendation.
std::vector<const Target*> without_own_dose(const Target& target, std::size_t step) {
  std::vector<const Target*> result;
  for (const auto* each : single_targets(target)) {
    const bool takes_it = each->steps.empty() || (step < each->steps.size() && !each->steps[step].dose);
    if (takes_it) result.push_back(each);
  }
  return result;
}

void append_places(const Recommendation& recommendation, RecommendationId id,
                   std::vector<DosePlace>& result) {
  const bool has_own = has_own_regimens(recommendation.target);
  for (std::size_t step = 0; step < recommendation.steps.size(); ++step) {
    const auto& dose = recommendation.steps[step].dose;
    if (!dose) continue;
    DosePlace place{id, std::nullopt, step, &*dose, {}};
    if (has_own) place.given_with = without_own_dose(recommendation.target, step);
    if (!has_own || !place.given_with.empty()) result.push_back(std::move(place));
  }
  for (const auto* target : single_targets(recommendation.target)) {
    for (std::size_t step = 0; step < target->steps.size(); ++step) {
      if (const auto& dose = target->steps[step].dose)
        result.push_back({id, std::get<ActionId>(target->node), step, &*dose, {target}});
    }
  }
}

}  // namespace

Regimen completed(Regimen own, const Regimen& common) {
  if (!own.dose) own.dose = common.dose;
  if (!own.route) own.route = common.route;
  if (!own.every) own.every = common.every;
  if (!own.duration) own.duration = common.duration;
  return own;
}

std::vector<Regimen> steps_of(const Recommendation& recommendation, const Target& alternative) {
  const auto& common = recommendation.steps;
  if (alternative.steps.empty() || common.empty())
    return alternative.steps.empty() ? common : alternative.steps;
  auto steps = alternative.steps;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    auto rest = common[std::min(i, common.size() - 1)];
    if (i >= common.size()) rest.dose.reset();
    // How long the whole takes is said of the last of its steps.
    const bool goes_on = i + 1 < steps.size() && i + 1 >= common.size();
    if (goes_on) rest.duration.reset();
    steps[i] = completed(std::move(steps[i]), rest);
  }
  return steps;
}

std::vector<const Target*> single_targets(const Target& target) {
  std::vector<const Target*> result;
  append_single(target, result);
  return result;
}

bool has_own_regimens(const Target& target) {
  return any_below(target, [](const Target& each) { return !each.steps.empty() || each.when; });
}

bool has_own_conditions(const Target& target) {
  return any_below(target, [](const Target& each) { return each.when.has_value(); });
}

std::vector<const Dose*> doses_of(const Recommendation& recommendation) {
  std::vector<const Dose*> result;
  append_doses(recommendation.steps, result);
  for (const auto* target : single_targets(recommendation.target)) append_doses(target->steps, result);
  return result;
}

const Dose* first_dose(const std::vector<Regimen>& steps) {
  return !steps.empty() && steps.front().dose ? &*steps.front().dose : nullptr;
}

std::vector<DosePlace> dose_places(const Model& model) {
  std::vector<DosePlace> result;
  for (RecommendationId id = 0; id < model.recommendations.size(); ++id)
    append_places(model.recommendations[id], id, result);
  return result;
}

std::string name_of(const Model& model, const DosePlace& place) {
  auto result = model.recommendations[place.recommendation].id;
  if (place.action) result += "." + model.actions[*place.action].id;
  result += ".dose";
  if (place.step > 0) result += "." + std::to_string(place.step + 1);
  return result;
}

UnitPtr unit_of(const Model& model, const DosePlace& place) {
  const auto& type = model[place.dose->low].type;
  return type.kind == TypeKind::number ? type.unit : pure_unit();
}

}  // namespace waymark::model
