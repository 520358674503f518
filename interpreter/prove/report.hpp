#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/facts/patient.hpp"
#include "interpreter/prove/finding_form.hpp"
#include "interpreter/values/kleene.hpp"
#include "lang/model/model.hpp"
#include "lang/text/diagnostics.hpp"
#include "lang/text/proof_questions.hpp"

namespace waymark::prove {

// What is asked of all patients. docs/prove.md has a section on each.
enum class Question {
  gap,              // Q1
  unreachable,      // Q2
  redundant,        // Q3
  fixed_condition,  // Q4
  conflict,         // Q5
  property,         // Q6
  missing_data,     // Q7
  no_alternative,   // Q7b
  dead_end,         // Q8
  boundary,         // Q9
  dose,             // Q10
  lifted,           // Q11
};

struct QuestionText {
  Question question;
  std::string_view id;    // "Q5"
  std::string_view name;  // "conflict"
  bool is_fast;           // asked by `check --prove` too
};

inline constexpr std::array<QuestionText, 12> questions{{
    {Question::gap, "Q1", "gap", true},
    {Question::unreachable, "Q2", "unreachable", true},
    {Question::redundant, "Q3", "redundant", false},
    {Question::fixed_condition, "Q4", "fixed_condition", true},
    {Question::conflict, "Q5", "conflict", true},
    {Question::property, "Q6", "property", true},
    {Question::missing_data, "Q7", "missing_data", true},
    {Question::no_alternative, "Q7b", "no_alternative", true},
    {Question::dead_end, "Q8", "dead_end", true},
    {Question::boundary, "Q9", "boundary", false},
    {Question::dose, "Q10", "dose", true},
    {Question::lifted, "Q11", "lifted", true},
}};

static_assert(std::ranges::equal(questions, proof_questions, {}, &QuestionText::id));

const QuestionText& text_of(Question question);
// By its id or name; nullopt where there is none such.
std::optional<Question> question_named(std::string_view text);

enum class Verdict { proved, refuted, not_proved };
enum class Weight { error, warning, note };
std::string_view to_string(Verdict verdict);  // "not_proved"
std::string_view to_string(Weight weight);

// What the scenario of an example says, that can be pasted into the pathway.
struct ExampleScenario {
  std::optional<Moment> at;           // where it matters
  std::vector<std::string> given;     // `spo2 = 89 %`
  std::vector<std::string> expected;  // `initial.pulse advised`
};

// A patient for whom it is so; the interpreter says the same of them.
struct Example {
  Patient patient;
  Moment at;
  std::vector<std::string> given;  // as a scenario writes it: `spo2 = 89 %`
  ExampleScenario scenario = {};
  int number = 1;  // among the examples of the same claim
};

// A condition, and what it would have to be.
struct Demand {
  model::ExprId condition;
  Truth truth;
  auto operator<=>(const Demand&) const = default;
};

// Something that was refuted, or that could not be proved.
struct Finding {
  Question question;
  Verdict verdict = Verdict::refuted;
  Weight weight = Weight::error;
  Span span;
  FindingClaim claim;
  std::vector<RelatedPlace> places;       // the others that take part
  std::optional<NotProvedReason> reason;  // why it is not proved
  std::optional<Example> example;
  std::vector<Demand> demands{};  // Q2 to Q4: what no patient has all of
  std::vector<Question> also{};   // of the findings that have the same cause, and became notes of this one
  bool whole = false;             // it is about the pathway as a whole
  std::optional<std::string> accepted{};  // why the authors mean it
};

struct Count {
  Question question;
  std::size_t asked = 0, proved = 0, refuted = 0, not_proved = 0;
};

// One question as the solver was asked it.
struct Script {
  std::string name;  // "Q5-conflict-3"
  std::string text;  // SMT-LIB
  bool is_satisfiable = false;
};

struct Report {
  std::vector<Finding> findings;             // in the order of the questions, then as they stand
  std::vector<Count> counts;                 // of the questions that were asked
  std::vector<Question> not_asked;           // since it was stopped before
  std::vector<model::AcceptedFinding> idle;  // accepted, and not found though it was asked
  // Full names of the dates below what was asked; nothing is said of patients of whom only their month or
  // year is known.
  std::vector<std::string> exact_dates;
  std::vector<Script> scripts;  // where they were wanted; only of those that were decided
  // A claim whose example is none for the interpreter: then a formula is wrong.
  std::optional<FindingClaim> fault;
};

}  // namespace waymark::prove
