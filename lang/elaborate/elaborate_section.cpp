#include <algorithm>
#include <unordered_set>
#include <utility>

#include "lang/elaborate/elaboration.hpp"
#include "lang/model/groups.hpp"
#include "lang/model/join_conditions.hpp"
#include "lang/text/overloaded.hpp"
#include "lang/text/suggest.hpp"

// Sections: who stands where, and under which conditions.
namespace waymark {
namespace {

using model::Condition;
using model::ConditionKind;
using model::ExprId;
using model::StatementKind;
using Conditions = std::vector<Condition>;

class SectionElaborator {
 public:
  SectionElaborator(Elaboration& context, ModuleIndex module, const ast::Section& section)
      : context_{context}, environment_{.module = module}, section_{section} {
    for (const auto expr : context.model.applies) conditions_.push_back({ConditionKind::applies, expr});
  }

  model::Section elaborate(Span span) {
    model::Section result{section_.id.text, section_.title ? section_.title->value : "", {}, {}, span};
    if (section_.when) {
      result.guard = elaborate_condition(context_, environment_, *section_.when);
      conditions_.push_back({ConditionKind::section, *result.guard});
    }
    result.body = block(section_.body);
    return result;
  }

 private:
  model::Block block(const ast::Block& items) {
    model::Block result;
    for (const auto& item : items) result.items.push_back(this->item(item));
    return result;
  }

  model::BlockItem item(const ast::BlockItem& item) {
    return std::visit(
        overloaded{
            [&](const ast::Branches& node) -> model::BlockItem { return branches(node, item.span); },
            [&](const ast::Recommendation& node) -> model::BlockItem {
              return model::StatementReference{StatementKind::recommendation,
                                               recommendation(node, item.span)};
            },
            [&](const ast::Contraindication& node) -> model::BlockItem {
              return model::StatementReference{StatementKind::contraindication,
                                               contraindication(node, item.span)};
            },
            [&](const ast::NoteStatement& node) -> model::BlockItem {
              return model::StatementReference{StatementKind::note, note(node, item.span)};
            },
        },
        item.node);
  }

  // A branch is taken where its guard is yes and those before it are no.
  ast::Box<model::Branches> branches(const ast::Branches& node, Span span) {
    model::Branches result{{}, {}, {}, {}, span, node.otherwise_span, node.if_unknown_span};
    const auto outside = conditions_;
    std::vector<ExprId> guards;
    for (const auto& branch : node.branches) {
      if (guards.size() % ast::most_branches == 0) conditions_ = outside;  // more of them are reported
      const auto guard = elaborate_condition(context_, environment_, branch.guard);
      conditions_.push_back({ConditionKind::when, guard});
      result.branches.push_back({guard, block(branch.body), branch.span});
      conditions_.back() = {ConditionKind::otherwise, negation(guard)};
      guards.push_back(guard);
    }
    if (node.otherwise) result.otherwise = block(*node.otherwise);
    conditions_ = outside;
    if (node.if_unknown) if_unknown(*node.if_unknown, guards, result);
    conditions_ = outside;
    return result;
  }

  void if_unknown(const ast::Block& body, const std::vector<ExprId>& guards, model::Branches& result) {
    const auto span = join(span_of(context_, guards.front()), span_of(context_, guards.back()));
    result.unknown_guard = add(context_, model::IfUnknown{guards}, yes_no_type,
                               guards.size() == 1 ? span_of(context_, guards[0]) : span);
    conditions_.push_back({ConditionKind::if_unknown, *result.unknown_guard});
    result.if_unknown = block(body);
  }

  ExprId negation(ExprId expr) {
    return add(context_, model::Not{expr}, yes_no_type, span_of(context_, expr));
  }

