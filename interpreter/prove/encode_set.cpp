#include <algorithm>

#include "interpreter/prove/encoding.hpp"

namespace waymark::prove {
namespace {

// An event has happened where its moment is not behind `at`.
TruthTerm holds(z3::context& context, const Term& term, const InstantTerm& at) {
  const auto* event = std::get_if<EventTerm>(&term);
  if (!event) return truth_of(context, term);
  const auto ahead = order_of_instants(at, event->instant).less;
  const auto happened = both(event->has_moment, negation(ahead));
  return {both(event->known, happened), both(event->known, negation(happened))};
}

TruthTerm member_of(z3::context& context, const Term& term, model::MemberIndex member) {
  const auto* set = std::get_if<SetTerm>(&term);
  return set && member < set->members.size() ? set->members[member] : unknown_truth(context);
}

}  // namespace

Term Encoding::operator()(const model::Happened& happened) const {
  const auto& event = term(happened.event);
  if (!std::holds_alternative<EventTerm>(event)) return UnknownTerm{};
  return holds(context(), event, encoder_.space().at());
}

Term Encoding::operator()(const model::Knowledge& knowledge) const {
  const auto& operand = term(knowledge.operand);
  const auto known = is_known(context(), operand);
  switch (knowledge.word) {
    case model::KnowledgeWord::known: return always_known(known);
    case model::KnowledgeWord::unknown: return always_known(negation(known));
    case model::KnowledgeWord::stale: {
      const auto* fact = std::get_if<model::FactReference>(&encoder_.model()[knowledge.operand].operation);
      return always_known(fact ? encoder_.space().stale(encoder_.model(), fact->fact) : no());
    }
    case model::KnowledgeWord::confirmed:
      return always_known(holds(context(), operand, encoder_.space().at()).yes);
    case model::KnowledgeWord::ruled_out: break;
  }
  return always_known(holds(context(), operand, encoder_.space().at()).no);
}

// Of several levels that it can still be all have to be asked for, or none.
Term Encoding::operator()(const model::IsOneOf& is_one_of) const {
  const auto* member = std::get_if<MemberTerm>(&term(is_one_of.operand));
  const auto& type = encoder_.model()[is_one_of.operand].type;
  if (!member || !type.members) return UnknownTerm{};
  std::vector<z3::expr> asked_for, others;
  for (model::MemberIndex each = 0; each < type.members->members.size(); ++each) {
    const bool is_asked = std::ranges::find(is_one_of.members, each) != is_one_of.members.end();
    (is_asked ? asked_for : others).push_back(can_be(*member, each));
  }
  return TruthTerm{both(member->has_bounds, negation(any_of(context(), others))),
                   both(member->has_bounds, negation(any_of(context(), asked_for)))};
}

Term Encoding::operator()(const model::Includes& includes) const {
  std::vector<z3::expr> yes, no;
  for (const auto member : includes.members) {
    const auto state = member_of(context(), term(includes.set), member);
    yes.push_back(state.yes);
    no.push_back(state.no);
  }
  if (includes.quantifier == ast::Quantifier::all)
    return TruthTerm{all_of(context(), yes), any_of(context(), no)};
  return TruthTerm{any_of(context(), yes), all_of(context(), no)};
}

Term Encoding::operator()(const model::IsEmpty& is_empty) const {
  const auto* set = std::get_if<SetTerm>(&term(is_empty.set));
  if (!set) return UnknownTerm{};
  std::vector<z3::expr> yes, no;
  for (const auto& member : set->members) {
    yes.push_back(member.no);
    no.push_back(member.yes);
  }
  return TruthTerm{all_of(context(), yes), any_of(context(), no)};
}

}  // namespace waymark::prove
