#include "interpreter/scenarios/scenario.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "interpreter/decide/alternatives.hpp"
#include "interpreter/decide/outcome.hpp"
#include "interpreter/evaluate/comparison.hpp"
#include "interpreter/evaluate/evaluator.hpp"
#include "lang/model/operation_groups.hpp"
#include "lang/model/regimen.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

using Needs = std::vector<model::Input>;

bool are_same(Needs a, Needs b) {
  std::ranges::sort(a);
  std::ranges::sort(b);
  return a == b;
}

class Expectations {
 public:
  explicit Expectations(Evaluator& evaluator) : evaluator_{evaluator} {}

  ExpectResult check(const model::Expect& expect) {
    auto result =
        std::visit(overloaded{
                       [&](const model::ExpectStatus& status) { return check_status(status); },
                       [&](const model::ExpectConflict& conflict) { return check_conflict(conflict); },
                       [&](model::ExprId expr) { return check_condition(expr); },
                       [&](const model::ExpectDose& dose) { return check_dose(dose); },
                       [&](const model::ExpectOpen& open) { return check_open(open); },
                       [&](const model::ExpectProgress& progress) { return check_progress(progress); },
                   },
                   expect.node);
    result.span = expect.span;
    return result;
  }

 private:
  const model::Model& model() const { return evaluator_.model(); }

  // Its span is that of the `expect`.
  template <typename Compared>
  static ExpectResult result(bool met, Compared compared) {
    return {Span{}, met, std::move(compared)};
  }

  // The needs count only where the scenario says them.
  ExpectResult check_status(const model::ExpectStatus& expect) const {
    const auto found = decide(evaluator_, expect.statement);
    const bool met =
        found.status == expect.status && (!expect.needs || are_same(found.needs.list(), *expect.needs));
    StatusCompared compared{expect.statement, {expect.status, expect.needs}, {found.status, std::nullopt}};
    if (expect.needs || found.status == Status::undetermined) compared.found.needs = found.needs.list();
    return result(met, std::move(compared));
  }

  ExpectResult check_conflict(const model::ExpectConflict& expect) const {
    const bool met = !conflicts_between(evaluator_, expect.first, expect.second).empty();
    ConflictCompared compared{expect.first, expect.second, std::nullopt};
    if (!met) compared.instead = {status_of(expect.first), status_of(expect.second)};
    return result(met, compared);
  }

  ExpectResult check_condition(model::ExprId expr) const {
    const bool met = evaluator_.truth(expr) == Truth::yes;
    if (met) return result(met, ConditionFound{found(expr)});
    return std::visit([&](const auto& operation) { return unmet(operation, expr); }, model()[expr].operation);
  }

  // A comparison that fails says what it compares.
  ExpectResult unmet(const model::Comparison& comparison, model::ExprId) const {
    return result(false, SidesCompared{comparison.op, found(comparison.right), found(comparison.left)});
  }
  ExpectResult unmet(const model::Between& between, model::ExprId) const {
    return result(
        false,
        BetweenCompared{{found(between.low), found(between.high)}, between.below, found(between.subject)});
  }
  ExpectResult unmet(const model::IsOneOf& is_one_of, model::ExprId) const {
    return result(false, MembersCompared{is_one_of.members, found(is_one_of.operand)});
  }
  ExpectResult unmet(const model::Grouped auto&, model::ExprId expr) const {
    return result(false, ConditionFound{found(expr)});
  }

  // After limits and rounding; the advice may have any status.
  ExpectResult check_dose(const model::ExpectDose& expect) const {
    const auto* dose = first_dose(model().recommendations[expect.recommendation], expect.action);
    const auto high = expect.dose.high.value_or(expect.dose.low);
    const bool met =
        dose && are_equal(expect.dose.low, dose->low) && are_equal(high, dose->high.value_or(dose->low));
    DoseCompared compared{expect.recommendation, expect.action, found_range(expect.dose), std::nullopt};
    if (dose) compared.found = found_range(*dose);
    return result(met, std::move(compared));
  }

  // That of the action's alternative, else of the recommendation; null where there is none.
  static const model::Dose* first_dose(const model::Recommendation& recommendation,
                                       const std::optional<model::ActionId>& action) {
    for (const auto* target : single_targets(recommendation.target)) {
      const bool is_meant = !action || std::get<model::ActionId>(target->node) == *action;
      const auto* dose = model::first_dose(target->steps);
      if (is_meant && dose) return dose;
    }
    return model::first_dose(recommendation.steps);
  }

  bool are_equal(model::ExprId expected, model::ExprId given) const {
    const auto same =
        compare_values(ast::ComparisonOperator::equal, evaluator_.value(expected), evaluator_.value(given));
    return truth(same) == Truth::yes;
  }

  // Exactly the actions that are named, and the advice is given.
  ExpectResult check_open(const model::ExpectOpen& expect) const {
    const auto status = status_of(expect.recommendation);
    std::set<model::ActionId> open;
    for (const auto& each : alternatives(evaluator_, model().recommendations[expect.recommendation])) {
      if (each.open == Truth::yes) open.insert(std::get<model::ActionId>(each.target->node));
    }
    const bool met =
        status != Status::not_advised && open == std::set(expect.actions.begin(), expect.actions.end());
    return result(met,
                  OpenCompared{expect.recommendation, expect.actions, {open.begin(), open.end()}, status});
  }

  ExpectResult check_progress(const model::ExpectProgress& expect) const {
    const auto found = decide(evaluator_, {model::StatementKind::recommendation, expect.recommendation});
    const auto expected = progress_meant(expect.progress);
    const auto& at = evaluator_.at();
    ProgressCompared compared{expect.recommendation, expected,     expect.by, found.status,
                              std::nullopt,          std::nullopt, at};
    if (!found.progress) return result(false, std::move(compared));
    compared.found = found.progress->progress;
    compared.due = found.progress->due;
    const bool is_by = !expect.by || (compared.due && is_due_at(*compared.due, *expect.by, at));
    const bool met = *compared.found == expected && is_by;
    return result(met, std::move(compared));
  }

  static Progress progress_meant(ast::Progress progress) {
    switch (progress) {
      case ast::Progress::done: return Progress::done;
      case ast::Progress::due: return Progress::due;
      case ast::Progress::overdue: return Progress::overdue;
      case ast::Progress::not_due: break;
    }
    return Progress::not_due;
  }

  Status status_of(model::RecommendationId id) const {
    return decide(evaluator_, {model::StatementKind::recommendation, id}).status;
  }
  ValueFound found(model::ExprId expr) const { return {expr, evaluator_.value(expr)}; }
  RangeFound found_range(const model::ExprRange& range) const {
    return {found(range.low), found(range.high.value_or(range.low))};
  }

  Evaluator& evaluator_;
};

}  // namespace

bool ScenarioResult::passed() const {
  return violated.empty() && std::ranges::all_of(expects, &ExpectResult::met);
}

ExpectResult check_expect(Evaluator& evaluator, const model::Expect& expect) {
  return Expectations{evaluator}.check(expect);
}

ScenarioResult run_scenario(const model::Model& model, std::uint32_t scenario) {
  const auto given = scenario_patient(model, scenario);
  ScenarioResult result{scenario, given.at, {}, {}};
  Evaluator evaluator{model, given.patient, given.at};
  for (const auto& expect : model.scenarios[scenario].expects)
    result.expects.push_back(check_expect(evaluator, expect));
  result.violated = violated_properties(evaluator);
  return result;
}

}  // namespace waymark