  model::RecommendationId recommendation(const ast::Recommendation& node, Span span) {
    const auto index = static_cast<model::RecommendationId>(context_.model.recommendations.size());
    auto result = elaborate_recommendation(context_, environment_, node, span);
    result.id = id_of(StatementKind::recommendation, index);
    const auto own = std::exchange(result.conditions, {});
    if (node.withdrawn) {
      const auto never = add(context_, model::Literal{false}, yes_no_type, *node.withdrawn);
      result.conditions.push_back({ConditionKind::withdrawn, never});
    }
    result.conditions.insert(result.conditions.end(), conditions_.begin(), conditions_.end());
    result.conditions.insert(result.conditions.end(), own.begin(), own.end());
    context_.model.recommendations.push_back(std::move(result));
    return index;
  }

  model::ContraindicationId contraindication(const ast::Contraindication& node, Span span) {
    const auto index = static_cast<model::ContraindicationId>(context_.model.contraindications.size());
    model::Contraindication result;
    statement(result, StatementKind::contraindication, index, node.attributes.when, node.attributes.cites,
              span);
    result.interprets = texts_of(node.attributes.interprets);
    for (const auto& attribute : node.misplaced) {
      context_.diagnostics.report(attribute.span, diagnostics::attribute_of_contraindication, attribute.text);
    }
    result.actions = elaborate_action_list(context_, environment_.module, node.actions);
    for (const auto& because : node.attributes.because) {
      result.because.push_back(elaborate_template(context_, environment_, because));
    }
    context_.model.contraindications.push_back(std::move(result));
    return index;
  }

  model::NoteId note(const ast::NoteStatement& node, Span span) {
    const auto index = static_cast<model::NoteId>(context_.model.notes.size());
    model::Note result;
    statement(result, StatementKind::note, index, node.when, node.cites, span);
    result.interprets = texts_of(node.interprets);
    result.silent = texts_of(node.silent);
    if (node.says) result.says = elaborate_template(context_, environment_, *node.says);
    if (!node.says) context_.diagnostics.report(node.id.span, diagnostics::note_says_nothing, result.id);
    context_.model.notes.push_back(std::move(result));
    return index;
  }

  void statement(model::StatementBase& result, StatementKind kind, std::uint32_t index,
                 const std::vector<ast::Expr>& when, const std::vector<ast::Citation>& cites, Span span) {
    result.id = id_of(kind, index);
    result.conditions = conditions_;
    for (const auto& expr : when) {
      result.conditions.push_back(
          {ConditionKind::own_when, elaborate_condition(context_, environment_, expr)});
    }
    result.cites = elaborate_citations(context_, environment_.module, cites);
    result.span = span;
  }

  const std::string& id_of(StatementKind kind, std::uint32_t index) const {
    return context_.statement_ids[static_cast<std::size_t>(kind)][index];
  }

  Elaboration& context_;
  Environment environment_;
  const ast::Section& section_;
  Conditions conditions_;  // of what encloses the place that is being elaborated
};

// All conditions of a statement as one.
ExprId conjunction(Elaboration& context, const Conditions& conditions, Span span) {
  std::vector<ExprId> operands;
  std::unordered_set<ExprId> seen;
  for (const auto& condition : conditions) {
    if (seen.insert(condition.expr).second) operands.push_back(condition.expr);
  }
  if (operands.empty()) return add(context, model::Literal{true}, yes_no_type, span);
  if (operands.size() == 1) return operands.front();
  return add(context, model::Logical{ast::LogicalOperator::logical_and, std::move(operands)}, yes_no_type,
             span);
}

// Whether an action, or the choice of actions, is still open in spite of all contraindications.
class Openness {
 public:
  explicit Openness(Elaboration& context) : context_{context} {
    const auto& contraindications = context.model.contraindications;
    for (model::ContraindicationId id = 0; id < contraindications.size(); ++id) {
      for (const auto action : contraindications[id].actions) of_action_[action].push_back(id);
    }
  }

