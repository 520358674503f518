#include "interpreter/scenarios/scenario.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/facts/input_names.hpp"
#include "lang/ast/operators.hpp"
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

  std::string value_text(model::ExprId expr) const {
    return to_string(evaluator_.value(expr), model()[expr].type);
  }

  // A comparison that fails says what it compares.
  void compare(const model::Comparison& comparison, ExpectResult& result) const {
    result.expected = fmt::format("{} {}", sign_of(comparison.op), value_text(comparison.right));
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
  template <typename Other>
  void compare(const Other&, ExpectResult&) const {}

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
