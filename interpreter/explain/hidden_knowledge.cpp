#include "interpreter/explain/hidden_knowledge.hpp"

#include <algorithm>

#include "interpreter/values/kleene.hpp"

namespace waymark {
namespace {

using model::ExprId;

constexpr TruthSet anything{Truth::no, Truth::unknown, Truth::yes};
constexpr TruthSet only_unknown{Truth::unknown};

bool asks_what_is_known(const model::Operation& operation) {
  return std::holds_alternative<model::Knowledge>(operation) ||
         std::holds_alternative<model::AnyKnown>(operation) ||
         std::holds_alternative<model::FirstKnown>(operation) ||
         std::holds_alternative<model::IfUnknown>(operation);
}

bool says_yes(model::KnowledgeWord word, Truth truth) {
  switch (word) {
    case model::KnowledgeWord::known: return truth != Truth::unknown;
    case model::KnowledgeWord::unknown: return truth == Truth::unknown;
    case model::KnowledgeWord::confirmed: return truth == Truth::yes;
    case model::KnowledgeWord::ruled_out: return truth == Truth::no;
    case model::KnowledgeWord::stale: break;
  }
  return false;
}

// Unknown where one of its operands is not known at all.
bool is_strict(const model::Operation& operation) {
  return std::holds_alternative<model::Comparison>(operation) ||
         std::holds_alternative<model::Arithmetic>(operation) ||
         std::holds_alternative<model::Difference>(operation) ||
         std::holds_alternative<model::Shift>(operation);
}

}  // namespace

HiddenKnowledge::HiddenKnowledge(const model::Model& model, const Dependencies& dependencies)
    : model_{model},
      dependencies_{dependencies},
      has_words_{std::ranges::any_of(dependencies.expressions(), [&](ExprId expr) {
        return asks_what_is_known(model[expr].operation);
      })} {}

std::vector<ExprId> HiddenKnowledge::hide(Evaluator& some, const std::set<Variable>& hidden) {
  std::vector<ExprId> result;
  if (!has_words_ || hidden.empty()) return result;
  possible_.assign(model_.expressions.size(), anything);
  open_.assign(model_.expressions.size(), true);
  for (const auto expr : dependencies_.expressions()) {
    const auto& operation = model_[expr].operation;
    if (asks_what_is_known(operation) && !is_settled(some, operation)) {
      some.assume(expr, unknown_because(UnknownReason::not_recorded));
      result.push_back(expr);
      continue;
    }
    open_[expr] = !is_known(some.value(expr)) && rests_on_hidden(expr, hidden);
    possible_[expr] = possible(some, expr);
  }
  return result;
}

bool HiddenKnowledge::names_hidden(const model::Operation& operation,
                                   const std::set<Variable>& hidden) const {
  const auto input = named_input(operation);
  if (!input) return false;
  const auto found = hidden.lower_bound({*input, std::nullopt});
  return found != hidden.end() && found->input == *input;
}

bool HiddenKnowledge::rests_on_hidden(ExprId expr, const std::set<Variable>& hidden) const {
  const auto& operation = model_[expr].operation;
  if (const auto* includes = std::get_if<model::Includes>(&operation)) {
    const auto input = named_input(model_[includes->set].operation);
    const auto is_hidden = [&](model::MemberIndex member) { return hidden.contains({*input, member}); };
    if (input) return std::ranges::any_of(includes->members, is_hidden);
  }
  const auto is_open = [&](ExprId part) { return open_[model_[part].canonical]; };
  return names_hidden(operation, hidden) || std::ranges::any_of(parts(model_, expr), is_open);
}

// Without even bounds, whatever the hidden values are.
bool HiddenKnowledge::stays_unknown(Evaluator& some, ExprId expr) const {
  return !open_[model_[expr].canonical] && std::holds_alternative<Unknown>(some.value(expr));
}

TruthSet HiddenKnowledge::possible(Evaluator& some, ExprId expr) const {
  const auto& value = some.value(expr);
  const bool is_condition = model_[expr].type.kind == TypeKind::yes_no;
  if (is_known(value)) return {is_condition ? truth(value) : Truth::yes};
  return open_[expr] ? possible_by_form(some, model_[expr].operation) : only_unknown;
}

TruthSet HiddenKnowledge::possible_by_form(Evaluator& some, const model::Operation& operation) const {
  const auto stays = [&](ExprId operand) { return stays_unknown(some, operand); };
  if (is_strict(operation) && std::ranges::any_of(model::operands(operation), stays)) return only_unknown;
  if (const auto* o = std::get_if<model::Not>(&operation)) return negated(possible_of(o->operand));
  if (const auto* o = std::get_if<model::Implies>(&operation))
    return combined(possible_of(o->premise), possible_of(o->conclusion), implication);
  if (const auto* o = std::get_if<model::DefineCall>(&operation)) return possible_of(o->body);
  if (const auto* o = std::get_if<model::DefineReference>(&operation))
    return possible_of(*model_.defines[o->define].value);
  const auto* logical = std::get_if<model::Logical>(&operation);
  if (!logical) return anything;
  const bool all = logical->op == ast::LogicalOperator::logical_and;
  TruthSet result{truth_of(all)};
  for (const auto operand : logical->operands)
    result = combined(result, possible_of(operand), all ? conjunction : disjunction);
  return result;
}

bool HiddenKnowledge::is_settled(Evaluator& some, const model::Operation& operation) const {
  if (const auto* word = std::get_if<model::Knowledge>(&operation)) return is_settled(some, *word);
  if (const auto* word = std::get_if<model::AnyKnown>(&operation)) return is_settled(some, *word);
  if (const auto* word = std::get_if<model::FirstKnown>(&operation)) return is_settled(some, *word);
  return is_settled(std::get<model::IfUnknown>(operation));
}

bool HiddenKnowledge::is_settled(Evaluator& some, const model::Knowledge& word) const {
  const auto possible = possible_of(word.operand);
  if (is_known(some.value(word.operand)) || possible == only_unknown) return true;
  if (model_[word.operand].type.kind != TypeKind::yes_no || word.word == model::KnowledgeWord::stale)
    return false;
  bool may_be_yes = false, may_be_no = false;
  for (const auto truth : all_truths) {
    if (possible.contains(truth)) (says_yes(word.word, truth) ? may_be_yes : may_be_no) = true;
  }
  return may_be_yes != may_be_no;
}

// One that holds is enough; else all have a say.
bool HiddenKnowledge::is_settled(Evaluator& some, const model::AnyKnown& word) const {
  const auto holds = [&](ExprId each) { return some.truth(each) == Truth::yes; };
  const auto is_certain = [&](ExprId each) {
    return is_known(some.value(each)) || possible_of(each) == only_unknown;
  };
  return std::ranges::any_of(word.arguments, holds) || std::ranges::all_of(word.arguments, is_certain);
}

bool HiddenKnowledge::is_settled(Evaluator& some, const model::FirstKnown& word) const {
  const auto has_a_say = [&](ExprId each) { return possible_of(each) != only_unknown; };
  const auto first = std::ranges::find_if(word.arguments, has_a_say);
  return first == word.arguments.end() || is_known(some.value(*first));
}

bool HiddenKnowledge::is_settled(const model::IfUnknown& word) const {
  const auto may_hold = [&](ExprId guard) { return possible_of(guard) != TruthSet{Truth::no}; };
  const auto first = std::ranges::find_if(word.guards, may_hold);
  if (first == word.guards.end()) return true;
  const auto possible = possible_of(*first);
  return possible == only_unknown || possible == TruthSet{Truth::yes};
}

}  // namespace waymark
