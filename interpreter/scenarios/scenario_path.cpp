#include "interpreter/scenarios/scenario_path.hpp"

#include <iterator>
#include <optional>
#include <utility>

#include "lang/text/one_line.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

// Whether a branch is one of those that the condition of the branches before it leaves open.
bool continues_branches(const PathNode& node) {
  return node.kind == "otherwise_when" || node.kind == "otherwise" || node.kind == "if_unknown";
}

PathNode without_children(PathNode node) {
  node.children.clear();
  return node;
}

// The branches that stand directly before `at` and belong to it.
std::vector<PathNode> branches_before(const std::vector<PathNode>& nodes, std::size_t at) {
  auto first = at;
  while (first > 0 && continues_branches(nodes[first])) --first;
  std::vector<PathNode> result;
  for (auto i = first; i < at; ++i) result.push_back(without_children(nodes[i]));
  return result;
}

std::optional<PathNode> narrowed(const PathNode& node, std::string_view statement_id) {
  if (node.kind == "applies") return node;
  if (node.kind != "section" && node.id == statement_id) return node;
  auto children = path_to(node.children, statement_id);
  if (children.empty()) return std::nullopt;
  auto result = without_children(node);
  result.children = std::move(children);
  return result;
}

PathNode condition_node(Evaluator& evaluator, model::ExprId expr, const Sources& sources) {
  const auto span = evaluator.model()[expr].span;
  PathNode node;
  node.kind = "expect";
  node.text = one_line(sources.text(span));
  node.value = to_string(evaluator.truth(expr));
  node.span = span;
  node.because = explain(evaluator, expr, sources);
  return node;
}

void append(std::vector<PathNode>& path, std::vector<PathNode> more) {
  path.insert(path.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

std::vector<PathNode> path_to(const std::vector<PathNode>& path, std::string_view statement_id) {
  std::vector<PathNode> result;
  for (std::size_t i = 0; i < path.size(); ++i) {
    auto node = narrowed(path[i], statement_id);
    if (!node) continue;
    append(result, branches_before(path, i));
    result.push_back(std::move(*node));
  }
  return result;
}

std::vector<PathNode> path_of_expectation(const model::Model& model, const ScenarioResult& result,
                                          std::size_t expect, const Sources& sources) {
  const auto given = scenario_patient(model, result.scenario);
  Evaluator evaluator{model, given.patient, given.at};
  const auto path = [&] { return decision_path(evaluator, decide(evaluator), sources); };
  return std::visit(
      overloaded{
          [&](const model::ExpectStatus& status) {
            return path_to(path(), model::statement(model, status.statement).id);
          },
          [&](const model::ExpectConflict& conflict) {
            auto both = path_to(path(), model.recommendations[conflict.first].id);
            append(both, path_to(path(), model.recommendations[conflict.second].id));
            return both;
          },
          [&](const model::ExpectDose& dose) {
            return path_to(path(), model.recommendations[dose.recommendation].id);
          },
          [&](const model::ExpectOpen& open) {
            return path_to(path(), model.recommendations[open.recommendation].id);
          },
          [&](const model::ExpectProgress& progress) {
            return path_to(path(), model.recommendations[progress.recommendation].id);
          },
          [&](model::ExprId expr) { return std::vector{condition_node(evaluator, expr, sources)}; },
      },
      model.scenarios[result.scenario].expects[expect].node);
}

}  // namespace waymark
