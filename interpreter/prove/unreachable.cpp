// Q2: can every part be reached?
#include <map>
#include <set>

#include <fmt/format.h>

#include "interpreter/prove/questions.hpp"
#include "interpreter/quality/authored_expressions.hpp"

namespace waymark::prove {
namespace {

using model::ConditionKind;
using model::ExprId;

class Reach {
 public:
  explicit Reach(Inquiry& inquiry) : inquiry_{inquiry}, model_{inquiry.model()} {}

  void statement(const model::StatementReference& reference) {
    const auto& base = model::statement(model_, reference);
    std::vector<Part> parts;
    for (const auto& condition : base.conditions) parts.push_back(part(condition));
    const auto shows = [condition = base.condition](Evaluator& evaluator) {
      return evaluator.truth(condition) == Truth::yes;
    };
    inquiry_.somebody({Question::unreachable,
                       Weight::error,
                       inquiry_.head(base.span),
                       {FindingForm::advised_for_nobody, {base.id}}},
                      parts, {{}, {base.condition}, shows, {}});
  }

  void arms(ExprId expr) {
    const auto& choose = std::get<model::Choose>(model_[expr].operation);
    std::vector<Part> earlier;
    for (const auto& arm : choose.arms) {
      const bool in_order = choose.policy == model::HitPolicy::first;
      case_(arm.guard, choose.table ? FindingForm::row_unreached : FindingForm::arm_unreached,
            in_order ? earlier : std::vector<Part>{});
      earlier.push_back({inquiry_.encoder().truth(arm.guard).no,
                         {arm.guard, Truth::no},
                         model_[arm.guard].span,
                         choose.table ? PlaceRole::earlier_row : PlaceRole::earlier_arm});
    }
    if (choose.otherwise) last(*choose.otherwise, earlier);
  }

  void rows(const model::Score& score) {
    for (const auto& row : score.rows) {
      std::vector<Part> earlier;
      for (const auto& alternative : row.alternatives) {
        case_(alternative.when, FindingForm::points_unreached, earlier);
        earlier.push_back({inquiry_.encoder().truth(alternative.when).no,
                           {alternative.when, Truth::no},
                           model_[alternative.when].span,
                           PlaceRole::earlier_points});
      }
    }
  }

 private:
  Part part(const model::Condition& condition) {
    return {inquiry_.encoder().truth(condition.expr).yes,
            {condition.expr, Truth::yes},
            model_[condition.expr].span,
            condition.kind};
  }

  void case_(ExprId guard, FindingForm form, std::vector<Part> parts) {
    parts.push_back({inquiry_.encoder().truth(guard).yes,
                     {guard, Truth::yes},
                     model_[guard].span,
                     PlaceRole::own_condition});
    const auto shows = [guard](Evaluator& evaluator) { return evaluator.truth(guard) == Truth::yes; };
    inquiry_.somebody({Question::unreachable, Weight::error, model_[guard].span, {form}}, parts,
                      {{}, {guard}, shows, {}});
  }

  void last(ExprId value, const std::vector<Part>& parts) {
    inquiry_.somebody(
        {Question::unreachable, Weight::error, model_[value].span, {FindingForm::otherwise_unreached}}, parts,
        {{}, {}, [](Evaluator&) { return true; }, {}});
  }

  Inquiry& inquiry_;
  const model::Model& model_;
};

}  // namespace

bool is_written_condition(ConditionKind kind) {
  return kind == ConditionKind::applies || kind == ConditionKind::section || kind == ConditionKind::when ||
         kind == ConditionKind::own_when;
}

void ask_unreachable(Inquiry& inquiry) {
  Reach reach{inquiry};
  const auto& model = inquiry.model();
  for (const auto& statement : model::all_statements(model)) {
    if (!is_withdrawn(model::statement(model, statement))) reach.statement(statement);
  }
  for (const auto expr : own_choices(model)) reach.arms(expr);
  for (const auto& score : model.scores) {
    if (is_own(model, score)) reach.rows(score);
  }
}

}  // namespace waymark::prove
