#pragma once

#include <optional>
#include <vector>

#include "interpreter/values/value.hpp"
#include "lang/model/model.hpp"

namespace waymark::plan {

// What the names of definitions stand for in the end.
model::ExprId without_names(const model::Model& model, model::ExprId expr);

// What is recorded of a patient: a fact, or what a window makes of its readings.
struct Held {
  model::FactId fact = 0;
  std::optional<model::ExprId>
      window;  // a Window, a ReadingCount or a ReadingTime, canonical; none: the fact
};
std::optional<Held> held(const model::Model& model, model::ExprId expr);

// A number that is a fact's or a window's, perhaps in another unit.
struct NumberSubject {
  Held of;
  bool each_reading = false;  // each reading of the fact in turn, as in the test of a ReadingCount
  std::vector<model::ExprId> conversions;  // from the outermost to that of the fact
};
std::optional<NumberSubject> number_subject(const model::Model& model, model::ExprId expr);
// What the subject is where the fact is `number`.
Value number_of(const model::Model& model, const NumberSubject& subject, const Quantity& number);

// A fact or a window of which one member holds, or that member's points.
struct MemberSubject {
  Held of;
  bool as_points = false;
};
std::optional<MemberSubject> member_subject(const model::Model& model, model::ExprId expr);
Value member_of(const model::Model& model, const MemberSubject& subject, model::MemberIndex member);

// A date, moment or event, or the time since it or since its reading.
struct TimeSubject {
  Held of;
  bool of_reading = false;
  std::optional<ast::SinceWord> since;
};
std::optional<TimeSubject> time_subject(const model::Model& model, model::ExprId expr);

// The fact that an expression names, directly or through definitions.
std::optional<model::FactId> named_fact(const model::Model& model, model::ExprId expr);

}  // namespace waymark::plan
