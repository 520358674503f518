// Q9: is a hole or an overlap just one step wide?
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "interpreter/dependencies.hpp"
#include "interpreter/own_expressions.hpp"
#include "interpreter/prove/questions.hpp"

namespace waymark::prove {
namespace {

using model::ExprId;

const model::Literal* literal_of(const model::Model& model, ExprId expr) {
  return std::get_if<model::Literal>(&model[expr].operation);
}

// One step of the grid on which a number is written: its last decimal place.
Rational step_of(const Quantity& quantity) {
  const auto text = quantity.number.to_exact_string();
  const auto point = text.find('.');
  const auto places = point == std::string::npos ? 0 : text.size() - point - 1;
  mpz_class power;
  mpz_ui_pow_ui(power.get_mpz_t(), 10, places);
  return Rational{1} / Rational{power} * quantity.unit->scale;
}

class Boundary {
 public:
  explicit Boundary(Inquiry& inquiry) : inquiry_{inquiry}, model_{inquiry.model()} {}

  // A note where some patient satisfies the condition, but none who is a step away from every threshold.
  void ask(const z3::expr& condition, const std::vector<ExprId>& expressions, Span span,
           const std::string& message, const Shows& shows) {
    if (inquiry_.check({condition}) != Satisfiable::yes) return inquiry_.settle(Question::boundary);
    std::vector<z3::expr> away{condition};
    std::vector<Note> thresholds;
    const Dependencies dependencies{model_, expressions};
    for (const auto expr : dependencies.expressions()) {
      for (const auto& [number, literal] : compared(expr)) {
        if (const auto far = is_away(number, literal)) {
          away.push_back(*far);
          thresholds.push_back({model_[expr].span, "a threshold"});
        }
      }
    }
    if (thresholds.empty() || inquiry_.check(away) != Satisfiable::no)
      return inquiry_.settle(Question::boundary);
    inquiry_.nobody({Question::boundary, Weight::note, inquiry_.head(span), message, thresholds},
                    {{condition}, expressions, shows, [this, expressions](Evaluator& evaluator) {
                       return expectations(evaluator, expressions);
                     }});
  }

 private:
  using Threshold = std::pair<ExprId, ExprId>;

  std::vector<Threshold> compared(ExprId expr) const {
    std::vector<Threshold> result;
    const auto add = [&](ExprId number, ExprId literal) {
      if (literal_of(model_, literal) && !literal_of(model_, number)) result.emplace_back(number, literal);
    };
    if (const auto* comparison = std::get_if<model::Comparison>(&model_[expr].operation)) {
      add(comparison->left, comparison->right);
      add(comparison->right, comparison->left);
    }
    if (const auto* between = std::get_if<model::Between>(&model_[expr].operation)) {
      add(between->subject, between->low);
      add(between->subject, between->high);
    }
    return result;
  }

  // When a number is known and at least a step away from a constant; nullopt of what is no number.
  std::optional<z3::expr> is_away(ExprId number, ExprId literal) {
    const auto* quantity = std::get_if<Quantity>(&literal_of(model_, literal)->value);
    const auto* term = std::get_if<NumberTerm>(&inquiry_.encoder().term(number));
    if (!quantity || !term || term->divisor) return std::nullopt;
    const auto step = step_of(*quantity);
    const auto threshold = in_base_units(*quantity);
    const auto below = term->high <= real(inquiry_.context(), threshold - step);
    const auto above = term->low >= real(inquiry_.context(), threshold + step);
    return either(negation(is_known(inquiry_.context(), *term)), either(below, above));
  }

  std::vector<std::string> expectations(Evaluator& evaluator, const std::vector<ExprId>& expressions) const {
    std::vector<std::string> result;
    for (const auto expr : expressions)
      result.push_back(fmt::format("({}) is {}", inquiry_.text(expr),
                                   waymark::to_string(evaluator.value(expr), model_[expr].type)));
    return result;
  }

  Inquiry& inquiry_;
  const model::Model& model_;
};

// Branches without `otherwise`: a patient between two of them.
void ask_branches(Inquiry& inquiry, Boundary& boundary, const model::Block& block) {
  for (const auto& item : block.items) {
    const auto* branches = std::get_if<ast::Box<model::Branches>>(&item);
    if (!branches) continue;
    const auto& node = **branches;
    for (const auto& branch : node.branches) ask_branches(inquiry, boundary, branch.body);
    if (node.otherwise || node.branches.size() < 2) continue;
    std::vector<ExprId> guards;
    std::vector<z3::expr> none;
    for (const auto& branch : node.branches) {
      guards.push_back(branch.guard);
      none.push_back(inquiry.encoder().truth(branch.guard).no);
    }
    const auto shows = [guards](Evaluator& evaluator) {
      return std::ranges::all_of(guards, [&](ExprId guard) { return evaluator.truth(guard) == Truth::no; });
    };
    boundary.ask(all_of(inquiry.context(), none), guards, node.span,
                 "these branches leave a hole that is just one step wide", shows);
  }
}

void ask_choices(Inquiry& inquiry, Boundary& boundary) {
  for (const auto expr : own_choices(inquiry.model())) {
    const auto& choose = std::get<model::Choose>(inquiry.model()[expr].operation);
    if (choose.otherwise) continue;
    std::vector<ExprId> guards;
    for (const auto& arm : choose.arms) guards.push_back(arm.guard);
    const auto shows = [guards](Evaluator& evaluator) {
      return std::ranges::all_of(guards, [&](ExprId guard) { return evaluator.truth(guard) == Truth::no; });
    };
    boundary.ask(no_arm_holds(inquiry, choose), guards, inquiry.model()[expr].span,
                 "this `choose` leaves a hole that is just one step wide", shows);
  }
}

void ask_conflicts(Inquiry& inquiry, Boundary& boundary) {
  const auto& model = inquiry.model();
  for (const auto& [first, second, condition] : possible_conflicts(inquiry.encoder())) {
    const auto& a = model.recommendations[first];
    const auto& b = model.recommendations[second];
    const auto shows = [first = first, second = second](Evaluator& evaluator) {
      return std::ranges::any_of(decide(evaluator).conflicts, [&](const Conflict& conflict) {
        return conflict.first == first && conflict.second == second;
      });
    };
    boundary.ask(condition, {a.condition, b.condition}, a.span,
                 fmt::format("`{}` and `{}` overlap by just one step", a.id, b.id), shows);
  }
}

}  // namespace

void ask_boundary(Inquiry& inquiry) {
  Boundary boundary{inquiry};
  const auto& model = inquiry.model();
  ask_choices(inquiry, boundary);
  for (const auto& section : model.sections) ask_branches(inquiry, boundary, section.body);
  ask_conflicts(inquiry, boundary);
  if (!model.recommendations.empty())
    boundary.ask(nothing_is_said(inquiry), conditions_of_advice(model), model.sections.front().span,
                 "the pathway leaves a hole that is just one step wide", says_nothing);
}

}  // namespace waymark::prove
