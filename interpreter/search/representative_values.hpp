#pragma once

#include <optional>
#include <string>
#include <vector>

#include "interpreter/facts/input_names.hpp"
#include "interpreter/facts/patient.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// One thing that can change by itself: a fact or parameter, or one member of an `any of` one.
struct Variable {
  model::Input input;
  std::optional<model::MemberIndex> member;
  friend auto operator<=>(const Variable&, const Variable&) = default;
};

// A value that a variable may be given. Of a member it is yes, no or unknown.
struct RepresentativeValue {
  Value value;                 // Unknown: nothing is recorded (of a parameter: it is not set)
  std::optional<Moment> time;  // when it was read; none: at `at`
};

// The values of one variable that suffice to tell apart all comparisons that are made of it, smallest first,
// unknown last:
// - yes, no; every member; for a member of an `any of` value whether it holds;
// - for a number each value at which a comparison can turn (through definitions, conversions and arithmetic),
//   the next value below and above it, one between any two of them, and the ends of `within`. The next value
//   is one step of the grid away: the last decimal place of the thresholds and bounds that are written in the
//   variable's unit (1 for whole numbers);
// - for dates, moments and events the edges of each comparison of time: the last day (second) before, the
//   first, the last and the first one behind; the moment of the evaluation itself; an event that has not
//   happened;
// - where the time of the reading matters (`valid for`, `time since`): readings around each edge, one of them
//   stale.
struct RepresentativeValues {
  Variable variable;
  std::vector<RepresentativeValue> values;
  // Whether they tell everything apart, all other inputs being as they are. Not where a comparison is made of
  // a rounded number, a power and the like.
  bool complete = true;
  // Whether values without a time that lie between two of them, and lead to the same, have no edge in
  // between.
  bool exact = true;
  // Whether other inputs have a say in where the edges are: with other values there, these change.
  bool relative = false;
};

// The values of all variables that the expressions rest on, in the order of declaration, all other inputs
// being those of the patient. A comparison with something that is unknown has no edge.
std::vector<RepresentativeValues> representative_values(const model::Model& model,
                                                        const std::vector<model::ExprId>& exprs,
                                                        const Patient& patient, Moment at);
// Of all statuses and properties of the pathway, whatever else is known of the patient. What is `relative`
// has edges for typical values of the other inputs, and is not complete.
std::vector<RepresentativeValues> representative_values(const model::Model& model, Moment at);

// The conditions of all statements and properties.
std::vector<model::ExprId> decisive_conditions(const model::Model& model);

// What the variable is for this patient at `at`; unknown where the latest reading is stale.
Value current_value(const model::Model& model, const Patient& patient, const Variable& variable, Moment at);
// The patient with one variable changed: a fact has this one reading then, or one more where its readings
// over time count. What is known at `at` of the other members of a set stays.
Patient with_value(const model::Model& model, Patient patient, const Variable& variable,
                   const RepresentativeValue& value, Moment at);

// The patient with all that is recorded of the input of another one.
Patient with_record_of(Patient patient, const model::Input& input, const Patient& other);

// `89 %`, `yes`, `unknown`; with its time where it has one: `2 mmol/L at 2026-11-23T08:00:00Z`.
std::string to_string(const model::Model& model, const Variable& variable, const RepresentativeValue& value);
// As `given` in a scenario says it: `spo2 = 89 %`, `causes includes sle = no`.
std::string given_text(const model::Model& model, const InputNames& names, const Variable& variable,
                       const RepresentativeValue& value);
// The same for a patient who has the value: with all readings of a fact of which more than the latest counts.
std::string given_text(const model::Model& model, const InputNames& names, const Variable& variable,
                       const RepresentativeValue& value, const Patient& patient, const Moment& at);

}  // namespace waymark
