#pragma once

#include <optional>
#include <vector>

#include "interpreter/columns/constants.hpp"
#include "interpreter/columns/program_builder.hpp"
#include "lang/model/model.hpp"

namespace waymark::columns {

// Makes the step for each kind of condition. What no step is there for becomes a ScalarTest: the evaluator's
// own answer.
class ConditionCompiler {
 public:
  // Conditions are compiled in this order, parts before what they are part of.
  ConditionCompiler(const model::Model& model, Constants& constants, ProgramBuilder& builder)
      : model_{model}, constants_{constants}, builder_{builder}, truths_(model.expressions.size()) {}

  // Of a canonical condition, behind its parts.
  void compile(model::ExprId expr) { truths_[expr] = compiled(expr); }
  // Of any condition that has been compiled, or is the same for everybody.
  TruthRef truth(model::ExprId expr);

  using Compiled = std::optional<TruthRef>;  // nullopt: there is no step for it
  Compiled operator()(const model::Literal&) { return std::nullopt; }
  Compiled operator()(const model::FactReference& reference);
  // The columns do not say of which facts something is recorded that is no reading.
  Compiled operator()(const model::UnrecordedIsNo&) { return std::nullopt; }
  Compiled operator()(const model::ParameterReference&) { return std::nullopt; }
  Compiled operator()(const model::DefineReference& reference);
  Compiled operator()(const model::ScoreReference&) { return std::nullopt; }
  Compiled operator()(const model::Not& negation) { return !truth(negation.operand); }
  Compiled operator()(const model::Negate&) { return std::nullopt; }
  Compiled operator()(const model::Logical& logical);
  Compiled operator()(const model::Implies& implies);
  Compiled operator()(const model::Arithmetic&) { return std::nullopt; }
  Compiled operator()(const model::Comparison& comparison);
  Compiled operator()(const model::Between& between);
  Compiled operator()(const model::Knowledge& knowledge);
  Compiled operator()(const model::IsOneOf& is_one_of);
  Compiled operator()(const model::Includes& includes);
  Compiled operator()(const model::IsEmpty& is_empty);
  Compiled operator()(const model::Conversion&) { return std::nullopt; }
  Compiled operator()(const model::SubstanceConversion&) { return std::nullopt; }
  Compiled operator()(const model::Choose& choose);
  Compiled operator()(const model::Counting& counting);
  Compiled operator()(const model::Window&) { return builder_.column_truth(*held(model_, expr_)); }
  Compiled operator()(const model::EachReading&) { return std::nullopt; }
  Compiled operator()(const model::ReadingCount& count);
  Compiled operator()(const model::ReadingTime&) { return std::nullopt; }
  Compiled operator()(const model::AnyKnown& any);
  Compiled operator()(const model::FirstKnown& first);
  Compiled operator()(const model::Happened& happened);
  Compiled operator()(const model::MomentOf&) { return std::nullopt; }
  Compiled operator()(const model::TimeSince&) { return std::nullopt; }
  Compiled operator()(const model::TimeSinceReading&) { return std::nullopt; }
  Compiled operator()(const model::Difference&) { return std::nullopt; }
  Compiled operator()(const model::Shift&) { return std::nullopt; }
  Compiled operator()(const model::CalendarCount&) { return std::nullopt; }
  Compiled operator()(const model::PointsOf&) { return std::nullopt; }
  Compiled operator()(const model::Call&) { return std::nullopt; }
  Compiled operator()(const model::RoundedDose&) { return std::nullopt; }
  Compiled operator()(const model::DefineCall& call) { return truth(call.body); }
  Compiled operator()(const model::IfUnknown& if_unknown);
  Compiled operator()(const model::RequiresKnown& required);
  Compiled operator()(const model::StatusTest& test);

 private:
  struct Asked {
    ast::ComparisonOperator op;
    model::ExprId against;
  };

  TruthRef compiled(model::ExprId expr);
  bool is_condition(model::ExprId expr) const { return model_[expr].type.kind == TypeKind::yes_no; }
  std::vector<TruthRef> truths(const std::vector<model::ExprId>& exprs);
  Compiled known(model::ExprId expr);
  bool is_test_of_constants(model::ExprId test);
  Compiled holds(model::ExprId expr);
  // condition_compiler_comparison.cpp
  Compiled test(model::ExprId subject, const std::vector<Asked>& asked);
  Compiled number_test(const NumberSubject& subject, const std::vector<Asked>& asked);
  Compiled member_test(const MemberSubject& subject, const std::vector<Asked>& asked);
  Compiled instant_test(const TimeSubject& subject, const std::vector<Asked>& asked);
  Compiled score_test(const model::Score& score, const std::vector<Asked>& asked);
  std::optional<InstantComparison> instant_comparison(const Asked& asked);
  bool is_fixed(model::ExprId expr);
  bool is_never_known(const Asked& asked);
  Compiled never_known(model::ExprId subject, model::ExprId against);
  Compiled ranges_of_members(const Held& subject, const std::vector<Truth>& answers);
  // Of comparisons with known numbers; nullopt where one of them is none.
  std::optional<std::vector<ProgramBuilder::NumberComparison>> with_numbers(const std::vector<Asked>& asked);
  void count_readings(const Held& count, model::ExprId test, bool negated);

  const model::Model& model_;
  Constants& constants_;
  ProgramBuilder& builder_;
  std::vector<std::optional<TruthRef>> truths_;  // by canonical ExprId
  model::ExprId expr_ = 0;                       // that is compiled
};

}  // namespace waymark::columns
