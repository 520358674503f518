#pragma once

#include <compare>
#include <string>
#include <variant>
#include <vector>

#include "lang/model/model.hpp"
#include "lang/text/source.hpp"

namespace waymark::prove {

// What a finding claims of the pathway; the report words it. Behind each form stands what it names.
enum class FindingForm {
  // Q1
  pathway_gap,
  choose_gap,
  table_gap,     // the table
  branches_gap,  // where the hole is, as a condition
  rows_overlap,  // the numbers of the two rows, the table
  // Q2
  advised_for_nobody,  // the statement
  row_unreached,
  arm_unreached,
  points_unreached,
  otherwise_unreached,
  // Q3
  part_changes_nothing,  // the part's text
  arm_changes_nothing,   // the text of its guard
  row_changes_nothing,   // the row's number
  // Q4
  never_true,   // the condition's text
  always_true,  // the condition's text
  // Q5
  contradiction,  // both recommendations
  // Q6 and Q7
  always_broken,    // the property
  never_broken,     // the property
  advised_blindly,  // the recommendation
  // Q7b
  all_ruled_out,        // the recommendation
  all_contraindicated,  // the recommendation
  // Q8
  stays_undetermined,  // the statement
  // Q9
  pathway_step,
  choose_step,
  table_step,
  branches_step,
  conflict_step,  // both recommendations
  // Q10
  dose_may_be_nothing,  // the recommendation
  dose_limits_cross,    // the recommendation
  // Q11
  lifted_at_site,  // the contraindication, the pathway
};

struct FindingClaim {
  FindingForm form;
  std::vector<std::string> names = {};  // identifiers and text of the pathway, numbers of rows
  auto operator<=>(const FindingClaim&) const = default;
};

// What another place has to do with a finding.
enum class PlaceRole {
  threshold,
  other_recommendation,
  other_row,
  earlier_row,
  earlier_arm,
  earlier_points,
  own_condition,
  condition_around,
  most_of_dose,
  rules_out,
  spoken_of,
  changed_at_site,
};

// Another place that takes part: in a role, as a condition of a statement, or as a finding of the same cause.
struct RelatedPlace {
  Span span;
  std::variant<PlaceRole, model::ConditionKind, FindingClaim> role;
  friend bool operator==(const RelatedPlace&, const RelatedPlace&) = default;
};

enum class NotProvedCause {
  gave_up,         // the solver, within its steps
  stopped,         // another thread wanted no more answers
  of_readings,     // rests on what looks at readings over time
  not_linear,      // rests on what is not linear
  left_open,       // rests on what the formulas leave open
  no_example,      // the solver's patient could not be written
  not_in_decimals  // no patient of the solver can be written in decimals
};

struct NotProvedReason {
  NotProvedCause cause;
  std::string expression = {};  // the text of what it rests on, where that is known
};

}  // namespace waymark::prove
