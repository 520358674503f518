#pragma once

#include "interpreter/evaluate/evaluator.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// What one operation gives, from the values of its operands, which the evaluator has already worked out. Each
// kind of operation stands in the `evaluate_*.cpp` of its name.
class Computation {
 public:
  Computation(Evaluator& evaluator, const Type& type) : evaluator_{evaluator}, type_{type} {}

  // evaluate_reference.cpp
  Value operator()(const model::Literal& literal) const;
  Value operator()(const model::FactReference& reference) const;
  Value operator()(const model::UnrecordedIsNo& unrecorded) const;
  Value operator()(const model::ParameterReference& reference) const;
  Value operator()(const model::DefineReference& reference) const;
  Value operator()(const model::DefineCall& call) const;
  Value operator()(const model::ScoreReference& reference) const;

  // evaluate_logic.cpp
  Value operator()(const model::Not& negation) const;
  Value operator()(const model::Logical& logical) const;
  Value operator()(const model::Implies& implies) const;
  Value operator()(const model::Counting& counting) const;
  Value operator()(const model::Choose& choose) const;
  Value operator()(const model::AnyKnown& any) const;
  Value operator()(const model::FirstKnown& first) const;
  Value operator()(const model::IfUnknown& if_unknown) const;
  Value operator()(const model::RequiresKnown& required) const;
  Value operator()(const model::StatusTest& test) const;

  // evaluate_number.cpp
  Value operator()(const model::Negate& negate) const;
  Value operator()(const model::Arithmetic& arithmetic) const;
  Value operator()(const model::Comparison& comparison) const;
  Value operator()(const model::Between& between) const;
  Value operator()(const model::Conversion& conversion) const;
  Value operator()(const model::SubstanceConversion& conversion) const;
  Value operator()(const model::PointsOf& points) const;
  Value operator()(const model::Call& call) const;
  Value operator()(const model::RoundedDose& dose) const;

  // evaluate_set.cpp
  Value operator()(const model::Knowledge& knowledge) const;
  Value operator()(const model::IsOneOf& is_one_of) const;
  Value operator()(const model::Includes& includes) const;
  Value operator()(const model::IsEmpty& is_empty) const;

  // evaluate_window.cpp
  Value operator()(const model::Window& window) const;
  Value operator()(const model::EachReading& each) const;
  Value operator()(const model::ReadingCount& count) const;
  Value operator()(const model::ReadingTime& time) const;

  // evaluate_time.cpp
  Value operator()(const model::Happened& happened) const;
  Value operator()(const model::MomentOf& moment) const;
  Value operator()(const model::TimeSince& since) const;
  Value operator()(const model::TimeSinceReading& since) const;
  Value operator()(const model::Difference& difference) const;
  Value operator()(const model::Shift& shift) const;
  Value operator()(const model::CalendarCount& count) const;

 private:
  const Value& value(model::ExprId expr) const { return evaluator_.value(expr); }
  Truth truth(model::ExprId expr) const { return evaluator_.truth(expr); }
  const Value& on_declared_scale(model::ExprId expr, Value& room) const;
  std::vector<const Value*> values(const std::vector<model::ExprId>& exprs) const;
  bool is_stale(model::ExprId expr) const;
  bool is_happened_or_not(const Value& value) const;
  std::vector<const Value*> values_of_arms(const model::Choose& choose,
                                           const std::vector<std::size_t>& arms) const;

  Evaluator& evaluator_;
  const Type& type_;
};

}  // namespace waymark
