#pragma once

#include <vector>

#include "interpreter/prove/inquiry.hpp"

// One question each; what they find goes into the inquiry's report.
namespace waymark::prove {

void ask_gap(Inquiry& inquiry);              // Q1
void ask_unreachable(Inquiry& inquiry);      // Q2
void ask_redundant(Inquiry& inquiry);        // Q3
void ask_fixed_condition(Inquiry& inquiry);  // Q4
void ask_conflict(Inquiry& inquiry);         // Q5
void ask_property(Inquiry& inquiry);         // Q6
void ask_missing_data(Inquiry& inquiry);     // Q7
void ask_no_alternative(Inquiry& inquiry);   // Q7b
void ask_dead_end(Inquiry& inquiry);         // Q8
void ask_boundary(Inquiry& inquiry);         // Q9
void ask_dose(Inquiry& inquiry);             // Q10

// --- what several of them ask

// The expressions that the pathway itself writes, each meaning once; not those of definitions with arguments,
// which differ from call to call.
std::vector<model::ExprId> own_parts(const model::Model& model);
// The `choose` expressions among them.
std::vector<model::ExprId> own_choices(const model::Model& model);
// Whether two rows of a table can hold and give different values, where their cells do not tell.
void ask_overlap(Inquiry& inquiry, const model::Table& table);
// When no arm of a `choose` without `otherwise` holds.
z3::expr no_arm_holds(Inquiry& inquiry, const model::Choose& choose);
// When every recommendation and note is ruled out for a patient whom the pathway does not exclude.
z3::expr nothing_is_said(Inquiry& inquiry);
bool says_nothing(Evaluator& evaluator);
// The conditions of all recommendations and notes.
std::vector<model::ExprId> conditions_of_advice(const model::Model& model);
// What their statuses are, for the scenario of an example.
std::vector<std::string> statuses_of_advice(Evaluator& evaluator);
// What comes out of a pathway: its statuses; of a library its definitions.
std::vector<model::ExprId> outputs_of(const model::Model& model);
// A patient for whom two recommendations contradict each other.
Search conflict_between(const model::Model& model, const PossibleConflict& possible);
// Whether the property looks at what is known.
bool looks_at_knowledge(const model::Model& model, const model::Property& property);
// `when` and `until` as they stand before a statement, the statement's own among them.
bool is_written_condition(model::ConditionKind kind);

}  // namespace waymark::prove
