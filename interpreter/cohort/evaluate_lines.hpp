#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "interpreter/cohort/count.hpp"
#include "interpreter/facts_json.hpp"

namespace waymark::cohort {

// What is asked of every patient. The model must outlive it.
struct Question {
  const model::Model& model;
  std::function<FactsResult(std::string_view line)> read;
  Moment at = {};                                                     // of those who do not say when
  std::vector<std::pair<model::ParameterId, Value>> parameters = {};  // set for all, whatever a line says
  std::optional<model::ExprId> where = {};                            // only those for whom it is yes
  std::optional<model::ExprId> group_by = {};  // counted for each of its values as well
  // Called for each patient who is counted, by whichever thread evaluates him.
  std::function<void(const Patient& patient, const Moment& at)> patient = {};
  // Appends what is written of one patient; empty: nothing is.
  std::function<void(std::string& rows, const std::string& patient, const Outcome& outcome)> row = {};
};

struct RejectedLine {
  std::size_t number = 0;
  std::string text;
  std::vector<FactsProblem> problems;
};

// What came out for a stretch of lines.
struct Part {
  Count whole;
  std::map<std::string, Count> groups;                // by the value, as the language writes it
  std::size_t left_out_no = 0, left_out_unknown = 0;  // for whom `where` is not yes
  std::string rows;
  std::vector<RejectedLine> rejected;
};

// Evaluates each line of the text, the first of which has this number. Blank lines are passed over. A
// patient without an id has the number of his line.
Part evaluate_lines(const Question& question, std::string_view lines, std::size_t first_number);

// Adds what comes later in the input, rows and rejected lines aside.
void add(Part& part, const Part& later);

}  // namespace waymark::cohort
