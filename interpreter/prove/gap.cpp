// Q1: is there a patient of whom nothing is said?
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/prove/chains.hpp"
#include "interpreter/prove/questions.hpp"
#include "interpreter/quality/authored_expressions.hpp"

namespace waymark::prove {
namespace {

using model::ExprId;

bool is_choice(const model::Model& model, ExprId expr) {
  return std::holds_alternative<model::Choose>(model[expr].operation);
}

void add_all(const model::Model& model, ExprId expr, std::set<ExprId>& result) {
  if (!result.insert(expr).second) return;
  for (const auto operand : model::operands(model[expr].operation)) add_all(model, operand, result);
}

// A definition with arguments has a copy for each call; what one call does not need others may.
std::set<ExprId> copies_of_definitions(const model::Model& model) {
  std::set<ExprId> copies, arguments;
  for (const auto& expression : model.expressions) {
    const auto* call = std::get_if<model::DefineCall>(&expression.operation);
    if (!call) continue;
    add_all(model, call->body, copies);
    for (const auto argument : call->arguments) add_all(model, argument, arguments);
  }
  std::erase_if(copies, [&](ExprId expr) { return arguments.contains(expr); });
  return copies;
}

FindingClaim no_arm(const model::Model& model, const model::Choose& choose) {
  if (!choose.table) return {FindingForm::choose_gap};
  return {FindingForm::table_gap, {model.tables[*choose.table].id}};
}

// For the scenario of an example. The condition of a row is no expression by itself.
std::vector<std::string> nothing_holds(Inquiry& inquiry, const model::Choose& choose) {
  const auto& model = inquiry.model();
  if (choose.table) return {model.defines[model.tables[*choose.table].outputs.front()].id + " is unknown"};
  std::vector<std::string> result;
  for (const auto& arm : choose.arms) result.push_back("(" + inquiry.text(arm.guard) + ") is no");
  return result;
}

// The outputs of a table share its rows.
bool is_further_output(const model::Model& model, ExprId expr) {
  const auto& table = std::get<model::Choose>(model[expr].operation).table;
  if (!table) return false;
  const auto& first = model.defines[model.tables[*table].outputs.front()].value;
  return first && model[*first].canonical != model[expr].canonical;
}

void ask_choice(Inquiry& inquiry, ExprId expr) {
  const auto& model = inquiry.model();
  const auto& choose = std::get<model::Choose>(model[expr].operation);
  if (choose.otherwise || choose.covers) return;
  std::vector<ExprId> guards;
  for (const auto& arm : choose.arms) guards.push_back(arm.guard);
  const auto shows = [guards](Evaluator& evaluator) {
    return std::ranges::all_of(guards, [&](ExprId guard) { return evaluator.truth(guard) == Truth::no; });
  };
  inquiry.nobody({Question::gap, Weight::warning, inquiry.head(model[expr].span), no_arm(model, choose)},
                 {{no_arm_holds(inquiry, choose)}, guards, shows, [&inquiry, &choose](Evaluator&) {
                    return nothing_holds(inquiry, choose);
                  }});
}

void ask_whole(Inquiry& inquiry) {
  const auto& model = inquiry.model();
  if (model.recommendations.empty()) return;
  inquiry.nobody({Question::gap,
                  Weight::warning,
                  inquiry.head(model.sections.front().span),
                  {FindingForm::pathway_gap},
                  {},
                  {},
                  true},
                 {{nothing_is_said(inquiry)}, conditions_of_advice(model), says_nothing, statuses_of_advice});
}

// Holes between thresholds; that a chain ends where no number comes after is as it should be.
void ask_chain(Inquiry& inquiry, const Chain& chain) {
  const auto found = holes(inquiry, chain);
  if (found.empty()) inquiry.settle(Question::gap);
  for (const auto& hole : found) {
    inquiry.nobody({Question::gap,
                    Weight::warning,
                    inquiry.head(chain.span),
                    {FindingForm::branches_gap, {to_string(inquiry, hole)}}},
                   search_in(inquiry, chain, hole));
  }
}

}  // namespace

std::vector<ExprId> own_choices(const model::Model& model) {
  std::vector<ExprId> result;
  for (const auto expr : own_parts(model)) {
    if (is_choice(model, expr) && !is_further_output(model, expr)) result.push_back(expr);
  }
  return result;
}

std::vector<ExprId> own_parts(const model::Model& model) {
  const auto copies = copies_of_definitions(model);
  std::vector<ExprId> result;
  std::set<ExprId> seen;
  for (const auto expr : own_expressions(model)) {
    if (!copies.contains(expr) && seen.insert(model[expr].canonical).second) result.push_back(expr);
  }
  return result;
}

z3::expr no_arm_holds(Inquiry& inquiry, const model::Choose& choose) {
  std::vector<z3::expr> parts;
  for (const auto& arm : choose.arms) parts.push_back(inquiry.encoder().truth(arm.guard).no);
  return all_of(inquiry.context(), parts);
}

z3::expr nothing_is_said(Inquiry& inquiry) {
  std::vector<z3::expr> parts;
  for (const auto expr : conditions_of_advice(inquiry.model()))
    parts.push_back(inquiry.encoder().truth(expr).no);
  for (const auto expr : inquiry.model().applies) parts.push_back(negation(inquiry.encoder().truth(expr).no));
  return all_of(inquiry.context(), parts);
}

bool says_nothing(Evaluator& evaluator) {
  const auto is_no = [&](ExprId expr) { return evaluator.truth(expr) == Truth::no; };
  return std::ranges::all_of(conditions_of_advice(evaluator.model()), is_no) &&
         std::ranges::none_of(evaluator.model().applies, is_no);
}

std::vector<std::string> statuses_of_advice(Evaluator& evaluator) {
  std::vector<std::string> result;
  for (const auto& statement : model::all_statements(evaluator.model())) {
    if (statement.kind != model::StatementKind::contraindication)
      result.push_back(expected_status(evaluator, statement));
  }
  return result;
}

std::vector<ExprId> conditions_of_advice(const model::Model& model) {
  std::vector<ExprId> result;
  for (const auto& each : model.recommendations) result.push_back(each.condition);
  for (const auto& each : model.notes) result.push_back(each.condition);
  return result;
}

void ask_gap(Inquiry& inquiry) {
  for (const auto expr : own_choices(inquiry.model())) ask_choice(inquiry, expr);
  for (const auto& table : inquiry.model().tables) ask_overlap(inquiry, table);
  for (const auto& chain : branch_chains(inquiry.model())) ask_chain(inquiry, chain);
  ask_whole(inquiry);
}

}  // namespace waymark::prove