  // Adds to its conditions that an alternative of the recommendation is open: by its own condition, and
  // where the recommendation asks for its actions, by what they are contraindicated by.
  void restrict(model::Recommendation& recommendation) {
    recommendation.contraindications.clear();
    asks_for_it_ = stance(recommendation.modality, recommendation.verb) == model::Stance::asks_for;
    if (asks_for_it_) append_contraindications(recommendation);
    const bool has_conditions = has_own_conditions(recommendation.target);
    if (recommendation.contraindications.empty() && !has_conditions) return;
    const auto condition = open(recommendation.target, recommendation.span);
    recommendation.conditions.push_back(
        {has_conditions ? ConditionKind::open : ConditionKind::not_contraindicated, condition});
  }

 private:
  using Contraindications = std::vector<model::ContraindicationId>;

  void append_contraindications(model::Recommendation& recommendation) const {
    for (const auto action : recommendation.actions) {
      add_new(contraindications_of(action), recommendation.contraindications);
      for (const auto member : single_actions(context_.model, action))
        add_new(contraindications_of(member), recommendation.contraindications);
    }
  }

  static void add_new(const Contraindications& from, Contraindications& to) {
    for (const auto id : from) {
      if (std::ranges::find(to, id) == to.end()) to.push_back(id);
    }
  }

  // Of the action itself and of every group it belongs to.
  Contraindications contraindications_of(model::ActionId action) const {
    Contraindications result;
    const auto append = [&](model::ActionId each) {
      const auto found = of_action_.find(each);
      if (found != of_action_.end()) result.insert(result.end(), found->second.begin(), found->second.end());
    };
    append(action);
    for (const auto group : context_.model.actions[action].groups) append(group);
    return result;
  }

  ExprId open(const model::Target& target, Span span) {
    return std::visit(overloaded{
                          [&](model::ActionId action) { return open(action, span); },
                          [&](const model::Choice& choice) { return open(choice, span); },
                      },
                      target.node);
  }

  // A group is open while one of its members is.
  ExprId open(model::ActionId action, Span span) {
    if (!asks_for_it_) return add(context_, model::Literal{true}, yes_no_type, span);
    const auto its_own = contraindications_of(action);
    auto conditions = none_of(its_own);
    if (!context_.model.actions[action].members.empty())
      append_open_member(action, its_own, span, conditions);
    return all(std::move(conditions), ast::LogicalOperator::logical_and, span);
  }

  std::vector<ExprId> none_of(const Contraindications& contraindications) {
    std::vector<ExprId> result;
    for (const auto id : contraindications) {
      const auto& each = context_.model.contraindications[id];
      result.push_back(add(context_, model::Not{each.condition}, yes_no_type, each.span));
    }
    return result;
  }

  // Nothing where one of the members is open unless the whole group is contraindicated.
  void append_open_member(model::ActionId group, const Contraindications& of_group, Span span,
                          std::vector<ExprId>& conditions) {
    std::vector<ExprId> options;
    for (const auto member : single_actions(context_.model, group)) {
      auto its_own = contraindications_of(member);
      std::erase_if(its_own, [&](auto id) { return std::ranges::find(of_group, id) != of_group.end(); });
      if (its_own.empty()) return;
      options.push_back(all(none_of(its_own), ast::LogicalOperator::logical_and, span));
    }
    conditions.push_back(all(std::move(options), ast::LogicalOperator::logical_or, span));
  }

  ExprId open(const model::Choice& choice, Span span) {
    return choice.kind == ast::ChoiceKind::one_of ? one_open(choice, span) : all_open(choice, span);
  }

  // An alternative whose own condition is no is struck out.
  ExprId one_open(const model::Choice& choice, Span span) {
    std::vector<ExprId> options;
    for (const auto& option : choice.options) {
      const auto is_open = open(option, span);
      options.push_back(option.when ? all({*option.when, is_open}, ast::LogicalOperator::logical_and, span)
                                    : is_open);
    }
    return all(std::move(options), ast::LogicalOperator::logical_or, span);
  }

