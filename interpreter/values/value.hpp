#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "interpreter/values/truth.hpp"
#include "lang/model/model.hpp"
#include "lang/quantity/calendar.hpp"
#include "lang/quantity/quantity.hpp"

namespace waymark {

// Why a value is not known, at the place where that begins.
enum class UnknownReason {
  not_recorded,  // no reading, or null
  in_doubt,      // no reading, but the record may say something of a fact that is no where it says nothing
  no_reading,    // there are readings, but none in the time that is asked for
  stale,         // the latest reading is older than the fact is valid for
  not_set,       // a parameter that the site has not set
  not_stated,    // a member of an `any of` fact that the object given leaves out
  written,       // the literal `unknown`
  no_arm,        // a `choose` without `otherwise` in which no guard holds
  rows_differ,   // a table of which several rows hold and give different values
  not_happened,  // the time since an event that has not happened
  division_by_zero,
  overflow,
  outside_domain,  // a root of a negative number, a logarithm of zero, a fraction of a month
  from_operands,   // because of what it is made of
};

struct Unknown {
  UnknownReason reason = UnknownReason::not_recorded;
  bool settled = false;  // no further fact or parameter can make it known
};
// Where not being known begins: settled unless a fact or parameter is what is missing.
Unknown unknown_because(UnknownReason reason);

// A number, or the bounds that it can still have. Known where both bounds are there and equal. At least one
// bound is there; without any the value is Unknown.
struct Number {
  std::optional<Quantity> low, high;
  // A reading across mass, amount of substance and equivalents, in the unit that it was read in; null for any
  // other number, which is shown as it is.
  std::shared_ptr<const Quantity> as_read = nullptr;
};
// Returns the number of a reading of this type, which is exchanged where it is in another dimension; nullopt
// where it cannot be exchanged or the result is too large.
std::optional<Number> number_as_read(const Quantity& read, const Type& type);

// The same of the amount of an event.
std::optional<Quantity> amount_as_read(const Quantity& read, const Type& event);

// The levels that a value of ordered members can still have, `low` below `high`, and not all there are: a
// level of which nothing is known is Unknown.
struct MemberRange {
  model::MemberIndex low, high;
};

// What is known of each member of an `any of` value.
struct MemberStates {
  std::vector<Truth> states;
  bool closed = false;  // given as a list: what is not in it is no
};

// A recorded event: the moment at which it happened (or will), or that it has not; and how much it was, of an
// `event in UNIT`.
struct EventValue {
  std::optional<Moment> moment;
  std::optional<Quantity> amount = std::nullopt;  // in the dimension of the fact
};

// The time between two dates or two moments; negative where `to` is earlier.
struct Elapsed {
  std::variant<std::pair<Date, Date>, std::pair<Moment, Moment>> between;  // from, to
};

// What is known in part of an instant or a time: it lies from `low` to `high`, which differ.
// `instant_range.hpp` makes them.
using Instant = std::variant<Date, Moment>;
struct InstantRange {
  Instant low, high;  // both dates, or both moments
};
// An event that happened once in this time; how much it was is not known either.
struct EventRange {
  Moment low, high;
};
struct ElapsedRange {
  Elapsed low, high;
};

using Value = std::variant<Unknown, bool, Number, model::MemberIndex, MemberStates, Date, Moment, EventValue,
                           Elapsed, MemberRange, InstantRange, EventRange, ElapsedRange>;

bool is_known(const Value& value);
// Whether it is a date, a moment or an event of which only the month, the year or some other stretch of days
// is known.
bool is_partial(const Value& value);
Truth truth(const Value& value);  // of a yes-or-no value; unknown for any other
// The number of a known Number.
std::optional<Quantity> known_number(const Value& value);
// What texts show of a known Number: its number, or the reading as it was read.
std::optional<Quantity> shown_number(const Value& value);
// Whether it is unknown for good, whatever else is recorded.
bool is_settled(const Value& value);
// Both known and the same.
bool same_known_value(const Value& a, const Value& b);
// What a constant stands for where the type is `type`; a date and a moment without an offset stand in that of
// `at`.
Value value_of(const model::Constant& constant, const Type& type, const Moment& at);

// As the language writes it: `yes`, `unknown`, `7.5 mg`, `4 to 6`, `at least 4`, `aav`, `mild to severe`,
// `{aav, sle}`, `2026-05-31`, `2026-05`, `14 months`. Of a set with unknown members those that may be in it
// carry a question mark:
// `{aav, sle?}`; one of which nothing is known is `unknown`. Elapsed time shows its two largest parts: `6 h
// 20 min`. The type gives the members their names.
std::string to_string(const Value& value, const Type& type);
// The same, but a number is rounded half away from zero to `places` digits behind the point, all of which are
// shown: `7.50 mg`.
std::string to_string(const Value& value, const Type& type, int places);
std::string_view to_string(Truth truth);
// A computed number in the unit that a reader expects: the one of its type where what came out has more
// factors (30 mL/kg * 154 lb is 4620 mL.lb/kg, and shown in mL). Any other stays in the unit that it was
// given in.
Quantity in_plain_unit(const Quantity& quantity, const Type& type);

}  // namespace waymark
