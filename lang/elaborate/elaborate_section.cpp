#include <algorithm>
#include <unordered_set>
#include <utility>

#include "lang/elaborate/elaboration.hpp"
#include "lang/elaborate/openness.hpp"
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