  // A part whose own condition is no is left out, unless all are.
  ExprId all_open(const model::Choice& choice, Span span) {
    std::vector<ExprId> parts, remaining;
    for (const auto& option : choice.options) {
      const auto is_open = open(option, span);
      if (option.when) remaining.push_back(*option.when);
      parts.push_back(option.when
                          ? all({left_out(*option.when), is_open}, ast::LogicalOperator::logical_or, span)
                          : is_open);
    }
    if (!remaining.empty() && remaining.size() == choice.options.size())
      parts.push_back(all(std::move(remaining), ast::LogicalOperator::logical_or, span));
    return all(std::move(parts), ast::LogicalOperator::logical_and, span);
  }

  ExprId left_out(ExprId when) {
    return add(context_, model::Not{when}, yes_no_type, span_of(context_, when));
  }

  ExprId all(std::vector<ExprId> operands, ast::LogicalOperator op, Span span) {
    drop_repeated(operands);
    if (operands.empty()) return add(context_, model::Literal{true}, yes_no_type, span);
    if (operands.size() == 1) return operands.front();
    return add(context_, model::Logical{op, std::move(operands)}, yes_no_type, span);
  }

  // Two contraindications may have one condition.
  void drop_repeated(std::vector<ExprId>& operands) const {
    std::unordered_set<ExprId> seen;
    std::erase_if(operands,
                  [&](ExprId operand) { return !seen.insert(context_.model[operand].canonical).second; });
  }

  Elaboration& context_;
  std::map<model::ActionId, std::vector<model::ContraindicationId>> of_action_;
  bool asks_for_it_ = true;  // the recommendation that is looked at
};

using Statements = std::vector<model::StatementReference>;

// What a recommendation asks of contraindications rests on their conditions, so these come first.
void join_conditions(Elaboration& context, const Statements& chosen) {
  const auto join = [&](model::StatementBase& statement) {
    statement.condition = conjunction(context, statement.conditions, statement.span);
  };
  for (const auto& [kind, index] : chosen) {
    if (kind == StatementKind::contraindication) join(context.model.contraindications[index]);
    if (kind == StatementKind::note) join(context.model.notes[index]);
  }
  Openness openness{context};
  for (const auto& [kind, index] : chosen) {
    if (kind != StatementKind::recommendation) continue;
    openness.restrict(context.model.recommendations[index]);
    join(context.model.recommendations[index]);
  }
}

}  // namespace

// Who the pathway is for; what stands in its header is one more condition of every statement.
static void elaborate_applies(Elaboration& context) {
  const auto* header = context.modules[context.main].header;
  if (!header) return;
  for (const auto& expr : header->applies) {
    context.model.applies.push_back(elaborate_condition(context, {.module = context.main}, expr));
  }
}

void elaborate_sections(Elaboration& context) {
  if (context.modules[context.main].is_library) return;
  elaborate_applies(context);
  const auto sections = in_document_order(context);
  for (const auto& [section, span] : sections) {
    context.model.sections.push_back(SectionElaborator{context, context.main, *section}.elaborate(span));
  }
  join_conditions(context, model::all_statements(context.model));
}

void join_conditions_anew(model::Model& model, const Statements& chosen) {
  const std::vector<Module> no_modules;
  const Sources no_sources;
  Diagnostics diagnostics;
  Elaboration context{{no_modules, 0, SymbolTable{no_modules, 0}}, no_sources, diagnostics};
  context.model = std::move(model);
  for (const auto& [kind, index] : chosen) {
    if (kind != StatementKind::recommendation) continue;
    std::erase_if(context.model.recommendations[index].conditions, [](const Condition& condition) {
      return condition.kind == ConditionKind::not_contraindicated || condition.kind == ConditionKind::open;
    });
  }
  join_conditions(context, chosen);
  model = std::move(context.model);
}

}  // namespace waymark
