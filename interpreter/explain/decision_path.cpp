#include "interpreter/explain/decision_path.hpp"

#include "interpreter/values/kleene.hpp"
#include "lang/text/one_line.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

using model::ConditionKind;
using model::ExprId;

PathNode node_of(std::string kind, std::string id, std::string_view value, Span span) {
  PathNode node;
  node.kind = std::move(kind);
  node.id = std::move(id);
  node.value = value;
  node.span = span;
  return node;
}

class PathBuilder {
 public:
  PathBuilder(Evaluator& evaluator, const Outcome& outcome, const Sources& sources)
      : evaluator_{evaluator}, outcome_{outcome}, sources_{sources} {}

  PathNode section(const model::Section& section) {
    auto node = node_of("section", section.id, "yes", section.span);
    if (section.guard) show_condition(node, *section.guard);
    append_block(node, section.body);
    return node;
  }

  // Who the pathway is for.
  PathNode applies(ExprId expr) { return condition("applies", expr); }

 private:
  const model::Model& model() const { return evaluator_.model(); }

  void show_condition(PathNode& node, ExprId expr) {
    node.text = one_line(sources_.text(model()[expr].span));
    node.value = to_string(evaluator_.truth(expr));
    node.because = explain(evaluator_, expr, sources_, shown_);
  }

  PathNode condition(std::string kind, ExprId expr) {
    auto node = node_of(std::move(kind), "", "", model()[expr].span);
    show_condition(node, expr);
    return node;
  }

  void append_block(PathNode& parent, const model::Block& block) {
    for (const auto& item : block.items) {
      std::visit(overloaded{
                     [&](const ast::Box<model::Branches>& branches) { append_branches(parent, *branches); },
                     [&](const model::StatementReference& reference) {
                       parent.children.push_back(statement(reference));
                     },
                 },
                 item);
    }
  }

  // `open`: whether none of the branches before holds.
  void append_branches(PathNode& parent, const model::Branches& branches) {
    auto open = Truth::yes;
    for (const auto& branch : branches.branches) {
      const bool first = &branch == &branches.branches.front();
      auto node = condition(first ? "when" : "otherwise_when", branch.guard);
      const auto guard = evaluator_.truth(branch.guard);
      node.span = branch.span;
      node.value = to_string(conjunction(open, guard));
      open = conjunction(open, negation(guard));
      append_block(node, branch.body);
      parent.children.push_back(std::move(node));
    }
    if (branches.otherwise) append_plain(parent, "otherwise", open, branches.span, *branches.otherwise);
    if (!branches.if_unknown) return;
    const auto unknown =
        branches.unknown_guard ? evaluator_.truth(*branches.unknown_guard) : truth_of(open == Truth::unknown);
    append_plain(parent, "if_unknown", unknown, branches.span, *branches.if_unknown);
  }

  void append_plain(PathNode& parent, std::string kind, Truth taken, Span span, const model::Block& body) {
    auto node = node_of(std::move(kind), "", to_string(taken), span);
    append_block(node, body);
    parent.children.push_back(std::move(node));
  }

  PathNode statement(const model::StatementReference& reference) {
    switch (reference.kind) {
      case model::StatementKind::recommendation: return recommendation(reference.index);
      case model::StatementKind::contraindication: return contraindication(reference.index);
      case model::StatementKind::note: break;
    }
    return note(reference.index);
  }

  static PathNode statement_node(std::string kind, const model::StatementBase& statement,
                                 const StatementOutcome& outcome) {
    return node_of(std::move(kind), statement.id, to_string(outcome.status), statement.span);
  }

