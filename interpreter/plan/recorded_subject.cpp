#include "interpreter/plan/recorded_subject.hpp"

#include "interpreter/evaluate/bounds.hpp"
#include "interpreter/values/unknown.hpp"

namespace waymark::plan {
namespace {

using model::ExprId;

template <typename Operation>
const Operation* as(const model::Model& model, ExprId expr) {
  return std::get_if<Operation>(&model[expr].operation);
}

bool is_time(TypeKind kind) {
  return kind == TypeKind::date || kind == TypeKind::moment || kind == TypeKind::event;
}

std::optional<Held> held_of_kind(const model::Model& model, ExprId expr, bool (*fits)(TypeKind)) {
  const auto found = held(model, expr);
  return found && fits(model[without_names(model, expr)].type.kind) ? found : std::nullopt;
}

std::optional<TimeSubject> since(const model::Model& model, ExprId operand, ast::SinceWord word) {
  const auto found = held_of_kind(model, operand, is_time);
  return found ? std::optional{TimeSubject{*found, false, word}} : std::nullopt;
}

// The fact whose reading or readings it is the time of.
std::optional<model::FactId> fact_of_time(const model::Model& model, const model::ReadingTime& time) {
  if (const auto* fact = as<model::FactReference>(model, time.reading)) return fact->fact;
  const auto* window = model::window_meant(model, time.reading);
  return window ? std::optional{window->fact} : std::nullopt;
}

}  // namespace

ExprId without_names(const model::Model& model, ExprId expr) {
  while (true) {
    expr = model[expr].canonical;
    if (const auto* define = as<model::DefineReference>(model, expr)) {
      expr = *model.defines[define->define].value;
    } else if (const auto* call = as<model::DefineCall>(model, expr)) {
      expr = call->body;
    } else {
      return expr;
    }
  }
}

std::optional<model::FactId> named_fact(const model::Model& model, ExprId expr) {
  const auto* fact = as<model::FactReference>(model, without_names(model, expr));
  return fact ? std::optional{fact->fact} : std::nullopt;
}

std::optional<Held> held(const model::Model& model, ExprId expr) {
  expr = without_names(model, expr);
  if (const auto* fact = as<model::FactReference>(model, expr)) return Held{fact->fact, std::nullopt};
  if (const auto* window = as<model::Window>(model, expr)) return Held{window->fact, expr};
  if (const auto* count = as<model::ReadingCount>(model, expr)) return Held{count->fact, expr};
  const auto* time = as<model::ReadingTime>(model, expr);
  const auto fact = time ? fact_of_time(model, *time) : std::nullopt;
  return fact ? std::optional{Held{*fact, expr}} : std::nullopt;
}

std::optional<NumberSubject> number_subject(const model::Model& model, ExprId expr) {
  NumberSubject subject;
  while (true) {
    expr = without_names(model, expr);
    if (const auto* conversion = as<model::Conversion>(model, expr)) {
      subject.conversions.push_back(expr);
      expr = conversion->operand;
    } else if (const auto* exchange = as<model::SubstanceConversion>(model, expr)) {
      subject.conversions.push_back(expr);
      expr = exchange->operand;
    } else {
      break;
    }
  }
  const auto* each = as<model::EachReading>(model, expr);
  subject.each_reading = each != nullptr;
  const auto found = each ? std::optional{Held{each->fact, std::nullopt}} : held(model, expr);
  if (!found || model[expr].type.kind != TypeKind::number) return std::nullopt;
  subject.of = *found;
  return subject;
}

Value number_of(const model::Model& model, const NumberSubject& subject, const Quantity& number) {
  auto value = exactly(number);
  for (auto expr = subject.conversions.rbegin(); expr != subject.conversions.rend(); ++expr) {
    if (const auto* conversion = as<model::Conversion>(model, *expr)) {
      value = converted(value, conversion->unit);
    } else {
      const auto& exchange = std::get<model::SubstanceConversion>(model[*expr].operation);
      value = exchanged(value, exchange.unit, exchange.substance);
    }
  }
  return value;
}

std::optional<MemberSubject> member_subject(const model::Model& model, ExprId expr) {
  const auto* points = as<model::PointsOf>(model, without_names(model, expr));
  const auto found = held_of_kind(model, points ? points->operand : expr,
                                  [](TypeKind kind) { return kind == TypeKind::one_of; });
  return found ? std::optional{MemberSubject{*found, points != nullptr}} : std::nullopt;
}

Value member_of(const model::Model& model, const MemberSubject& subject, model::MemberIndex member) {
  if (!subject.as_points) return member;
  const auto& points = model.facts[subject.of.fact].type.members->members[member].points;
  return points ? exactly(Quantity{*points}) : Value{unknown_because(UnknownReason::outside_domain)};
}

std::optional<TimeSubject> time_subject(const model::Model& model, ExprId expr) {
  expr = without_names(model, expr);
  if (const auto* reading = as<model::TimeSinceReading>(model, expr))
    return TimeSubject{{reading->fact, std::nullopt}, true, ast::SinceWord::time};
  if (const auto* time = as<model::TimeSince>(model, expr))
    return since(model, time->operand, ast::SinceWord::time);
  if (const auto* count = as<model::CalendarCount>(model, expr))
    return since(model, count->operand, count->word);
  const auto found = held_of_kind(model, expr, is_time);
  return found ? std::optional{TimeSubject{*found, false, std::nullopt}} : std::nullopt;
}

}  // namespace waymark::plan
