#include "lang/check/check_doses.hpp"

#include <map>

#include "lang/model/constant_quantity.hpp"

namespace waymark {
namespace {

using model::ExprId;

class DoseChecker {
 public:
  explicit DoseChecker(Elaboration& context) : context_{context} {}

  void check(const model::Recommendation& recommendation) {
    steps(recommendation.steps);
    for (const auto* target : single_targets(recommendation.target)) steps(target->steps);
    for (const auto* target : single_targets(recommendation.target)) {
      if (recommendation.actions.size() > 1 && target->steps.empty()) continue;  // a dose of no one action
      for (const auto& step : steps_of(recommendation, *target)) {
        if (step.dose) same_dimension_as_before(std::get<model::ActionId>(target->node), *step.dose);
      }
    }
    if (recommendation.within) range("within", recommendation.within->time, true);
  }

 private:
  void steps(const std::vector<model::Regimen>& steps) {
    for (const auto& step : steps) {
      if (step.dose) dose(*step.dose);
      if (step.every) range("every", *step.every, false);
      if (step.duration) range("for", *step.duration, true);
    }
  }

  void dose(const model::Dose& dose) {
    if (!is_amount(dose.low)) return;
    range("dose", dose.amount, true);
    for (const auto limit : dose.at_least) above_zero("at least", limit, false);
    for (const auto limit : dose.at_most) above_zero("at most", limit, false);
    if (dose.step) above_zero("rounded to", *dose.step, false);
  }

  bool is_amount(ExprId dose) {
    const auto& type = type_of(context_, dose);
    if (type.kind != TypeKind::number) return false;
    const auto span = span_of(context_, dose);
    if (is_pure(*type.unit)) {
      context_.diagnostics.report(span, diagnostics::dose_without_unit)
          .help("give the unit, such as `5 mg`, or `2 '{tablet}'` for what is counted");
      return false;
    }
    if (!measures_time(*type.unit)) return true;
    context_.diagnostics.report(span, diagnostics::dose_of_time, describe_unit(type))
        .help("how often is given by `every 8 hours`, how long by `for 5 days`");
    return false;
  }

  // `0 to 5 mg` is a dose that may end at nothing.
  void range(std::string_view word, const model::ExprRange& range, bool may_begin_at_zero) {
    above_zero(word, range.low, range.high && may_begin_at_zero);
    if (range.high) above_zero(word, *range.high, false);
  }

  void above_zero(std::string_view word, ExprId expr, bool allows_zero) {
    const auto quantity = constant_quantity(context_.model, expr);
    if (!quantity) return;
    const bool fits = !quantity->number.is_negative() && (allows_zero || !quantity->number.is_zero());
    if (!fits)
      context_.diagnostics.report(span_of(context_, expr), diagnostics::not_above_zero, word,
                                  to_string(*quantity));
  }

  // An action that is dosed in mg in one place and in mg/kg in another is often a slip.
  void same_dimension_as_before(model::ActionId action, const model::Dose& given) {
    const auto dose = given.low;
    const auto& type = type_of(context_, dose);
    if (type.kind != TypeKind::number || is_pure(*type.unit) || measures_time(*type.unit)) return;
    const auto [first, is_first] = first_doses_.try_emplace(action, dose);
    const auto& first_type = type_of(context_, first->second);
    if (is_first || same_dimension(*type.unit, *first_type.unit)) return;
    context_.diagnostics
        .report(span_of(context_, dose), diagnostics::dose_of_other_dimension, describe_unit(type),
                context_.model.actions[first->first].id, describe_unit(first_type))
        .note(span_of(context_, first->second), "the other dose is here");
  }

  Elaboration& context_;
  std::map<model::ActionId, ExprId> first_doses_;
};

}  // namespace

void check_doses(Elaboration& context) {
  DoseChecker checker{context};
  for (const auto& recommendation : context.model.recommendations) checker.check(recommendation);
}

}  // namespace waymark
