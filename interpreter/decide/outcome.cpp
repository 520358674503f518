#include "interpreter/decide/outcome.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>

#include "interpreter/decide/advice.hpp"
#include "interpreter/decide/alternatives.hpp"
#include "interpreter/decide/targets.hpp"
#include "interpreter/evaluate/each_once.hpp"
#include "interpreter/values/kleene.hpp"

namespace waymark {
namespace {

using model::ConditionKind;

Status status_of(Truth condition) {
  switch (condition) {
    case Truth::yes: return Status::advised;
    case Truth::no: return Status::not_advised;
    case Truth::unknown: break;
  }
  return Status::undetermined;
}

StatementOutcome decide_statement(Evaluator& evaluator, const model::StatementBase& statement) {
  StatementOutcome outcome;
  outcome.status = status_of(evaluator.truth(statement.condition));
  if (outcome.status == Status::undetermined) outcome.needs = evaluator.needs(statement.condition);
  return outcome;
}

bool is_about_alternatives(ConditionKind kind) {
  return kind == ConditionKind::not_contraindicated || kind == ConditionKind::open;
}

// Whether it would be advised, or could be, if nothing were contraindicated; and what is contraindicated
// stops it.
bool is_stopped(Evaluator& evaluator, const model::Recommendation& recommendation) {
  bool stopped = false;
  for (const auto& condition : recommendation.conditions) {
    if (evaluator.truth(condition.expr) != Truth::no) continue;
    if (!is_about_alternatives(condition.kind)) return false;
    stopped = true;
  }
  return stopped;
}

std::vector<model::ContraindicationId> valid_contraindications(Evaluator& evaluator,
                                                               const model::Recommendation& recommendation) {
  std::vector<model::ContraindicationId> result;
  for (const auto id : recommendation.contraindications) {
    const auto& contraindication = evaluator.model().contraindications[id];
    if (evaluator.truth(contraindication.condition) == Truth::yes) result.push_back(id);
  }
  return result;
}

StatementOutcome decide_recommendation(Evaluator& evaluator, const model::Recommendation& recommendation) {
  auto outcome = decide_statement(evaluator, recommendation);
  const bool stopped = outcome.status == Status::not_advised && is_stopped(evaluator, recommendation);
  if (outcome.status == Status::not_advised && !stopped) return outcome;
  if (outcome.status == Status::advised) outcome.progress = progress_of(evaluator, recommendation);
  auto contraindications = valid_contraindications(evaluator, recommendation);
  std::vector<model::ActionId> contraindicated;
  for (const auto id : contraindications) {
    const auto& actions = evaluator.model().contraindications[id].actions;
    contraindicated.insert(contraindicated.end(), actions.begin(), actions.end());
  }
  outcome.struck_out =
      ruled_out_alternatives(evaluator.model(), recommendation.target, contraindicated,
                             [&](model::ExprId condition) { return evaluator.truth(condition); });
  if (!stopped && has_own_regimens(recommendation.target))
    outcome.alternatives = alternatives(evaluator, recommendation);
  if (stopped) outcome.blocked_by = std::move(contraindications);
  return outcome;
}

void append_advice(const model::Model& model, model::RecommendationId id, const StatementOutcome& outcome,
                   std::vector<Advice>& result) {
  if (!outcome.asks_for_something()) return;
  auto actions = model.recommendations[id].actions;
  std::erase_if(actions, [&](model::ActionId action) {
    return std::ranges::find(outcome.struck_out, action) != outcome.struck_out.end();
  });
  result.push_back({id, std::move(actions)});
}

std::vector<Advice> advised(const model::Model& model, const std::vector<StatementOutcome>& recommendations) {
  std::vector<Advice> result;
  for (model::RecommendationId id = 0; id < recommendations.size(); ++id)
    append_advice(model, id, recommendations[id], result);
  return result;
}

auto place(const model::CitedStatement& cited) {
  return std::tuple{cited.source, cited.section, cited.statement};
}

template <typename Statement>
void append_incomplete(const model::Model& model, const std::vector<Statement>& statements,
                       const std::vector<StatementOutcome>& outcomes,
                       std::vector<model::CitedStatement>& result) {
  for (std::size_t i = 0; i < statements.size(); ++i) {
    if (outcomes[i].status == Status::not_advised) continue;
    for (const auto& cite : statements[i].cites) {
      if (model::statement(model, cite.statement).incomplete) result.push_back(cite.statement);
    }
  }
}

std::vector<model::CitedStatement> find_incomplete(const model::Model& model, const Outcome& outcome) {
  std::vector<model::CitedStatement> result;
  append_incomplete(model, model.recommendations, outcome.recommendations, result);
  append_incomplete(model, model.contraindications, outcome.contraindications, result);
  append_incomplete(model, model.notes, outcome.notes, result);
  sort_each_once(result, place);
  return result;
}

void append_new(const std::vector<model::Input>& inputs, std::vector<model::Input>& result) {
  for (const auto& input : inputs) {
    if (std::ranges::find(result, input) == result.end()) result.push_back(input);
  }
}

std::optional<Applicability> applicability(Evaluator& evaluator) {
  const auto& conditions = evaluator.model().applies;
  if (conditions.empty()) return std::nullopt;
  Applicability result;
  for (const auto expr : conditions) {
    const auto truth = evaluator.truth(expr);
    result.value = conjunction(result.value, truth);
    if (truth == Truth::no) result.failed.push_back(expr);
    if (truth == Truth::unknown) append_new(evaluator.needs(expr).list(), result.needs);
  }
  if (result.value == Truth::no) result.needs.clear();
  return result;
}

// Each once, in the order in which they are asked for.
std::vector<model::Input> all_needs(const Outcome& outcome) {
  std::vector<model::Input> result;
  std::set<model::Input> seen;
  for (const auto* outcomes : {&outcome.recommendations, &outcome.notes}) {
    for (const auto& each : *outcomes) {
      std::ranges::copy_if(each.needs, std::back_inserter(result),
                           [&](const model::Input& input) { return seen.insert(input).second; });
    }
  }
  return result;
}

}  // namespace

Outcome decide(Evaluator& evaluator) {
  const auto& model = evaluator.model();
  Outcome outcome;
  outcome.applies = applicability(evaluator);
  for (const auto& each : model.recommendations) {
    outcome.recommendations.push_back(decide_recommendation(evaluator, each));
  }
  for (const auto& each : model.contraindications) {
    outcome.contraindications.push_back(decide_statement(evaluator, each));
  }
  for (const auto& each : model.notes) outcome.notes.push_back(decide_statement(evaluator, each));
  const auto advised_ones = advised(model, outcome.recommendations);
  outcome.conflicts = find_conflicts(model, advised_ones);
  outcome.same_action = find_same_action(evaluator, advised_ones);
  outcome.violated = violated_properties(evaluator);
  outcome.incomplete = find_incomplete(model, outcome);
  outcome.needs = all_needs(outcome);
  return outcome;
}

StatementOutcome decide(Evaluator& evaluator, const model::StatementReference& statement) {
  const auto& model = evaluator.model();
  if (statement.kind == model::StatementKind::recommendation)
    return decide_recommendation(evaluator, model.recommendations[statement.index]);
  return decide_statement(evaluator, model::statement(model, statement));
}

std::vector<Conflict> conflicts_between(Evaluator& evaluator, model::RecommendationId first,
                                        model::RecommendationId second) {
  const auto& model = evaluator.model();
  std::vector<Advice> both;
  for (const auto id : {std::min(first, second), std::max(first, second)})
    append_advice(model, id, decide_recommendation(evaluator, model.recommendations[id]), both);
  return find_conflicts(model, both);
}

std::vector<std::uint32_t> violated_properties(Evaluator& evaluator) {
  std::vector<std::uint32_t> violated;
  const auto& properties = evaluator.model().properties;
  for (std::uint32_t i = 0; i < properties.size(); ++i) {
    const auto forbidden = properties[i].kind == ast::PropertyKind::always ? Truth::no : Truth::yes;
    if (evaluator.truth(properties[i].condition) == forbidden) violated.push_back(i);
  }
  return violated;
}

std::string_view to_string(Status status) {
  switch (status) {
    case Status::advised: return "advised";
    case Status::not_advised: return "not_advised";
    case Status::undetermined: break;
  }
  return "undetermined";
}

}  // namespace waymark
