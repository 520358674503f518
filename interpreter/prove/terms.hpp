#pragma once

#include <optional>
#include <variant>
#include <vector>
#include <z3++.h>

#include "lang/quantity/rational.hpp"

// Values as formulas over all patients: what `Value` is for one patient, `Term` is for all. Only files of
// this folder read this header; none of its types leaves the folder.
namespace waymark::prove {

// A number that somebody writes has no more significant digits, in the unit that its fact is declared in.
inline constexpr int digits_of_reading = 12;
// A count of microseconds within the calendar has up to 16, and up to 13 decimals as a number of weeks.
inline constexpr int digits_of_elapsed = 20;
// A decimal has no more; what is computed of so many is rounded.
inline constexpr int most_digits = 34;

// A yes or no: when it is yes, and when it is no; never both.
struct TruthTerm {
  z3::expr yes, no;
};

// A number or the bounds that it can still have, in the coherent base units of its dimension.
struct NumberTerm {
  z3::expr has_low, low, has_high, high;
  Rational zero = 0;                   // the zero point of its scale, of Celsius and its like
  std::optional<Rational> constant{};  // the number, where no patient changes it
  std::optional<z3::expr> divisor{};   // both ends are over it; not zero where it has an end
  bool rounded = false;                // the interpreter has the nearest decimal of it
  int digits = digits_of_reading;      // which the interpreter's number may have
};

// A member, or of ordered ones the lowest and the highest that it can still be. Without bounds it may be any.
struct MemberTerm {
  z3::expr has_bounds, low, high;
};

struct SetTerm {
  std::vector<TruthTerm> members;
};

// A day, and of a moment the microsecond of that day; both whole numbers since 1970-01-01 in UTC. The
// calendar day of a moment is the one at its own offset.
struct InstantTerm {
  z3::expr day, microsecond;
  bool is_date;
  z3::expr offset_minutes;
};

struct TimeTerm {
  z3::expr known;
  InstantTerm instant;
};

struct EventTerm {
  z3::expr known, has_moment;
  InstantTerm instant;
};

struct ElapsedTerm {
  z3::expr known;
  InstantTerm from, to;
};

// Unknown for every patient.
struct UnknownTerm {};

using Term =
    std::variant<UnknownTerm, TruthTerm, NumberTerm, MemberTerm, SetTerm, TimeTerm, EventTerm, ElapsedTerm>;

// Connectives that fold constants away, so that formulas stay as small as what they say.
z3::expr both(const z3::expr& a, const z3::expr& b);
z3::expr either(const z3::expr& a, const z3::expr& b);
z3::expr negation(const z3::expr& a);
z3::expr if_then_else(const z3::expr& condition, const z3::expr& yes, const z3::expr& no);
z3::expr all_of(z3::context& context, const std::vector<z3::expr>& parts);
z3::expr any_of(z3::context& context, const std::vector<z3::expr>& parts);

// How whole numbers stand to each other; of alternatives of numerals in truths alone.
z3::expr is_numeral(const z3::expr& value, int numeral);
z3::expr is_less(const z3::expr& a, const z3::expr& b);
z3::expr is_equal(const z3::expr& a, const z3::expr& b);

z3::expr real(z3::context& context, const Rational& value);
z3::expr whole(z3::context& context, std::int64_t value);
// The largest whole number that is not above it.
z3::expr floor_of(const z3::expr& value);
z3::expr as_real(const z3::expr& value);
// An integer rounded towards zero after division by a positive constant.
z3::expr truncated_quotient(const z3::expr& value, std::int64_t divisor);

TruthTerm always_known(const z3::expr& yes);
TruthTerm unknown_truth(z3::context& context);
NumberTerm unknown_number(z3::context& context);
NumberTerm constant_number(z3::context& context, const Rational& base, const Rational& zero);
// A number that is known where `known` is.
// Whether a member with bounds can turn out to be that one.
z3::expr can_be(const MemberTerm& member, std::size_t index);
MemberTerm member_where(const z3::expr& known, const z3::expr& index);
NumberTerm number_where(const z3::expr& known, const z3::expr& value, const Rational& zero);

// Whether a decimal writes it.
bool has_end(const Rational& value);
// How many significant digits a decimal of it has; where none writes it, as many as there can be.
int significant_digits(Rational value);

// When the value is known.
z3::expr is_known(z3::context& context, const Term& term);
// The term's alternative, or the unknown one where it is of another kind.
TruthTerm truth_of(z3::context& context, const Term& term);
NumberTerm number_of(z3::context& context, const Term& term);
// When both are known and the same.
z3::expr same_known(z3::context& context, const Term& a, const Term& b);
// `yes` where `condition` holds, else `no`; both of one kind, or unknown.
Term choice(z3::context& context, const z3::expr& condition, const Term& yes, const Term& no);

}  // namespace waymark::prove
