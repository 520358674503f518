#include "interpreter/scenarios/scenario.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "interpreter/decide/alternatives.hpp"
#include "interpreter/decide/outcome.hpp"
#include "interpreter/evaluate/comparison.hpp"
#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/facts/input_names.hpp"
#include "lang/ast/operators.hpp"
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

  // The needs count only where the scenario says them.
  ExpectResult check_status(const model::ExpectStatus& expect) const {
    const auto actual = decide(evaluator_, expect.statement);
    const auto& id = model::statement(model(), expect.statement).id;
    ExpectResult result;
    result.met =
        actual.status == expect.status && (!expect.needs || are_same(actual.needs.list(), *expect.needs));
    result.expected = fmt::format("{} {}", id, status_text(expect.status, expect.needs));
    const bool with_needs = expect.needs.has_value() || actual.status == Status::undetermined;
    result.actual =
        status_text(actual.status, with_needs ? std::optional{actual.needs.list()} : std::nullopt);
    return result;
  }

  ExpectResult check_conflict(const model::ExpectConflict& expect) const {
    ExpectResult result;
    result.met = !conflicts_between(evaluator_, expect.first, expect.second).empty();
    const auto& first = model().recommendations[expect.first].id;
    result.expected = fmt::format("conflict {}, {}", first, model().recommendations[expect.second].id);
    result.actual = result.met ? result.expected : "no conflict: " + status_pair(expect);
    return result;
  }

  ExpectResult check_condition(model::ExprId expr) const {
    ExpectResult result;
    result.met = evaluator_.truth(expr) == Truth::yes;
    if (!result.met)
      std::visit([&](const auto& operation) { compare(operation, result); }, model()[expr].operation);
    if (!result.expected.empty()) return result;
    result.expected = "yes";
    result.actual = value_text(expr);
    return result;
  }

  // After limits and rounding; the advice may have any status.
  ExpectResult check_dose(const model::ExpectDose& expect) const {
    const auto& recommendation = model().recommendations[expect.recommendation];
    const auto* dose = first_dose(recommendation, expect.action);
    const auto high = expect.dose.high.value_or(expect.dose.low);
    ExpectResult result;
    result.met =
        dose && are_equal(expect.dose.low, dose->low) && are_equal(high, dose->high.value_or(dose->low));
    const auto of = expect.action ? " of " + model().actions[*expect.action].id : "";
    result.expected = fmt::format("{} dose {}{}", recommendation.id, range_text(expect.dose), of);
    result.actual = dose ? "dose " + range_text(*dose) : "no dose";
    return result;
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

  std::string range_text(const model::ExprRange& range) const {
    const auto low = value_text(range.low);
    const auto high = value_text(range.high.value_or(range.low));
    return low == high ? low : fmt::format("{} to {}", low, high);
  }

  // Exactly the actions that are named, and the advice is given.
  ExpectResult check_open(const model::ExpectOpen& expect) const {
    const auto& recommendation = model().recommendations[expect.recommendation];
    const auto status =
        decide(evaluator_, {model::StatementKind::recommendation, expect.recommendation}).status;
    std::set<model::ActionId> open;
    for (const auto& each : alternatives(evaluator_, recommendation)) {
      if (each.open == Truth::yes) open.insert(std::get<model::ActionId>(each.target->node));
    }
    ExpectResult result;
    result.met =
        status != Status::not_advised && open == std::set(expect.actions.begin(), expect.actions.end());
    result.expected = fmt::format("{} open {}", recommendation.id, action_names(expect.actions));
    result.actual = status == Status::not_advised ? "not advised"
                    : open.empty()                ? "none is open"
                                                  : "open " + action_names({open.begin(), open.end()});
    return result;
  }

  ExpectResult check_progress(const model::ExpectProgress& expect) const {
    const auto actual = decide(evaluator_, {model::StatementKind::recommendation, expect.recommendation});
    const auto& at = evaluator_.at();
    ExpectResult result;
    result.expected =
        fmt::format("{} {}", model().recommendations[expect.recommendation].id, progress_text(expect));
    if (!actual.progress) {
      result.actual = status_text(actual.status, std::nullopt);
      return result;
    }
    const auto& due = actual.progress->due;
    const bool is_by = !expect.by || (due && is_due_at(*due, *expect.by, at));
    result.met = actual.progress->progress == progress_meant(expect.progress) && is_by;
    result.actual = progress_words(actual.progress->progress);
    if (expect.by) result.actual += due ? " by " + planned_text(*due, at) : ", without a known deadline";
    return result;
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

  static std::string progress_text(const model::ExpectProgress& expect) {
    auto result = progress_words(progress_meant(expect.progress));
    if (expect.by) {
      result += " by " + std::visit(overloaded{
                                        [](const ast::DateLiteral& each) { return to_string(each.date); },
                                        [](const ast::MomentLiteral& each) { return to_string(each.moment); },
                                    },
                                    expect.by->node);
    }
    return result;
  }

  std::string action_names(const std::vector<model::ActionId>& actions) const {
    std::vector<std::string> names;
    for (const auto action : actions) names.push_back(model().actions[action].id);
    return fmt::format("{}", fmt::join(names, ", "));
  }

  std::string value_text(model::ExprId expr) const {
    return to_string(evaluator_.value(expr), model()[expr].type);
  }

  // A comparison that fails says what it compares.
  void compare(const model::Comparison& comparison, ExpectResult& result) const {
    const auto sign = sign_of(comparison.op);
    const auto right = value_text(comparison.right);
    result.expected = sign == "=" ? right : fmt::format("{} {}", sign, right);
    result.actual = value_text(comparison.left);
  }
  void compare(const model::Between& between, ExpectResult& result) const {
    result.expected = fmt::format("between {} and {}{}", value_text(between.low),
                                  between.below ? "below " : "", value_text(between.high));
    result.actual = value_text(between.subject);
  }
  void compare(const model::IsOneOf& is_one_of, ExpectResult& result) const {
    const auto& members = model()[is_one_of.operand].type.members->members;
    std::vector<std::string> names;
    for (const auto member : is_one_of.members) names.push_back(members[member].id);
    result.expected = fmt::format("{}", fmt::join(names, " or "));
    result.actual = value_text(is_one_of.operand);
  }
  void compare(const model::Grouped auto&, ExpectResult&) const {}

  std::string status_text(Status status, const std::optional<Needs>& needs) const {
    const std::string text = status == Status::not_advised ? "not advised" : std::string{to_string(status)};
    if (!needs) return text;
    if (needs->empty()) return text + ", needs nothing";
    std::vector<std::string> names;
    for (const auto& input : *needs) names.push_back(declaration(model(), input).id);
    return fmt::format("{}, needs {}", text, fmt::join(names, ", "));
  }

  std::string status_pair(const model::ExpectConflict& expect) const {
    const auto text = [&](model::RecommendationId id) {
      const auto outcome = decide(evaluator_, {model::StatementKind::recommendation, id});
      return fmt::format("{} {}", model().recommendations[id].id, status_text(outcome.status, std::nullopt));
    };
    return text(expect.first) + ", " + text(expect.second);
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
