#pragma once

#include <map>
#include <vector>
#include <z3++.h>

#include "interpreter/prove/terms.hpp"

namespace waymark::prove {

// The calendar in linear arithmetic, exact from 1 March 1900 to 28 February 2100, where every fourth year is
// a leap year. Years begin in March, so that the day that comes and goes is their last one.
class CalendarTerms {
 public:
  // What has to hold of the variables that it makes is added to `axioms`.
  CalendarTerms(z3::context& context, std::vector<z3::expr>& axioms) : context_{context}, axioms_{axioms} {}

  // The months from March 1900 on, the day of the month, and how many days that month has.
  struct Parts {
    z3::expr month, day, length;
  };
  const Parts& parts(const z3::expr& day);

  // The day that many months later; the last one of the month where it has no such day.
  z3::expr add_months(const z3::expr& day, const z3::expr& months);

  // Gives the variables that were made here the values that follow from those of all others.
  void complete(z3::model& solution) const;

 private:
  struct Month {
    z3::expr index, first_day, length;
  };
  // What the variables of a month, and of the day in it, are made from: the day, or the count of months.
  struct Definition {
    z3::expr source;
    bool is_day;
    int number;
  };
  z3::expr variable(const char* part, int number) const;
  Month fresh_month();
  Parts constant_parts(std::int64_t day);

  z3::context& context_;
  std::vector<z3::expr>& axioms_;
  std::map<unsigned, Parts> parts_;      // by the id of the day's expression
  std::vector<Definition> definitions_;  // in order; they keep the expressions, so that no id comes twice
  std::vector<z3::expr> constants_;
  int months_made_ = 0;
};

// The first and the last day that the calendar is exact for.
std::int64_t first_calendar_day();
std::int64_t last_calendar_day();

InstantTerm date_at(const z3::expr& day);
// In UTC; of a day and its microsecond, or of microseconds since 1970-01-01.
InstantTerm moment_at(const z3::expr& day, const z3::expr& microsecond);
InstantTerm moment_at(const z3::expr& microseconds);
// The day and the microsecond that clocks at the offset show at the moment. A date stays as it is.
InstantTerm clock_time(const InstantTerm& instant, const z3::expr& offset_minutes);
// The moment of this offset at which clocks there show `shown`. A date stays as it is.
InstantTerm moment_of_clock_time(const InstantTerm& shown, const z3::expr& offset_minutes);
// The date of a moment at its own offset. A date stays as it is.
InstantTerm calendar_day(const InstantTerm& instant);

// How one thing stands to another, where that can be said.
struct OrderTerm {
  z3::expr defined, less, equal;
};

OrderTerm order_of_instants(const InstantTerm& a, const InstantTerm& b);
z3::expr microseconds_of(const InstantTerm& instant);
// Clock time between the ends; a day between dates has 24 hours. As an integer, and as a real number of
// seconds.
z3::expr microseconds_between(const ElapsedTerm& elapsed);
z3::expr seconds_between(const ElapsedTerm& elapsed);
// Whole days between the ends; of moments, stretches of 24 hours.
z3::expr whole_days(const ElapsedTerm& elapsed);
// How the end stands to the beginning plus that many whole months.
OrderTerm order_to_months(CalendarTerms& calendar, const ElapsedTerm& elapsed, const z3::expr& months);
// Whole calendar months between the ends; negative where the end comes first.
z3::expr whole_months(CalendarTerms& calendar, const ElapsedTerm& elapsed);

}  // namespace waymark::prove
