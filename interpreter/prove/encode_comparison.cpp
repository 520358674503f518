#include "interpreter/prove/encoding.hpp"

namespace waymark::prove {
namespace {

bool counts_months(const Type& type) {
  return type.kind == TypeKind::number && type.unit->dimension.contains("calendar");
}

OrderTerm undefined(z3::context& context) {
  const auto no = context.bool_val(false);
  return {no, no, no};
}

OrderTerm reversed(const OrderTerm& order) {
  return {order.defined, both(negation(order.less), negation(order.equal)), order.equal};
}

// How the high end of the one side stands to the low end of the other, and its low end to the other's high
// one.
struct EndOrders {
  OrderTerm high_to_low, low_to_high;
};

EndOrders single(const OrderTerm& order) { return {order, order}; }

// One end of a number, or nothing.
struct End {
  z3::expr there, value;
};

End low_end(const NumberTerm& number) { return {number.has_low, number.low}; }
End high_end(const NumberTerm& number) { return {number.has_high, number.high}; }

OrderTerm plain_order(const End& a, const End& b) {
  return {both(a.there, b.there), a.value < b.value, a.value == b.value};
}

// Both sides have been multiplied by `divisor`, which may be negative.
OrderTerm multiplied_order(const End& a, const End& b, const z3::expr& divisor) {
  const auto less = z3::ite(divisor > 0, a.value<b.value, a.value> b.value);
  return {both(a.there, b.there), less, a.value == b.value};
}

End times(const End& end, const z3::expr& divisor) { return {end.there, end.value * divisor}; }

// Can two numbers be compared in linear arithmetic?
bool is_linear(const NumberTerm& a, const NumberTerm& b) {
  if (a.divisor && b.divisor) return z3::eq(*a.divisor, *b.divisor);
  if (a.divisor) return b.constant.has_value();
  return !b.divisor || a.constant.has_value();
}

OrderTerm order_of_ends(const NumberTerm& a, const End& left, const NumberTerm& b, const End& right) {
  if (a.divisor && b.divisor) return multiplied_order(left, right, *a.divisor);
  if (a.divisor) return multiplied_order(left, times(right, *a.divisor), *a.divisor);
  if (b.divisor) return multiplied_order(times(left, *b.divisor), right, *b.divisor);
  return plain_order(left, right);
}

EndOrders number_orders(const NumberTerm& a, const NumberTerm& b) {
  return {order_of_ends(a, high_end(a), b, low_end(b)), order_of_ends(a, low_end(a), b, high_end(b))};
}

OrderTerm elapsed_to_end(CalendarTerms& calendar, const ElapsedTerm& elapsed, const End& end, bool months) {
  const auto defined = both(elapsed.known, end.there);
  if (!months) {
    const auto seconds = seconds_between(elapsed);
    return {defined, seconds < end.value, seconds == end.value};
  }
  auto order = order_to_months(calendar, elapsed, floor_of(end.value));
  order.defined = both(defined, z3::is_int(end.value));
  return order;
}

// Compares values of all kinds that the checker lets meet.
class Orders {
 public:
  Orders(Encoder& encoder, bool months) : encoder_{encoder}, months_{months} {}

