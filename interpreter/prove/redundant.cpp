// Q3: does every condition change something?
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "interpreter/evaluate/computation.hpp"
#include "interpreter/prove/encoding.hpp"
#include "interpreter/prove/questions.hpp"
#include "interpreter/quality/authored_expressions.hpp"

namespace waymark::prove {
namespace {

using model::ExprId;

z3::expr differ(z3::context& context, const Term& a, const Term& b) {
  const auto* first = std::get_if<TruthTerm>(&a);
  const auto* second = std::get_if<TruthTerm>(&b);
  if (first && second) return either(first->yes != second->yes, first->no != second->no);
  const auto a_known = is_known(context, a), b_known = is_known(context, b);
  return either(a_known != b_known, both(a_known, negation(same_known(context, a, b))));
}

// The same operation without one operand of `and` or `or`, or without one arm of `choose`.
model::Operation without(const model::Operation& operation, std::size_t position) {
  auto result = operation;
  const auto at = static_cast<std::ptrdiff_t>(position);
  if (auto* logical = std::get_if<model::Logical>(&result))
    logical->operands.erase(logical->operands.begin() + at);
  if (auto* choose = std::get_if<model::Choose>(&result)) {
    choose->arms.erase(choose->arms.begin() + at);
    choose->covers = false;
  }
  return result;
}

class Redundancy {
 public:
  explicit Redundancy(Inquiry& inquiry)
      : inquiry_{inquiry}, model_{inquiry.model()}, outputs_{outputs_of(inquiry.model())} {}

  void ask(ExprId expr) {
    const auto& operation = model_[expr].operation;
    if (const auto* logical = std::get_if<model::Logical>(&operation)) {
      for (std::size_t i = 0; i < logical->operands.size(); ++i)
        ask(expr, i, model_[logical->operands[i]].span,
            {FindingForm::part_changes_nothing, {inquiry_.text(logical->operands[i])}});
    }
    if (const auto* choose = std::get_if<model::Choose>(&operation)) {
      const bool has_other_outputs = choose->table && model_.tables[*choose->table].outputs.size() > 1;
      const bool leaves_one = choose->arms.size() > 1 && !has_other_outputs;
      for (std::size_t i = 0; i < choose->arms.size() && leaves_one; ++i) ask_arm(expr, i, *choose);
    }
  }

 private:
  void ask_arm(ExprId expr, std::size_t position, const model::Choose& choose) {
    const auto guard = choose.arms[position].guard;
    const FindingClaim row{FindingForm::row_changes_nothing, {std::to_string(position + 1)}};
    const FindingClaim arm{FindingForm::arm_changes_nothing, {inquiry_.text(guard)}};
    ask(expr, position, model_[guard].span, choose.table ? row : arm);
  }

  void ask(ExprId expr, std::size_t position, Span span, const FindingClaim& says) {
    const Claim claim{Question::redundant, Weight::warning, span, says, {}, {{expr, Truth::yes}}};
    if (inquiry_.leaves_open(claim)) return;
    auto& encoder = inquiry_.encoder();
    const auto canonical = model_[expr].canonical;
    const auto operation = without(model_[expr].operation, position);
    Encoder changed{encoder, canonical, std::visit(Encoding{encoder, canonical}, operation)};
    const auto outputs = resting_outputs(canonical);
    if (outputs.empty()) return;
    std::vector<z3::expr> different;
    bool is_open = false;
    for (const auto output : outputs) {
      different.push_back(differ(inquiry_.context(), encoder.term(output), changed.term(output)));
      is_open |= changed.is_opaque(output);
    }
    inquiry_.somebody(
        claim, {},
        {{any_of(inquiry_.context(), different)}, outputs, shows(canonical, operation), {}, is_open});
  }

  std::vector<ExprId> resting_outputs(ExprId canonical) {
    auto& resting = resting_[canonical];
    if (resting.empty()) resting = resting_on(model_, {canonical});
    std::vector<ExprId> result;
    std::ranges::copy_if(outputs_, std::back_inserter(result), [&](ExprId each) { return resting[each]; });
    return result;
  }

  // What the interpreter makes of the patient with and without the part.
  Shows shows(ExprId expr, const model::Operation& operation) const {
    return [this, expr, operation](Evaluator& evaluator) {
      Evaluator changed{model_, evaluator.patient(), evaluator.at()};
      changed.assume(expr, std::visit(Computation{evaluator, model_[expr].type}, operation));
      return std::ranges::any_of(outputs_, [&](ExprId output) {
        return to_string(evaluator.value(output), model_[output].type) !=
               to_string(changed.value(output), model_[output].type);
      });
    };
  }

  Inquiry& inquiry_;
  const model::Model& model_;
  std::vector<ExprId> outputs_;
  std::map<ExprId, std::vector<bool>> resting_;
};

}  // namespace

std::vector<ExprId> outputs_of(const model::Model& model) {
  std::vector<ExprId> result;
  for (const auto& statement : model::all_statements(model))
    result.push_back(model::statement(model, statement).condition);
  if (!result.empty()) return result;
  for (const auto& define : model.defines) {
    if (define.value && is_own(model, define)) result.push_back(*define.value);
  }
  return result;
}

void ask_redundant(Inquiry& inquiry) {
  Redundancy redundancy{inquiry};
  for (const auto expr : own_parts(inquiry.model())) redundancy.ask(expr);
}

}  // namespace waymark::prove
