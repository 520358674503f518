#pragma once

#include <optional>
#include <vector>

#include "interpreter/plan/constants.hpp"
#include "interpreter/plan/plan_builder.hpp"
#include "lang/model/model.hpp"

namespace waymark::plan {

// Makes the step for each kind of condition. What no step is there for becomes a ScalarTest: the evaluator's
// own answer.
class ConditionPlanner {
 public:
  // Conditions are planned in this order, parts before what they are part of.
  ConditionPlanner(const model::Model& model, Constants& constants, PlanBuilder& builder)
      : model_{model}, constants_{constants}, builder_{builder}, truths_(model.expressions.size()) {}

  // Of a canonical condition, behind its parts.
  void plan(model::ExprId expr) { truths_[expr] = planned(expr); }
  // Of any condition that has been planned, or is the same for everybody.
  TruthRef truth(model::ExprId expr);

  using Planned = std::optional<TruthRef>;  // nullopt: there is no step for it
  Planned operator()(const model::Literal&) { return std::nullopt; }
  Planned operator()(const model::FactReference& reference);
  // A plan does not know of which facts something is recorded that is no reading.
  Planned operator()(const model::UnrecordedIsNo&) { return std::nullopt; }
  Planned operator()(const model::ParameterReference&) { return std::nullopt; }
  Planned operator()(const model::DefineReference& reference);
  Planned operator()(const model::ScoreReference&) { return std::nullopt; }
  Planned operator()(const model::Not& negation) { return !truth(negation.operand); }
  Planned operator()(const model::Negate&) { return std::nullopt; }
  Planned operator()(const model::Logical& logical);
  Planned operator()(const model::Implies& implies);
  Planned operator()(const model::Arithmetic&) { return std::nullopt; }
  Planned operator()(const model::Comparison& comparison);
  Planned operator()(const model::Between& between);
  Planned operator()(const model::Knowledge& knowledge);
  Planned operator()(const model::IsOneOf& is_one_of);
  Planned operator()(const model::Includes& includes);
  Planned operator()(const model::IsEmpty& is_empty);
  Planned operator()(const model::Conversion&) { return std::nullopt; }
  Planned operator()(const model::SubstanceConversion&) { return std::nullopt; }
  Planned operator()(const model::Choose& choose);
  Planned operator()(const model::Counting& counting);
  Planned operator()(const model::Window&) { return builder_.held_truth(*held(model_, expr_)); }
  Planned operator()(const model::EachReading&) { return std::nullopt; }
  Planned operator()(const model::ReadingCount& count);
  Planned operator()(const model::ReadingTime&) { return std::nullopt; }
  Planned operator()(const model::AnyKnown& any);
  Planned operator()(const model::FirstKnown& first);
  Planned operator()(const model::Happened& happened);
  Planned operator()(const model::MomentOf&) { return std::nullopt; }
  Planned operator()(const model::TimeSince&) { return std::nullopt; }
  Planned operator()(const model::TimeSinceReading&) { return std::nullopt; }
  Planned operator()(const model::Difference&) { return std::nullopt; }
  Planned operator()(const model::Shift&) { return std::nullopt; }
  Planned operator()(const model::CalendarCount&) { return std::nullopt; }
  Planned operator()(const model::PointsOf&) { return std::nullopt; }
  Planned operator()(const model::Call&) { return std::nullopt; }
  Planned operator()(const model::RoundedDose&) { return std::nullopt; }
  Planned operator()(const model::DefineCall& call) { return truth(call.body); }
  Planned operator()(const model::IfUnknown& if_unknown);
  Planned operator()(const model::RequiresKnown& required);
  Planned operator()(const model::StatusTest& test);

 private:
  struct Asked {
    ast::ComparisonOperator op;
    model::ExprId against;
  };

  TruthRef planned(model::ExprId expr);
  bool is_condition(model::ExprId expr) const { return model_[expr].type.kind == TypeKind::yes_no; }
  std::vector<TruthRef> truths(const std::vector<model::ExprId>& exprs);
  Planned known(model::ExprId expr);
  bool is_test_of_constants(model::ExprId test);
  Planned holds(model::ExprId expr);
  // condition_planner_comparison.cpp
  Planned test(model::ExprId subject, const std::vector<Asked>& asked);
  Planned number_test(const NumberSubject& subject, const std::vector<Asked>& asked);
  Planned member_test(const MemberSubject& subject, const std::vector<Asked>& asked);
  Planned instant_test(const TimeSubject& subject, const std::vector<Asked>& asked);
  Planned score_test(const model::Score& score, const std::vector<Asked>& asked);
  std::optional<InstantComparison> instant_comparison(const Asked& asked);
  bool is_fixed(model::ExprId expr);
  bool is_never_known(const Asked& asked);
  Planned never_known(model::ExprId subject, model::ExprId against);
  Planned where_yes(const Held& subject, const std::vector<Truth>& answers);
  // Of comparisons with known numbers; nullopt where one of them is none.
  std::optional<std::vector<NumberComparison>> with_numbers(const std::vector<Asked>& asked);
  void count_readings(const Held& count, model::ExprId test, bool negated);

  const model::Model& model_;
  Constants& constants_;
  PlanBuilder& builder_;
  std::vector<std::optional<TruthRef>> truths_;  // by canonical ExprId
  model::ExprId expr_ = 0;                       // that is compiled
};

}  // namespace waymark::plan
