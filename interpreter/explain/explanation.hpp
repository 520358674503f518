#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "interpreter/decide/subject.hpp"
#include "interpreter/explain/counterfactuals.hpp"

namespace waymark {

// A question that would settle something.
struct Question {
  model::Input input;
  std::size_t fewest = 0, most = 0;  // undetermined statements that its answer settles, at worst and at best
  double average = 0;                // over its representative values
};

// The shortest reason of an answer: known values that lead to it whatever else is recorded or not. Where they
// do not without it, that something is missing is a part of the reason: `x is confirmed` is no where x is
// missing. Of an answer that is open: what is missing,
// and what keeps it open where nothing at all decides it: `x is unknown`.
struct ShortestReason {
  std::vector<Variable> deciding = {};       // none can be left out
  std::vector<model::Input> missing = {};    // not known, which none can be left out of either
  Patient patient;                           // of whom only the deciding values are known
  std::vector<model::ExprId> not_said = {};  // words of knowledge that say nothing without the other values
  bool shortest = true;                      // else there were too many to try what can be left out
};

// Conditions that are yes or no whatever is still missing.
using SettledConditions = std::vector<std::pair<model::ExprId, bool>>;

// What is open of an answer that the record does not decide.
struct OpenAnswer {
  std::vector<model::Input> needs;     // what can still matter
  std::optional<std::string> settled;  // what the answer is whatever is still missing, where that is so
  bool without_solver = false;         // a solver would say it exactly, and there is none
};

struct Explanation {
  Subject subject;
  std::string answer;
  OpenAnswer open;
  ShortestReason reason;
  Turns turns;
  std::vector<Question> questions;  // of what is undetermined: what would settle it, the most useful first
};

ShortestReason shortest_reason(const model::Model& model, const Subject& subject, const Patient& patient,
                               Moment at);

// Whether what is said to decide leads to the answer, whatever all else is. Of an answer that is open:
// whether it stays so where nothing else is known.
bool leads_to_answer(const model::Model& model, const Subject& subject, const Patient& patient, Moment at,
                     const ShortestReason& reason);

// Which of the inputs to ask for: ranked by how many undetermined statements they settle. What is settled
// anyway is not counted. Where there are too many, only the first of them.
std::vector<Question> ranked_questions(const model::Model& model, const std::vector<model::Input>& inputs,
                                       const Patient& patient, Moment at,
                                       const SettledConditions& settled = {});

// Whether the answer is that of a condition which the record does not decide, so that a solver may say more.
bool is_open_condition(Evaluator& evaluator, const Subject& subject);

// What evaluation from operands to results leaves open of the answer.
OpenAnswer open_answer(Evaluator& evaluator, const Subject& subject);

Explanation explanation(Evaluator& evaluator, const Subject& subject, OpenAnswer open);

}  // namespace waymark
