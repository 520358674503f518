#include "interpreter/prove/encoding.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark::prove {
namespace {

InstantTerm constant_instant(z3::context& context, const Moment& moment) {
  auto result = moment_at(whole(context, moment.microseconds));
  result.offset_minutes = whole(context, moment.offset_minutes);
  return result;
}

Term instant_value(z3::context& context, const InstantTerm& instant, const Type& type) {
  const auto yes = context.bool_val(true);
  if (type.kind == TypeKind::event) return EventTerm{yes, yes, instant};
  return TimeTerm{yes, instant};
}

Term date_value(z3::context& context, const Date& date, const Type& type) {
  const bool stays = type.kind == TypeKind::date || type.kind == TypeKind::anything;
  const auto day = date_at(whole(context, date.days));
  return instant_value(context, stays ? day : moment_at(day.day, day.microsecond), type);
}

// The points that a row can still give.
class RowPoints {
 public:
  explicit RowPoints(z3::context& context)
      : context_{context},
        low_{real(context, 0)},
        high_{low_},
        is_decided_{context.bool_val(false)},
        has_any_{is_decided_} {}

  void add(const z3::expr& may_hold, const Rational& points) {
    const auto value = real(context_, points);
    const auto is_first = negation(has_any_);
    low_ = if_then_else(both(may_hold, either(is_first, value < low_)), value, low_);
    high_ = if_then_else(both(may_hold, either(is_first, value > high_)), value, high_);
    has_any_ = either(has_any_, may_hold);
  }
  void alternative(const TruthTerm& when, const Rational& points) {
    add(both(negation(is_decided_), negation(when.no)), points);
    is_decided_ = either(is_decided_, when.yes);
  }
  void nothing() { add(negation(is_decided_), 0); }

  const z3::expr& low() const { return low_; }
  const z3::expr& high() const { return high_; }

 private:
  z3::context& context_;
  z3::expr low_, high_, is_decided_, has_any_;
};

}  // namespace

bool is_open(const model::Model& model, model::ParameterId parameter) {
  const auto& declared = model.parameters[parameter].value;
  if (!declared) return true;
  const auto* literal = std::get_if<model::Literal>(&model[*declared].operation);
  return literal && std::holds_alternative<model::UnknownConstant>(literal->value);
}

Term Encoding::operator()(const model::Literal& literal) const {
  return std::visit(
      overloaded{
          [](const model::UnknownConstant&) -> Term { return UnknownTerm{}; },
          [&](bool value) -> Term { return always_known(context().bool_val(value)); },
          [&](const Quantity& quantity) -> Term {
            auto number = constant_number(context(), in_base_units(quantity), quantity.unit->offset);
            number.digits = significant_digits(quantity.number.to_rational());
            return number;
          },
          [&](model::MemberIndex member) -> Term { return member_where(yes(), whole(context(), member)); },
          [&](const Date& date) { return date_value(context(), date, type_); },
          [&](const model::MomentConstant& moment) {
            return instant_value(context(), constant_instant(context(), moment.moment), type_);
          },
      },
      literal.value);
}

Term Encoding::operator()(const model::FactReference& reference) const {
  return encoder_.space().value(encoder_.model(), model::Input{std::in_place_index<0>, reference.fact});
}

Term Encoding::operator()(const model::UnrecordedIsNo& unrecorded) const {
  auto& space = encoder_.space();
  const auto recorded =
      space.recorded(encoder_.model(), model::Input{std::in_place_index<0>, unrecorded.fact});
  return TruthTerm{no(),
                   both(negation(recorded), negation(space.in_doubt(encoder_.model(), unrecorded.fact)))};
}

// What the pathway sets stands; what it leaves open a site may set.
Term Encoding::operator()(const model::ParameterReference& reference) const {
  const auto& model = encoder_.model();
  if (!is_open(model, reference.parameter)) return term(*model.parameters[reference.parameter].value);
  return encoder_.space().value(model, model::Input{std::in_place_index<1>, reference.parameter});
}

Term Encoding::operator()(const model::DefineReference& reference) const {
  return term(*encoder_.model().defines[reference.define].value);
}

Term Encoding::operator()(const model::DefineCall& call) const { return term(call.body); }

Term Encoding::operator()(const model::ScoreReference& reference) const {
  auto low = real(context(), 0);
  auto high = low;
  for (const auto& row : encoder_.model().scores[reference.score].rows) {
    RowPoints points{context()};
    for (const auto& alternative : row.alternatives)
      points.alternative(truth(alternative.when), alternative.points.to_rational());
    points.nothing();
    low = low + points.low();
    high = high + points.high();
  }
  return NumberTerm{yes(), low, yes(), high};
}

}  // namespace waymark::prove
