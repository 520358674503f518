#include "interpreter/prove/terms.hpp"

#include <algorithm>

#include "lang/text/overloaded.hpp"

namespace waymark::prove {
namespace {

InstantTerm chosen(const z3::expr& condition, const InstantTerm& yes, const InstantTerm& no) {
  return {if_then_else(condition, yes.day, no.day), if_then_else(condition, yes.microsecond, no.microsecond),
          yes.is_date, if_then_else(condition, yes.offset_minutes, no.offset_minutes)};
}

z3::expr same_instant(const InstantTerm& a, const InstantTerm& b) {
  const auto same_time = a.is_date || b.is_date ? a.day.ctx().bool_val(true) : a.microsecond == b.microsecond;
  return both(a.day == b.day, same_time);
}

z3::expr number_known(const NumberTerm& number) {
  const auto ends = both(number.has_low, number.has_high);
  if (z3::eq(number.low, number.high)) return ends;
  return both(ends, number.low == number.high);
}

z3::expr member_known(const MemberTerm& member) {
  if (z3::eq(member.low, member.high)) return member.has_bounds;
  return both(member.has_bounds, is_equal(member.low, member.high));
}

TruthTerm chosen(const z3::expr& condition, const TruthTerm& yes, const TruthTerm& no) {
  return {if_then_else(condition, yes.yes, no.yes), if_then_else(condition, yes.no, no.no)};
}

// Two ratios over one divisor stay one; the caller has seen to the others.
NumberTerm chosen(const z3::expr& condition, const NumberTerm& yes, const NumberTerm& no) {
  return {if_then_else(condition, yes.has_low, no.has_low),
          if_then_else(condition, yes.low, no.low),
          if_then_else(condition, yes.has_high, no.has_high),
          if_then_else(condition, yes.high, no.high),
          yes.zero,
          std::nullopt,
          yes.divisor,
          yes.rounded || no.rounded,
          std::max(yes.digits, no.digits)};
}

SetTerm chosen(const z3::expr& condition, const SetTerm& yes, const SetTerm& no) {
  SetTerm result;
  for (std::size_t i = 0; i < yes.members.size() && i < no.members.size(); ++i)
    result.members.push_back(chosen(condition, yes.members[i], no.members[i]));
  return result;
}

Term chosen(const z3::expr& condition, const MemberTerm& yes, const MemberTerm& no) {
  return MemberTerm{if_then_else(condition, yes.has_bounds, no.has_bounds),
                    if_then_else(condition, yes.low, no.low), if_then_else(condition, yes.high, no.high)};
}

Term chosen(const z3::expr& condition, const TimeTerm& yes, const TimeTerm& no) {
  return TimeTerm{if_then_else(condition, yes.known, no.known), chosen(condition, yes.instant, no.instant)};
}

Term chosen(const z3::expr& condition, const EventTerm& yes, const EventTerm& no) {
  return EventTerm{if_then_else(condition, yes.known, no.known),
                   if_then_else(condition, yes.has_moment, no.has_moment),
                   chosen(condition, yes.instant, no.instant)};
}

Term chosen(const z3::expr& condition, const ElapsedTerm& yes, const ElapsedTerm& no) {
  return ElapsedTerm{if_then_else(condition, yes.known, no.known), chosen(condition, yes.from, no.from),
                     chosen(condition, yes.to, no.to)};
}

// Nothing is known of it, whatever kind it is of.
Term unknown_like(z3::context& context, const Term& like) {
  const auto no = context.bool_val(false);
  return std::visit(overloaded{
                        [&](const UnknownTerm&) -> Term { return UnknownTerm{}; },
                        [&](const TruthTerm&) -> Term { return unknown_truth(context); },
                        [&](const NumberTerm& number) -> Term {
                          return NumberTerm{no,
                                            number.low,
                                            no,
                                            number.high,
                                            number.zero,
                                            std::nullopt,
                                            number.divisor,
                                            number.rounded,
                                            number.digits};
                        },
                        [&](const MemberTerm& member) -> Term {
                          return MemberTerm{no, member.low, member.high};
                        },
                        [&](const SetTerm& set) -> Term {
                          return SetTerm{{set.members.size(), unknown_truth(context)}};
                        },
                        [&](const TimeTerm& time) -> Term {
                          return TimeTerm{no, time.instant};
                        },
                        [&](const EventTerm& event) -> Term {
                          return EventTerm{no, event.has_moment, event.instant};
                        },
                        [&](const ElapsedTerm& elapsed) -> Term {
                          return ElapsedTerm{no, elapsed.from, elapsed.to};
                        },
                    },
                    like);
}

z3::expr same_value(const TruthTerm& a, const TruthTerm& b) { return a.yes == b.yes; }
z3::expr same_value(const NumberTerm& a, const NumberTerm& b) { return a.low == b.low; }
z3::expr same_value(const MemberTerm& a, const MemberTerm& b) { return a.low == b.low; }
z3::expr same_value(const TimeTerm& a, const TimeTerm& b) { return same_instant(a.instant, b.instant); }
z3::expr same_value(const EventTerm& a, const EventTerm& b) {
  return both(a.has_moment == b.has_moment,
              either(negation(a.has_moment), same_instant(a.instant, b.instant)));
}
z3::expr same_value(const ElapsedTerm& a, const ElapsedTerm& b) {
  return both(same_instant(a.from, b.from), same_instant(a.to, b.to));
}
z3::expr same_value(const SetTerm& a, const SetTerm& b) {
  std::vector<z3::expr> parts;
  for (std::size_t i = 0; i < a.members.size(); ++i) parts.push_back(a.members[i].yes == b.members[i].yes);
  return all_of(a.members.front().yes.ctx(), parts);
}

}  // namespace

z3::expr both(const z3::expr& a, const z3::expr& b) {
  if (a.is_false() || b.is_true() || z3::eq(a, b)) return a;
  if (b.is_false() || a.is_true()) return b;
  return a && b;
}

z3::expr either(const z3::expr& a, const z3::expr& b) {
  if (a.is_true() || b.is_false() || z3::eq(a, b)) return a;
  if (b.is_true() || a.is_false()) return b;
  return a || b;
}

z3::expr negation(const z3::expr& a) {
  if (a.is_true() || a.is_false()) return a.ctx().bool_val(a.is_false());
  return a.is_not() ? a.arg(0) : !a;
}

z3::expr if_then_else(const z3::expr& condition, const z3::expr& yes, const z3::expr& no) {
  if (condition.is_true() || z3::eq(yes, no)) return yes;
  if (condition.is_false()) return no;
  if (no.is_false() || yes.is_true()) return yes.is_true() ? either(condition, no) : both(condition, yes);
  if (yes.is_false() || no.is_true())
    return no.is_true() ? either(negation(condition), yes) : both(negation(condition), no);
  return z3::ite(condition, yes, no);
}

z3::expr all_of(z3::context& context, const std::vector<z3::expr>& parts) {
  z3::expr_vector kept{context};
  for (const auto& part : parts) {
    if (part.is_false()) return part;
    if (!part.is_true()) kept.push_back(part);
  }
  if (kept.empty()) return context.bool_val(true);
  return kept.size() == 1 ? kept[0] : z3::mk_and(kept);
}

z3::expr any_of(z3::context& context, const std::vector<z3::expr>& parts) {
  z3::expr_vector kept{context};
  for (const auto& part : parts) {
    if (part.is_true()) return part;
    if (!part.is_false()) kept.push_back(part);
  }
  if (kept.empty()) return context.bool_val(false);
  return kept.size() == 1 ? kept[0] : z3::mk_or(kept);
}

// Of each pair of what the two alternatives come to.
template <typename Compare>
static z3::expr of_alternatives(const z3::expr& a, const z3::expr& b, Compare compare) {
  const auto of = [&](const z3::expr& x, const z3::expr& y) { return of_alternatives(x, y, compare); };
  if (a.is_ite()) return if_then_else(a.arg(0), of(a.arg(1), b), of(a.arg(2), b));
  if (b.is_ite()) return if_then_else(b.arg(0), of(a, b.arg(1)), of(a, b.arg(2)));
  return a.is_numeral() && b.is_numeral() ? compare(a, b).simplify() : compare(a, b);
}

z3::expr is_numeral(const z3::expr& value, int numeral) {
  return is_equal(value, value.ctx().int_val(numeral));
}

z3::expr is_less(const z3::expr& a, const z3::expr& b) {
  return of_alternatives(a, b, [](const z3::expr& x, const z3::expr& y) { return x < y; });
}

z3::expr is_equal(const z3::expr& a, const z3::expr& b) {
  return of_alternatives(a, b, [](const z3::expr& x, const z3::expr& y) { return x == y; });
}

z3::expr real(z3::context& context, const Rational& value) {
  return context.real_val(value.get_str().c_str());
}

z3::expr whole(z3::context& context, std::int64_t value) { return context.int_val(value); }

z3::expr floor_of(const z3::expr& value) { return {value.ctx(), Z3_mk_real2int(value.ctx(), value)}; }

z3::expr as_real(const z3::expr& value) { return {value.ctx(), Z3_mk_int2real(value.ctx(), value)}; }

z3::expr truncated_quotient(const z3::expr& value, std::int64_t divisor) {
  const auto by = whole(value.ctx(), divisor);
  return z3::ite(value >= 0, value / by, -((-value) / by));
}

bool has_end(const Rational& value) {
  mpz_class rest = value.get_den();
  for (const unsigned long prime : {2UL, 5UL})
    while (mpz_divisible_ui_p(rest.get_mpz_t(), prime) != 0) rest /= prime;
  return rest == 1;
}

int significant_digits(Rational value) {
  if (!has_end(value)) return most_digits;
  while (value.get_den() != 1) value *= 10;
  mpz_class digits = abs(value.get_num());
  while (digits != 0 && mpz_divisible_ui_p(digits.get_mpz_t(), 10) != 0) digits /= 10;
  return static_cast<int>(mpz_sizeinbase(digits.get_mpz_t(), 10));
}

TruthTerm always_known(const z3::expr& yes) { return {yes, negation(yes)}; }

TruthTerm unknown_truth(z3::context& context) { return {context.bool_val(false), context.bool_val(false)}; }

NumberTerm unknown_number(z3::context& context) {
  const auto no = context.bool_val(false);
  const auto nothing = real(context, 0);
  return {no, nothing, no, nothing};
}

NumberTerm constant_number(z3::context& context, const Rational& base, const Rational& zero) {
  auto number = number_where(context.bool_val(true), real(context, base), zero);
  number.constant = base;
  return number;
}

z3::expr can_be(const MemberTerm& member, std::size_t index) {
  const auto position = static_cast<int>(index);
  if (z3::eq(member.low, member.high)) return is_numeral(member.low, position);
  const auto level = member.low.ctx().int_val(position);
  return both(negation(is_less(level, member.low)), negation(is_less(member.high, level)));
}

MemberTerm member_where(const z3::expr& known, const z3::expr& index) { return {known, index, index}; }

NumberTerm number_where(const z3::expr& known, const z3::expr& value, const Rational& zero) {
  return {known, value, known, value, zero};
}

z3::expr is_known(z3::context& context, const Term& term) {
  return std::visit(overloaded{
                        [&](const UnknownTerm&) { return context.bool_val(false); },
                        [&](const TruthTerm& truth) { return either(truth.yes, truth.no); },
                        [&](const NumberTerm& number) { return number_known(number); },
                        [&](const MemberTerm& member) { return member_known(member); },
                        [&](const SetTerm& set) {
                          std::vector<z3::expr> parts;
                          for (const auto& member : set.members)
                            parts.push_back(either(member.yes, member.no));
                          return all_of(context, parts);
                        },
                        [&](const TimeTerm& time) { return time.known; },
                        [&](const EventTerm& event) { return event.known; },
                        [&](const ElapsedTerm& elapsed) { return elapsed.known; },
                    },
                    term);
}

TruthTerm truth_of(z3::context& context, const Term& term) {
  const auto* truth = std::get_if<TruthTerm>(&term);
  return truth ? *truth : unknown_truth(context);
}

NumberTerm number_of(z3::context& context, const Term& term) {
  const auto* number = std::get_if<NumberTerm>(&term);
  return number ? *number : unknown_number(context);
}

z3::expr same_known(z3::context& context, const Term& a, const Term& b) {
  const auto known = both(is_known(context, a), is_known(context, b));
  if (known.is_false()) return known;
  return both(known, std::visit(
                         [&]<typename A, typename B>(const A& first, const B& second) {
                           if constexpr (std::is_same_v<A, B> && !std::is_same_v<A, UnknownTerm>)
                             return same_value(first, second);
                           else
                             return context.bool_val(false);
                         },
                         a, b));
}

Term choice(z3::context& context, const z3::expr& condition, const Term& yes, const Term& no) {
  if (condition.is_true()) return yes;
  if (condition.is_false()) return no;
  if (std::holds_alternative<UnknownTerm>(yes) && std::holds_alternative<UnknownTerm>(no)) return yes;
  if (std::holds_alternative<UnknownTerm>(yes))
    return choice(context, condition, unknown_like(context, no), no);
  if (std::holds_alternative<UnknownTerm>(no))
    return choice(context, condition, yes, unknown_like(context, yes));
  return std::visit(
      [&]<typename A, typename B>(const A& first, const B& second) -> Term {
        if constexpr (std::is_same_v<A, B> && !std::is_same_v<A, UnknownTerm>)
          return chosen(condition, first, second);
        else
          return UnknownTerm{};
      },
      yes, no);
}

}  // namespace waymark::prove