  EndOrders operator()(const TruthTerm& a, const TruthTerm& b) const {
    const auto known = both(either(a.yes, a.no), either(b.yes, b.no));
    return single({known, both(a.no, b.yes), a.yes == b.yes});
  }
  EndOrders operator()(const NumberTerm& a, const NumberTerm& b) const { return number_orders(a, b); }
  EndOrders operator()(const MemberTerm& a, const MemberTerm& b) const {
    const auto defined = both(a.has_bounds, b.has_bounds);
    return {{defined, is_less(a.high, b.low), is_equal(a.high, b.low)},
            {defined, is_less(a.low, b.high), is_equal(a.low, b.high)}};
  }
  EndOrders operator()(const TimeTerm& a, const TimeTerm& b) const {
    return instants(a.known, a.instant, b.known, b.instant);
  }
  EndOrders operator()(const EventTerm& a, const TimeTerm& b) const {
    return instants(both(a.known, a.has_moment), a.instant, b.known, b.instant);
  }
  EndOrders operator()(const TimeTerm& a, const EventTerm& b) const {
    return instants(a.known, a.instant, both(b.known, b.has_moment), b.instant);
  }
  EndOrders operator()(const EventTerm& a, const EventTerm& b) const {
    return instants(both(a.known, a.has_moment), a.instant, both(b.known, b.has_moment), b.instant);
  }
  EndOrders operator()(const ElapsedTerm& a, const ElapsedTerm& b) const {
    const auto left = microseconds_between(a);
    const auto right = microseconds_between(b);
    return single({both(a.known, b.known), left < right, left == right});
  }
  EndOrders operator()(const ElapsedTerm& a, const NumberTerm& b) const {
    return {elapsed_to_end(calendar(), a, low_end(b), months_),
            elapsed_to_end(calendar(), a, high_end(b), months_)};
  }
  EndOrders operator()(const NumberTerm& a, const ElapsedTerm& b) const {
    return {reversed(elapsed_to_end(calendar(), b, high_end(a), months_)),
            reversed(elapsed_to_end(calendar(), b, low_end(a), months_))};
  }
  template <typename A, typename B>
  EndOrders operator()(const A&, const B&) const {
    return single(undefined(encoder_.context()));
  }

 private:
  static EndOrders instants(const z3::expr& a_known, const InstantTerm& a, const z3::expr& b_known,
                            const InstantTerm& b) {
    auto order = order_of_instants(a, b);
    order.defined = both(a_known, b_known);
    return single(order);
  }
  CalendarTerms& calendar() const { return encoder_.space().calendar(); }

  Encoder& encoder_;
  bool months_;
};

// `between` compares twice, both times in one expression.
std::string operator_name(ast::ComparisonOperator op) {
  const bool is_upper = op == ast::ComparisonOperator::less || op == ast::ComparisonOperator::less_equal;
  return is_upper ? "<" : "";
}

TruthTerm surely_less(const EndOrders& ends) {
  return {both(ends.high_to_low.defined, ends.high_to_low.less),
          both(ends.low_to_high.defined, negation(ends.low_to_high.less))};
}

TruthTerm surely_less_equal(const EndOrders& ends) {
  return {both(ends.high_to_low.defined, either(ends.high_to_low.less, ends.high_to_low.equal)),
          both(ends.low_to_high.defined,
               both(negation(ends.low_to_high.less), negation(ends.low_to_high.equal)))};
}

TruthTerm surely_equal(const EndOrders& ends) {
  const auto& [high_to_low, low_to_high] = ends;
  const auto above = both(negation(low_to_high.less), negation(low_to_high.equal));
  return {both(both(high_to_low.defined, low_to_high.defined), both(high_to_low.equal, low_to_high.equal)),
          either(both(high_to_low.defined, high_to_low.less), both(low_to_high.defined, above))};
}

// How the ends stand where a quotient, and what it is multiplied with, is rounded on the way: as they do
// exactly, but either way where they nearly meet.
class Rounding {
 public:
  Rounding(Encoder& encoder, const std::string& name)
      : less_{encoder.space().opaque_truth(name + "less")},
        equal_{encoder.space().opaque_truth(name + "equal")} {}

  OrderTerm operator()(const OrderTerm& exact, const z3::expr& meet) const {
    return {exact.defined, z3::ite(meet, less_, exact.less),
            z3::ite(meet, both(equal_, negation(less_)), exact.equal)};
  }

  // One of both has the divisor; the numerator of the other is multiplied with it.
  static z3::expr nearly_meet(const NumberTerm& a, const End& left, const NumberTerm& b, const End& right) {
    const auto x = b.divisor && !a.divisor ? left.value * *b.divisor : left.value;
    const auto y = a.divisor && !b.divisor ? right.value * *a.divisor : right.value;
    mpz_class power;
    mpz_ui_pow_ui(power.get_mpz_t(), 10, 30);
    const auto far = z3::ite(y >= 0, y, -y) * real(x.ctx(), Rational{1} / Rational{power});
    return y != 0 && x - y <= far && y - x <= far;
  }