  PathNode recommendation(model::RecommendationId id) {
    const auto& recommendation = model().recommendations[id];
    auto node = statement_node("recommendation", recommendation, outcome_.recommendations[id]);
    append_own_conditions(node, recommendation);
    const auto is_about_contraindications = [](const model::Condition& condition) {
      return condition.kind == ConditionKind::not_contraindicated;
    };
    for (const auto& each : recommendation.conditions) {
      if (is_about_contraindications(each))
        node.children.push_back(not_contraindicated(recommendation, each.expr, "not_contraindicated"));
      if (each.kind == ConditionKind::open) node.children.push_back(open(recommendation, each.expr));
    }
    return node;
  }

  PathNode contraindication(model::ContraindicationId id) {
    const auto& contraindication = model().contraindications[id];
    auto node = statement_node("contraindication", contraindication, outcome_.contraindications[id]);
    append_own_conditions(node, contraindication);
    return node;
  }

  PathNode note(model::NoteId id) {
    auto node = statement_node("note", model().notes[id], outcome_.notes[id]);
    append_own_conditions(node, model().notes[id]);
    return node;
  }

  // The enclosing conditions are the nodes above.
  void append_own_conditions(PathNode& node, const model::StatementBase& statement) {
    for (const auto& each : statement.conditions) {
      switch (each.kind) {
        case ConditionKind::applies:
        case ConditionKind::section:
        case ConditionKind::when:
        case ConditionKind::otherwise:
        case ConditionKind::if_unknown:
        case ConditionKind::open:
        case ConditionKind::not_contraindicated: break;
        case ConditionKind::own_when: node.children.push_back(condition("when", each.expr)); break;
        case ConditionKind::until: node.children.push_back(condition("until", awaited(each.expr))); break;
        case ConditionKind::withdrawn: node.children.push_back(condition("withdrawn", each.expr)); break;
        case ConditionKind::requires_known: node.children.push_back(requires_known(each.expr)); break;
      }
    }
  }

  // Whether it is known is the condition; what it is, is the reason.
  PathNode requires_known(ExprId expr) {
    auto node = condition("requires_known", expr);
    if (const auto* required = std::get_if<model::RequiresKnown>(&model()[expr].operation)) {
      node.because = explain(evaluator_, required->operand, sources_, shown_);
    }
    return node;
  }

  // Behind `until E` stands the condition `not E`; what is shown is E.
  ExprId awaited(ExprId expr) const {
    const auto* negation = std::get_if<model::Not>(&model()[expr].operation);
    return negation ? negation->operand : expr;
  }

  // Whether an alternative is open: the conditions of alternatives, and the contraindications.
  PathNode open(const model::Recommendation& recommendation, ExprId expr) {
    auto node = not_contraindicated(recommendation, expr, "open");
    append_alternatives(node, recommendation.target);
    return node;
  }

  void append_alternatives(PathNode& node, const model::Target& target) {
    const auto* action = std::get_if<model::ActionId>(&target.node);
    if (target.when) {
      auto alternative = condition("alternative", *target.when);
      if (action) alternative.id = model().actions[*action].id;
      node.children.push_back(std::move(alternative));
    }
    if (action) return;
    for (const auto& option : std::get<model::Choice>(target.node).options) append_alternatives(node, option);
  }

  PathNode not_contraindicated(const model::Recommendation& recommendation, ExprId expr, std::string kind) {
    auto node = node_of(std::move(kind), "", to_string(evaluator_.truth(expr)), recommendation.span);
    for (const auto id : recommendation.contraindications) {
      node.children.push_back(
          statement_node("contraindication", model().contraindications[id], outcome_.contraindications[id]));
    }
    return node;
  }

  Evaluator& evaluator_;
  const Outcome& outcome_;
  const Sources& sources_;
  ShownBefore shown_;
};

}  // namespace

std::vector<PathNode> decision_path(Evaluator& evaluator, const Outcome& outcome, const Sources& sources) {
  PathBuilder builder{evaluator, outcome, sources};
  std::vector<PathNode> path;
  for (const auto expr : evaluator.model().applies) path.push_back(builder.applies(expr));
  for (const auto& section : evaluator.model().sections) path.push_back(builder.section(section));
  return path;
}

}  // namespace waymark
