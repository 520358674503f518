#include "interpreter/plan/condition_planner.hpp"

#include <algorithm>

#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/values/kleene.hpp"

namespace waymark::plan {

using model::ExprId;
using Planned = ConditionPlanner::Planned;

TruthRef ConditionPlanner::planned(ExprId expr) {
  if (constants_.is_constant(expr))
    return builder_.add(Fixed{waymark::truth(constants_.value(expr)), constants_.needs(expr)});
  expr_ = expr;
  const auto result = std::visit(*this, model_[expr].operation);
  return result ? *result : builder_.add(ScalarTest{expr});
}

TruthRef ConditionPlanner::truth(ExprId expr) {
  auto& found = truths_[model_[expr].canonical];
  if (!found) found = planned(model_[expr].canonical);
  return *found;
}

std::vector<TruthRef> ConditionPlanner::truths(const std::vector<ExprId>& exprs) {
  std::vector<TruthRef> result;
  for (const auto expr : exprs) result.push_back(truth(expr));
  return result;
}

Planned ConditionPlanner::operator()(const model::FactReference& reference) {
  return builder_.held_truth({reference.fact, {}});
}

Planned ConditionPlanner::operator()(const model::DefineReference& reference) {
  return truth(*model_.defines[reference.define].value);
}

Planned ConditionPlanner::operator()(const model::Logical& logical) {
  const auto operands = truths(logical.operands);
  return logical.op == ast::LogicalOperator::logical_and ? builder_.all_of(operands)
                                                         : builder_.any_of(operands);
}

Planned ConditionPlanner::operator()(const model::Implies& implies) {
  return builder_.any_of({!truth(implies.premise), truth(implies.conclusion)});
}

// Whether the value is known; nullopt where only the evaluator can tell.
Planned ConditionPlanner::known(ExprId expr) {
  const auto meant = without_names(model_, expr);
  if (constants_.is_constant(meant)) return builder_.fixed(truth_of(is_known(constants_.value(meant))));
  if (is_condition(meant)) return builder_.add(IsKnown{truth(meant)});
  const auto found = held(model_, meant);
  if (!found) return std::nullopt;
  return builder_.add(HeldTest{*found, HeldState::known});
}

// The truth of a condition, or of an event's having happened.
Planned ConditionPlanner::holds(ExprId expr) {
  const auto meant = without_names(model_, expr);
  if (is_condition(meant)) return truth(meant);
  const auto found = held(model_, meant);
  const bool is_event = found && model_[meant].type.kind == TypeKind::event;
  return is_event ? Planned{builder_.held_truth(*found)} : std::nullopt;
}

Planned ConditionPlanner::operator()(const model::Knowledge& knowledge) {
  const auto operand = knowledge.operand;
  switch (knowledge.word) {
    case model::KnowledgeWord::known: return known(operand);
    case model::KnowledgeWord::unknown: {
      const auto is_there = known(operand);
      return is_there ? Planned{!*is_there} : std::nullopt;
    }
    case model::KnowledgeWord::stale: {
      const auto* fact = std::get_if<model::FactReference>(&model_[operand].operation);
      if (!fact) return std::nullopt;
      return builder_.add(HeldTest{{fact->fact, {}}, HeldState::stale});
    }
    case model::KnowledgeWord::confirmed: {
      const auto truth = holds(operand);
      return truth ? Planned{builder_.add(IsYes{*truth})} : std::nullopt;
    }
    case model::KnowledgeWord::ruled_out: break;
  }
  const auto truth = holds(operand);
  return truth ? Planned{builder_.add(IsYes{!*truth})} : std::nullopt;
}

Planned ConditionPlanner::operator()(const model::Includes& includes) {
  const auto fact = named_fact(model_, includes.set);
  if (!fact || model_.facts[*fact].type.kind != TypeKind::any_of) return std::nullopt;
  std::vector<TruthRef> members;
  for (const auto member : includes.members) members.push_back(builder_.held_truth({*fact, {}}, member));
  return includes.quantifier == ast::Quantifier::all ? builder_.all_of(std::move(members))
                                                     : builder_.any_of(std::move(members));
}

Planned ConditionPlanner::operator()(const model::IsEmpty& is_empty) {
  const auto fact = named_fact(model_, is_empty.set);
  if (!fact || model_.facts[*fact].type.kind != TypeKind::any_of) return std::nullopt;
  std::vector<TruthRef> absent;
  const auto count = model_.facts[*fact].type.members->members.size();
  for (model::MemberIndex member = 0; member < count; ++member) {
    absent.push_back(!builder_.held_truth({*fact, {}}, member));
  }
  return builder_.all_of(std::move(absent));
}

Planned ConditionPlanner::operator()(const model::Choose& choose) {
  ChosenTruth step{{}, {}, choose.policy, choose.covers};
  for (const auto& arm : choose.arms) step.arms.emplace_back(truth(arm.value), truth(arm.guard));
  if (choose.otherwise) step.otherwise = truth(*choose.otherwise);
  return builder_.add(std::move(step));
}

Planned ConditionPlanner::operator()(const model::Counting& counting) {
  const auto arguments = truths(counting.arguments);
  const auto reaches = [&](std::int64_t count) {
    const auto beyond = static_cast<std::int64_t>(arguments.size()) + 1;
    return builder_.add(
        AtLeast{arguments, static_cast<std::uint32_t>(std::clamp<std::int64_t>(count, 0, beyond))});
  };
  switch (counting.word) {
    case ast::CountingWord::at_least: return reaches(counting.count);
    case ast::CountingWord::at_most: return !reaches(counting.count + 1);
    case ast::CountingWord::exactly: break;
  }
  return builder_.all_of({reaches(counting.count), !reaches(counting.count + 1)});
}

// A threshold that is not known leaves more open than a count can hold.
bool ConditionPlanner::is_test_of_constants(ExprId test) {
  std::vector<ExprId> pending{test};
  while (!pending.empty()) {
    const auto expr = pending.back();
    pending.pop_back();
    if (constants_.is_constant(expr)) {
      if (!is_known(constants_.value(expr))) return false;
      continue;
    }
    const auto below = parts(model_, expr);
    const bool is_reading = std::holds_alternative<model::EachReading>(model_[expr].operation);
    if (below.empty() && !is_reading) return false;
    pending.insert(pending.end(), below.begin(), below.end());
  }
  return true;
}

Planned ConditionPlanner::operator()(const model::ReadingCount& count) {
  if (!is_test_of_constants(count.test)) return std::nullopt;
  const Held subject{count.fact, model_[expr_].canonical};
  count_readings(subject, count.test, false);
  return builder_.held_truth(subject);
}

Planned ConditionPlanner::operator()(const model::AnyKnown& any) {
  return builder_.add(AnyKnownOf{truths(any.arguments)});
}

Planned ConditionPlanner::operator()(const model::FirstKnown& first) {
  return builder_.add(FirstKnownOf{truths(first.arguments)});
}

Planned ConditionPlanner::operator()(const model::Happened& happened) { return holds(happened.event); }

Planned ConditionPlanner::operator()(const model::IfUnknown& if_unknown) {
  return builder_.add(FirstIsUnknown{truths(if_unknown.guards)});
}

Planned ConditionPlanner::operator()(const model::RequiresKnown& required) {
  const auto is_there = known(required.operand);
  return is_there ? Planned{builder_.add(Required{*is_there})} : std::nullopt;
}

Planned ConditionPlanner::operator()(const model::StatusTest& test) {
  const auto condition = truth(model::statement(model_, test.statement).condition);
  switch (test.status) {
    case ast::Status::advised: return builder_.add(IsYes{condition});
    case ast::Status::not_advised: return builder_.add(IsYes{!condition});
    case ast::Status::undetermined: break;
  }
  return !builder_.add(IsKnown{condition});
}

}  // namespace waymark::plan
