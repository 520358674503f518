#include "interpreter/hidden_knowledge.hpp"

#include <algorithm>

namespace waymark {
namespace {

using model::ExprId;

bool asks_what_is_known(const model::Operation& operation) {
  return std::holds_alternative<model::Knowledge>(operation) ||
         std::holds_alternative<model::AnyKnown>(operation) ||
         std::holds_alternative<model::FirstKnown>(operation) ||
         std::holds_alternative<model::IfUnknown>(operation);
}

}  // namespace

HiddenKnowledge::HiddenKnowledge(const model::Model& model, const Subject& subject, const Patient& patient,
                                 Moment at)
    : model_{model}, dependencies_{model, {expression_of(model, subject)}}, all_{model, patient, at} {
  std::ranges::copy_if(dependencies_.expressions(), std::back_inserter(words_),
                       [&](ExprId expr) { return asks_what_is_known(model_[expr].operation); });
  if (words_.empty()) return;
  for (const auto& each : representative_values(model, {expression_of(model, subject)}, patient, at)) {
    if (is_known(current_value(model, patient, each.variable, at))) known_.push_back(each.variable);
  }
}

void HiddenKnowledge::hide(Evaluator& some, const std::vector<Variable>& shown) {
  for (const auto word : words_) {
    if (!is_settled(some, word, shown)) some.assume(word, unknown_because(UnknownReason::not_recorded));
  }
}

// What is not known stays so only if all that is known of it is looked at.
bool HiddenKnowledge::is_same(Evaluator& some, ExprId expr, const std::vector<Variable>& shown) {
  if (is_known(some.value(expr))) return true;
  if (is_known(all_.value(expr))) return false;
  return std::ranges::all_of(known_, [&](const Variable& each) {
    return !dependencies_.rests_on(expr, each.input) || std::ranges::find(shown, each) != shown.end();
  });
}

bool HiddenKnowledge::is_settled(Evaluator& some, ExprId word, const std::vector<Variable>& shown) {
  const auto& operation = model_[word].operation;
  const bool any = std::holds_alternative<model::AnyKnown>(operation);
  const bool first = std::holds_alternative<model::FirstKnown>(operation);
  const bool guards = std::holds_alternative<model::IfUnknown>(operation);
  const auto operands = model::operands(operation);
  const auto is_yes = [&](ExprId each) { return some.truth(each) == Truth::yes; };
  if (any && std::ranges::any_of(operands, is_yes)) return true;
  for (const auto each : operands) {
    if (!is_same(some, each, shown)) return false;
    if (first && is_known(some.value(each))) return true;
    if (guards && some.truth(each) != Truth::no) return true;
  }
  return true;
}

}  // namespace waymark
