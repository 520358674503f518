#include "interpreter/evaluate/evaluator.hpp"

#include <array>

#include "interpreter/evaluate/bounds.hpp"
#include "interpreter/evaluate/computation.hpp"
#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/evaluate/occurrences.hpp"
#include "interpreter/values/elapsed.hpp"
#include "lang/model/constant_quantity.hpp"

namespace waymark {
namespace {

using model::ExprId;

constexpr int deepest_recursion = 64;

bool is_stale(const Moment& time, const Moment& at, const std::optional<Quantity>& valid_for) {
  if (!valid_for) return false;
  const auto order = compare(Elapsed{std::pair{time, at}}, *valid_for);
  return !order || *order > 0;
}

}  // namespace

// Of two occurrences of an event: the later of those that lie behind, else the one that comes first. Of
// anything else the second.
static bool is_nearer(const Value& second, const Value& first, const Moment& at) {
  const auto* one = std::get_if<EventValue>(&second);
  const auto* other = std::get_if<EventValue>(&first);
  if (!one || !other || !one->moment || !other->moment) return true;
  const bool has_happened = *one->moment <= at;
  if (has_happened != (*other->moment <= at)) return has_happened;
  return has_happened ? *other->moment <= *one->moment : *one->moment <= *other->moment;
}

bool is_seen(const FactReading& reading, const Moment& time, const Moment& at) {
  return time <= at && (!reading.recorded || *reading.recorded <= at) &&
         !std::holds_alternative<Unknown>(reading.value);
}

CurrentReading current_reading(const std::vector<FactReading>& readings, const Moment& at,
                               const std::optional<Quantity>& valid_for) {
  CurrentReading current;
  for (const auto& reading : readings) {
    const auto time = reading.time.value_or(at);
    if (!is_seen(reading, time, at)) continue;
    const bool is_later = !current.reading || current.time < time;
    if (is_later || (current.time == time && is_nearer(reading.value, current.reading->value, at)))
      current = {&reading, time, false};
  }
  if (current.reading) current.stale = is_stale(current.time, at, valid_for);
  return current;
}

CurrentReading current_reading(const model::Model& model, const Patient& patient, model::FactId fact,
                               const Moment& at) {
  const auto& declared = model.facts[fact];
  return declared.validity
             ? current_reading(patient.facts[fact], at, validity(model, declared, patient.parameters))
             : current_reading(patient.facts[fact], at, declared.valid_for);
}

std::optional<Quantity> validity(const model::Model& model, const model::Fact& fact,
                                 const std::vector<std::optional<Value>>& parameters) {
  if (!fact.validity) return fact.valid_for;
  const auto id = std::get<model::ParameterReference>(model[*fact.validity].operation).parameter;
  if (id < parameters.size() && parameters[id]) return known_number(*parameters[id]);
  const auto& declared = model.parameters[id].value;
  return declared ? constant_quantity(model, *declared) : std::nullopt;
}

Evaluator::Evaluator(const model::Model& model, const Patient& patient, Moment at, KnowledgeWords words)
    : model_{model}, patient_{patient}, at_{at}, words_{words}, values_(model.expressions.size()) {}

void Evaluator::assume(ExprId expr, Value value) {
  assumed_.push_back(model_[expr].canonical);
  values_.set(assumed_.back(), std::move(value));
}

bool Evaluator::leaves_open(const Value& looked_at) {
  if (is_known(looked_at) || is_settled(looked_at)) return false;
  any_may_change_ = true;
  return words_ == KnowledgeWords::say_what_stays;
}

Evaluator& Evaluator::of_what_stays() {
  if (!any_may_change_ || words_ == KnowledgeWords::say_what_stays) return *this;
  if (!of_what_stays_) {
    of_what_stays_ = std::make_unique<Evaluator>(model_, patient_, at_, KnowledgeWords::say_what_stays);
    for (const auto expr : assumed_) of_what_stays_->assume(expr, *values_.find(expr));
  }
  return *of_what_stays_;
}

const Value& Evaluator::value(ExprId expr) {
  const auto canonical = model_[expr].canonical;
  if (const auto* known = values_.find(canonical)) return *known;
  if (depth_ == deepest_recursion) return compute_in_a_row(canonical);
  ++depth_;
  const auto& result = compute(canonical);
  --depth_;
  return result;
}

const Value& Evaluator::compute(ExprId expr) {
  static const std::array<Value, 2> truths{false, true};
  const auto& expression = model_[expr];
  if (const auto* there = standing(expression.operation)) return values_.refer(expr, *there);
  auto result = std::visit(Computation{*this, expression.type}, expression.operation);
  if (const auto* yes = std::get_if<bool>(&result)) return values_.refer(expr, truths[*yes ? 1 : 0]);
  return values_.set(expr, std::move(result));
}

// What an expression only names, where it is known; null for any other.
const Value* Evaluator::standing(const model::Operation& operation) {
  if (const auto* fact = std::get_if<model::FactReference>(&operation)) return standing_reading(fact->fact);
  const auto* define = std::get_if<model::DefineReference>(&operation);
  const auto* call = std::get_if<model::DefineCall>(&operation);
  if (!define && !call) return nullptr;
  const auto& named = value(define ? *model_.defines[define->define].value : call->body);
  return std::holds_alternative<Unknown>(named) ? nullptr : &named;
}

const Value* Evaluator::standing_reading(model::FactId fact) const {
  const auto current = current_reading(fact);
  const bool counts = current.reading && !current.stale;
  return counts ? standing_value(current, patient_.facts[fact]) : nullptr;
}

// However long the chain of definitions is, it takes no more of the stack.
const Value& Evaluator::compute_in_a_row(ExprId wanted) {
  std::vector<ExprId> pending{wanted};
  while (!pending.empty()) {
    const auto expr = pending.back();
    const auto size = pending.size();
    if (!values_.find(expr)) append_missing_operands(expr, pending);
    if (pending.size() > size) continue;
    pending.pop_back();
    if (!values_.find(expr)) compute(expr);
  }
  return *values_.find(wanted);
}

void Evaluator::append_missing_operands(ExprId expr, std::vector<ExprId>& pending) const {
  for (const auto operand : parts(model_, expr)) {
    const auto canonical = model_[operand].canonical;
    if (!values_.find(canonical)) pending.push_back(canonical);
  }
}

}  // namespace waymark
