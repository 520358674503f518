#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "interpreter/changes.hpp"
#include "interpreter/subject.hpp"

namespace waymark {

// A question that would settle something.
struct Question {
  model::Input input;
  std::size_t fewest = 0, most = 0;  // undetermined statements that its answer settles, at worst and at best
  double average = 0;                // over its representative values
};

// The shortest reason of an answer: known values that by themselves lead to it, whatever else is recorded or
// not, as far as what is missing is not itself what is asked for.
struct ShortestReason {
  std::vector<Variable> deciding;     // none can be left out, where no word of knowledge asks for more
  std::vector<model::Input> missing;  // not known, and the answer would be another if they were
  Patient patient;                    // of whom only the deciding values are known
  bool shortest = true;               // else there were too many to try what can be left out
};

// Conditions that are yes or no whatever is still missing.
using SettledConditions = std::vector<std::pair<model::ExprId, bool>>;

// What is open of an answer that the record does not decide.
struct OpenAnswer {
  std::vector<model::Input> needs;     // what can still matter
  std::optional<std::string> settled;  // what the answer is whatever is still missing, where that is so
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

// Which of the inputs to ask for: ranked by how many undetermined statements they settle. What is settled
// anyway is not counted.
std::vector<Question> ranked_questions(const model::Model& model, const std::vector<model::Input>& inputs,
                                       const Patient& patient, Moment at,
                                       const SettledConditions& settled = {});

// What evaluation from operands to results leaves open of the answer.
OpenAnswer open_answer(Evaluator& evaluator, const Subject& subject);

Explanation explanation(Evaluator& evaluator, const Subject& subject, OpenAnswer open);

}  // namespace waymark
