// Q9: is a hole or an overlap just one step wide?
#include <algorithm>

#include <fmt/format.h>

#include "interpreter/prove/chains.hpp"
#include "interpreter/prove/questions.hpp"

namespace waymark::prove {
namespace {

using model::ExprId;

class Boundary {
 public:
  explicit Boundary(Inquiry& inquiry) : inquiry_{inquiry} {}

  // A note where some patient satisfies what is looked for, but none who is a step away from one threshold,
  // against which stands another of the same number.
  void ask(const Search& search, Span span, const FindingClaim& claim, bool whole = false) {
    const auto step = satisfiable(search.conditions) ? one_step(search) : std::nullopt;
    if (!step) return inquiry_.settle(Question::boundary);
    std::vector<RelatedPlace> places;
    for (const auto& threshold : {step->first, step->second})
      places.push_back({inquiry_.model()[threshold.comparison].span, PlaceRole::threshold});
    if (places.front().span == places.back().span) places.pop_back();
    inquiry_.nobody({Question::boundary, Weight::note, inquiry_.head(span), claim, places, {}, whole},
                    search);
  }

 private:
  using Pair = std::pair<Threshold, Threshold>;

  bool satisfiable(const std::vector<z3::expr>& conditions) {
    return inquiry_.check(conditions) == Satisfiable::yes;
  }

  std::optional<Pair> one_step(const Search& search) {
    const auto all = thresholds(inquiry_, search.expressions);
    for (const auto& threshold : all) {
      const auto other =
          std::ranges::find_if(all, [&](const Threshold& each) { return stand_together(threshold, each); });
      if (other == all.end()) continue;
      auto away = search.conditions;
      away.push_back(is_away(threshold));
      if (inquiry_.check(away) == Satisfiable::no) return Pair{threshold, *other};
    }
    return std::nullopt;
  }

  // Two comparisons of one number that are a step apart, or at one place.
  static bool stand_together(const Threshold& a, const Threshold& b) {
    if (a.comparison == b.comparison || !same_number(a, b)) return false;
    return abs(Rational{a.at - b.at}) <= std::max(a.step, b.step);
  }

  // When its number is not known, or at least a step away.
  z3::expr is_away(const Threshold& threshold) {
    const auto& [low, high] = std::pair{threshold.at - threshold.step, threshold.at + threshold.step};
    const auto below = threshold.term.high <= real(inquiry_.context(), Rational{low});
    const auto above = threshold.term.low >= real(inquiry_.context(), Rational{high});
    return either(negation(is_known(inquiry_.context(), threshold.term)), either(below, above));
  }

  Inquiry& inquiry_;
};

void ask_chain(Inquiry& inquiry, Boundary& boundary, const Chain& chain, const FindingClaim& claim) {
  const auto found = holes(inquiry, chain);
  if (found.empty()) inquiry.settle(Question::boundary);
  for (const auto& hole : found) boundary.ask(search_in(inquiry, chain, hole), chain.span, claim);
}

void ask_choices(Inquiry& inquiry, Boundary& boundary) {
  for (const auto expr : own_choices(inquiry.model())) {
    const auto& choose = std::get<model::Choose>(inquiry.model()[expr].operation);
    if (choose.otherwise || choose.covers) continue;
    Chain chain{{}, {}, {}, inquiry.model()[expr].span};
    for (const auto& arm : choose.arms) chain.guards.push_back(arm.guard);
    const auto& model = inquiry.model();
    if (choose.table) chain.output = model.defines[model.tables[*choose.table].outputs.front()].id;
    ask_chain(inquiry, boundary, chain, {choose.table ? FindingForm::table_step : FindingForm::choose_step});
  }
}

void ask_conflicts(Inquiry& inquiry, Boundary& boundary) {
  const auto& model = inquiry.model();
  for (const auto& possible : possible_conflicts(inquiry.encoder())) {
    const auto& a = model.recommendations[possible.first];
    const auto& b = model.recommendations[possible.second];
    boundary.ask(conflict_between(model, possible), a.span, {FindingForm::conflict_step, {a.id, b.id}});
  }
}

// The statements of a pathway leave holes as a chain does.
void ask_whole(Inquiry& inquiry, Boundary& boundary) {
  const auto& model = inquiry.model();
  if (model.recommendations.empty()) return;
  const auto always = inquiry.context().bool_val(true);
  for (const auto& hole : holes(inquiry, nothing_is_said(inquiry), always, conditions_of_advice(model))) {
    const auto shows = [hole](Evaluator& evaluator) {
      return says_nothing(evaluator) && lies_in(evaluator, hole);
    };
    boundary.ask({{nothing_is_said(inquiry), lies_in(inquiry, hole)},
                  conditions_of_advice(model),
                  shows,
                  statuses_of_advice},
                 model.sections.front().span, {FindingForm::pathway_step}, true);
  }
}

}  // namespace

void ask_boundary(Inquiry& inquiry) {
  Boundary boundary{inquiry};
  ask_choices(inquiry, boundary);
  for (const auto& chain : branch_chains(inquiry.model()))
    ask_chain(inquiry, boundary, chain, {FindingForm::branches_step});
  ask_conflicts(inquiry, boundary);
  ask_whole(inquiry, boundary);
}

}  // namespace waymark::prove
