#include <algorithm>

#include "interpreter/evaluate/computation.hpp"
#include "interpreter/evaluate/levels.hpp"
#include "interpreter/evaluate/occurrences.hpp"
#include "interpreter/values/kleene.hpp"
#include "interpreter/values/unknown.hpp"

namespace waymark {
namespace {

bool is_event(const Value& value) {
  return std::holds_alternative<EventValue>(value) || std::holds_alternative<EventRange>(value);
}

Truth holds(const Value& value, const Moment& at) {
  return is_event(value) ? has_happened(value, at) : truth(value);
}

// Of a set that is not known at all every member is unknown.
Truth state_of(const MemberStates* set, model::MemberIndex member) {
  return set && member < set->states.size() ? set->states[member] : Truth::unknown;
}

}  // namespace

bool Computation::is_stale(model::ExprId expr) const {
  const auto* fact = std::get_if<model::FactReference>(&evaluator_.model()[expr].operation);
  return fact && evaluator_.current_reading(fact->fact).stale;
}

// Whether an event is known to have happened by now, or not to have, whenever it was in its month or year.
bool Computation::is_happened_or_not(const Value& value) const {
  return is_event(value) && has_happened(value, evaluator_.at()) != Truth::unknown;
}

Value Computation::operator()(const model::Knowledge& knowledge) const {
  const auto& operand = value(knowledge.operand);
  const bool is_decided = is_happened_or_not(operand);
  if (!is_decided && evaluator_.leaves_open(operand)) return unknown_because(UnknownReason::from_operands);
  switch (knowledge.word) {
    case model::KnowledgeWord::known: return is_decided || is_known(operand);
    case model::KnowledgeWord::unknown: return !is_decided && !is_known(operand);
    case model::KnowledgeWord::stale: return is_stale(knowledge.operand);
    case model::KnowledgeWord::confirmed: return holds(operand, evaluator_.at()) == Truth::yes;
    case model::KnowledgeWord::ruled_out: break;
  }
  return holds(operand, evaluator_.at()) == Truth::no;
}

Value Computation::operator()(const model::IsOneOf& is_one_of) const {
  const auto& operand = value(is_one_of.operand);
  const auto levels = possible_levels(operand);
  if (!levels) return unknown_from_any({&operand});
  const auto is_possible = [&](model::MemberIndex member) {
    return levels->low <= member && member <= levels->high;
  };
  const auto asked_for = std::ranges::count_if(is_one_of.members, is_possible);
  const auto possible = std::int64_t{levels->high} - levels->low + 1;
  if (asked_for > 0 && asked_for < possible) return unknown_from_any({&operand});
  return asked_for > 0;
}

Value Computation::operator()(const model::Includes& includes) const {
  const auto& set = value(includes.set);
  const auto* states = std::get_if<MemberStates>(&set);
  const bool all = includes.quantifier == ast::Quantifier::all;
  auto result = truth_of(all);
  for (const auto member : includes.members) {
    const auto state = state_of(states, member);
    result = all ? conjunction(result, state) : disjunction(result, state);
  }
  if (result == Truth::unknown) return unknown_from_any({&set});
  return result == Truth::yes;
}

Value Computation::operator()(const model::IsEmpty& is_empty) const {
  const auto& set = value(is_empty.set);
  const auto* states = std::get_if<MemberStates>(&set);
  if (!states) return unknown_from_any({&set});
  auto result = Truth::yes;
  for (const auto state : states->states) result = conjunction(result, negation(state));
  if (result == Truth::unknown) return unknown_from_any({&set});
  return result == Truth::yes;
}

}  // namespace waymark