 private:
  z3::expr less_, equal_;
};

// Whether rounding may move a quotient to the other side of a number.
bool is_off(const NumberTerm& quotient, const NumberTerm& other) {
  return quotient.divisor && (quotient.rounded || (!other.divisor && other.digits >= most_digits));
}

TruthTerm swapped(const TruthTerm& truth) { return {truth.no, truth.yes}; }

TruthTerm holds(ast::ComparisonOperator op, const EndOrders& ends) {
  switch (op) {
    case ast::ComparisonOperator::equal: return surely_equal(ends);
    case ast::ComparisonOperator::not_equal: return swapped(surely_equal(ends));
    case ast::ComparisonOperator::less: return surely_less(ends);
    case ast::ComparisonOperator::less_equal: return surely_less_equal(ends);
    case ast::ComparisonOperator::greater: return swapped(surely_less_equal(ends));
    case ast::ComparisonOperator::greater_equal: break;
  }
  return swapped(surely_less(ends));
}

}  // namespace

TruthTerm Encoding::compare(ast::ComparisonOperator op, model::ExprId left, model::ExprId right) const {
  const auto& model = encoder_.model();
  const bool months = counts_months(model[left].type) || counts_months(model[right].type);
  auto a = as_compared(left, right);
  auto b = as_compared(right, left);
  const auto* left_number = std::get_if<NumberTerm>(&a);
  const auto* right_number = std::get_if<NumberTerm>(&b);
  if (left_number && right_number && !is_linear(*left_number, *right_number)) {
    encoder_.mark_opaque(expr_);
    const auto known = both(is_known(context(), a), is_known(context(), b));
    const auto any_end = both(either(left_number->has_low, left_number->has_high),
                              either(right_number->has_low, right_number->has_high));
    auto& space = encoder_.space();
    const auto name = encoder_.open_name(expr_) + operator_name(op);
    const auto decided = either(known, both(any_end, space.opaque_truth(name + "decided")));
    const auto result = space.opaque_truth(name + "holds");
    return {both(decided, result), both(decided, negation(result))};
  }
  auto orders = std::visit(Orders{encoder_, months}, a, b);
  const bool is_loose = left_number && right_number &&
                        (is_off(*left_number, *right_number) || is_off(*right_number, *left_number));
  if (is_loose) {
    encoder_.mark_opaque(expr_);
    const Rounding rounding{encoder_, encoder_.open_name(expr_) + operator_name(op)};
    orders.high_to_low = rounding(
        orders.high_to_low,
        Rounding::nearly_meet(*left_number, high_end(*left_number), *right_number, low_end(*right_number)));
    orders.low_to_high = rounding(
        orders.low_to_high,
        Rounding::nearly_meet(*left_number, low_end(*left_number), *right_number, high_end(*right_number)));
  }
  return holds(op, orders);
}

// One rounding of few digits does not move a number past another one of few digits; past one of many it may.
// Rounding keeps a number on its side of one that is a short decimal in the same unit; any other it may reach
// or pass.
Term Encoding::as_compared(model::ExprId side, model::ExprId other) const {
  const auto* number = std::get_if<NumberTerm>(&term(side));
  const auto* against = std::get_if<NumberTerm>(&term(other));
  if (!number || !against || !number->rounded || number->divisor || against->divisor) return term(side);
  const auto& model = encoder_.model();
  const Rational factor = model[other].type.unit->scale / model[side].type.unit->scale;
  const bool keeps_side = !against->rounded && against->digits < most_digits && has_end(factor);
  return keeps_side ? term(side) : Term{plain(side)};
}

Term Encoding::operator()(const model::Comparison& comparison) const {
  return compare(comparison.op, comparison.left, comparison.right);
}

Term Encoding::operator()(const model::Between& between) const {
  const auto from = compare(ast::ComparisonOperator::greater_equal, between.subject, between.low);
  const auto upper = between.below ? ast::ComparisonOperator::less : ast::ComparisonOperator::less_equal;
  const auto to = compare(upper, between.subject, between.high);
  return TruthTerm{both(from.yes, to.yes), either(from.no, to.no)};
}

}  // namespace waymark::prove
