// Q8: can every open status be settled?
#include <map>

#include <fmt/format.h>

#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/prove/questions.hpp"
#include "lang/model/operation_groups.hpp"

namespace waymark::prove {

namespace {

template <typename O>
concept AsksAllOperands = model::IsGiven<O> || model::Named<O> || model::CombinesConditions<O> ||
    model::TestsValue<O> || model::Calculates<O> || model::LooksAtReadings<O> || model::TellsTime<O> ||
    model::OneOf<O, model::FirstKnown, model::RequiresKnown>;

// Of which of its operands an operation asks each that is unknown, as `Evaluator::needs` does; none of those
// that ask only some of them.
class AskedOperands {
 public:
  explicit AskedOperands(const model::Model& model) : model_{model} {}

  std::vector<model::ExprId> operator()(const model::Comparison& comparison) const {
    if (names_score(comparison.left) || names_score(comparison.right)) return {};
    return {comparison.left, comparison.right};
  }
  std::vector<model::ExprId> operator()(const model::Between& between) const {
    if (names_score(between.subject)) return {};
    return {between.subject, between.low, between.high};
  }
  std::vector<model::ExprId> operator()(const model::DefineReference& reference) const {
    return {*model_.defines[reference.define].value};
  }
  std::vector<model::ExprId> operator()(const model::Call& call) const {
    const bool asks_all = call.function != model::Function::min && call.function != model::Function::max;
    return asks_all ? call.arguments : std::vector<model::ExprId>{};
  }
  std::vector<model::ExprId> operator()(const model::StatusTest&) const { return {}; }
  std::vector<model::ExprId> operator()(const model::Choose&) const { return {}; }
  std::vector<model::ExprId> operator()(const model::AnyKnown&) const { return {}; }
  std::vector<model::ExprId> operator()(const model::IfUnknown&) const { return {}; }
  std::vector<model::ExprId> operator()(const model::Knowledge&) const { return {}; }
  std::vector<model::ExprId> operator()(const AsksAllOperands auto& other) const {
    return model::operands(other);
  }

 private:
  bool names_score(model::ExprId expr) const {
    const auto* operation = &model_[expr].operation;
    while (const auto* define = std::get_if<model::DefineReference>(operation))
      operation = &model_[*model_.defines[define->define].value].operation;
    return std::holds_alternative<model::ScoreReference>(*operation);
  }

  const model::Model& model_;
};

bool combines_truths(const model::Operation& operation) {
  return std::holds_alternative<model::Logical>(operation) ||
         std::holds_alternative<model::Implies>(operation) ||
         std::holds_alternative<model::Counting>(operation);
}

// Where something is unknown and asks for a further reading: what a window says of one fact can still change,
// though that fact is known. Less than `needs` says, where operations do not ask all of their operands.
class ReadingsAsked {
 public:
  // All parts of the condition are among its dependencies, each before what it is part of.
  ReadingsAsked(Encoder& encoder, const Dependencies& dependencies)
      : encoder_{encoder}, operands_{encoder.model()} {
    for (const auto expr : dependencies.expressions()) note(expr);
  }

  z3::expr of(model::ExprId expr) const {
    const auto found = asks_.find(encoder_.model()[expr].canonical);
    return found == asks_.end() ? encoder_.context().bool_val(false) : found->second;
  }

 private:
  void note(model::ExprId expr) {
    const auto& operation = encoder_.model()[expr].operation;
    const bool is_window = std::holds_alternative<model::Window>(operation) ||
                           std::holds_alternative<model::ReadingCount>(operation);
    const auto* choose = std::get_if<model::Choose>(&operation);
    const auto asks = is_window ? encoder_.context().bool_val(true)
                      : choose  ? either(by_arms(*choose), by_guards(*choose))
                                : by_operands(operation);
    if (!asks.is_false()) asks_.emplace(expr, both(unknown(expr), asks));
  }

  z3::expr unknown(model::ExprId expr) const {
    return negation(is_known(encoder_.context(), encoder_.term(expr)));
  }

  z3::expr by_operands(const model::Operation& operation) const {
    std::vector<z3::expr> asking, asking_or_known;
    for (const auto operand : std::visit(operands_, operation)) {
      asking.push_back(of(operand));
      asking_or_known.push_back(either(negation(unknown(operand)), asking.back()));
    }
    const auto some = any_of(encoder_.context(), asking);
    // What one operand settles as unknown stays so; but for `and`, `or` and the like one that is open is
    // enough.
    if (some.is_false() || combines_truths(operation)) return some;
    return both(some, all_of(encoder_.context(), asking_or_known));
  }

  // The arm that surely counts.
  z3::expr by_arms(const model::Choose& choose) const {
    auto& context = encoder_.context();
    if (choose.policy != model::HitPolicy::first) return context.bool_val(false);
    auto reached = context.bool_val(true);
    std::vector<z3::expr> asking;
    for (const auto& arm : choose.arms) {
      const auto guard = encoder_.truth(arm.guard);
      asking.push_back(both(both(reached, guard.yes), of(arm.value)));
      reached = both(reached, guard.no);
    }
    if (choose.otherwise) asking.push_back(both(reached, of(*choose.otherwise)));
    return any_of(context, asking);
  }

  // Between arms of known values of which it is open which counts: where each of the open guards asks, one of
  // those on which something hangs does.
  z3::expr by_guards(const model::Choose& choose) const {
    auto& context = encoder_.context();
    if (choose.policy != model::HitPolicy::first) return context.bool_val(false);
    auto reached = context.bool_val(true);
    std::vector<z3::expr> open, asking, known;
    for (const auto& arm : choose.arms) {
      open.push_back(both(reached, unknown(arm.guard)));
      asking.push_back(either(negation(open.back()), of(arm.guard)));
      known.push_back(negation(unknown(arm.value)));
      reached = both(reached, negation(encoder_.truth(arm.guard).yes));
    }
    if (choose.otherwise) known.push_back(negation(unknown(*choose.otherwise)));
    return both(any_of(context, open), both(all_of(context, asking), all_of(context, known)));
  }

  Encoder& encoder_;
  const AskedOperands operands_;
  std::map<model::ExprId, z3::expr> asks_;  // by canonical ExprId; of others: never
};

}  // namespace

// What is undetermined although everything is known stays so for good, and whatever stays so for good can be
// completed to that.
void ask_dead_end(Inquiry& inquiry) {
  const auto& model = inquiry.model();
  auto& encoder = inquiry.encoder();
  for (const auto& statement : model::all_statements(model)) {
    const auto& base = model::statement(model, statement);
    std::vector<z3::expr> conditions{has_status(encoder, statement, Status::undetermined)};
    const Dependencies dependencies{model, {base.condition}};
    for (const auto& input : dependencies.inputs()) {
      if (inquiry.can_be_supplied(input))
        conditions.push_back(is_known(inquiry.context(), encoder.space().value(model, input)));
    }
    const auto asks = ReadingsAsked{encoder, dependencies}.of(base.condition);
    if (!asks.is_false()) conditions.push_back(negation(asks));
    const auto shows = [condition = base.condition](Evaluator& evaluator) {
      return evaluator.truth(condition) == Truth::unknown && evaluator.needs(condition).empty();
    };
    inquiry.nobody({Question::dead_end,
                    Weight::warning,
                    inquiry.head(base.span),
                    {FindingForm::stays_undetermined, {base.id}}},
                   {conditions, {base.condition}, shows, [statement](Evaluator& evaluator) {
                      return std::vector{expected_status(evaluator, statement)};
                    }});
  }
}

}  // namespace waymark::prove
