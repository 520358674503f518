#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "interpreter/cohort/batch_doses.hpp"
#include "interpreter/cohort/count.hpp"
#include "interpreter/columns/program.hpp"
#include "interpreter/facts/csv/csv_patients.hpp"
#include "interpreter/facts/json/facts_json.hpp"

namespace waymark::cohort {

// What is written of one patient.
struct Row {
  std::string_view patient;
  std::vector<Status> recommendations, notes, contraindications;  // by index
  std::vector<Conflict> conflicts;
  std::vector<std::uint32_t> violated;  // indices of properties
  PatientDoses doses;
};

// What is asked of every patient. The model must outlive it.
struct Question {
  const model::Model& model;
  // Reads any line with all care, for all threads at once.
  std::function<FactsResult(std::string_view line)> read;
  // Of a table; nullopt: each line is a document of facts.
  std::optional<std::vector<CsvColumn>> columns = {};
  Moment at = {};                       // of those who do not say when
  std::optional<Moment> given_at = {};  // of all, whatever a line says
  std::string part = {};                // put before the number of a line, where that names the patient
  std::vector<std::pair<model::ParameterId, Value>> parameters = {};  // set for all, whatever a line says
  std::optional<model::ExprId> where = {};                            // only those for whom it is yes
  std::optional<model::ExprId> group_by = {};  // counted for each of its values as well
  // Adds what another file says of a patient, whose id is set; or says why that cannot be used. Asked of each
  // patient once, in the order of the lines. Then all are read with all care, and kept as long as their
  // batch.
  std::function<std::optional<std::string>(Patient& patient)> beside = {};
  // Called for each line that is refused before that is asked.
  std::function<void()> refused = {};
  // Reads a line again that was read before; none: as the first time.
  std::function<FactsResult(std::string_view line)> read_again = {};
  // Called for each patient who is counted, by whichever thread evaluates them.
  std::function<void(const Patient& patient, const Moment& at)> patient = {};
  // Appends what is written of one patient; empty: nothing is.
  std::function<void(std::string& rows, const Row& row)> row = {};
};

// So many values of `group_by` are counted apart: what is counted of each takes memory.
inline constexpr std::size_t most_groups = 5'000;

struct RejectedLine {
  std::size_t number = 0;
  std::string text;
  std::vector<FactsProblem> problems;
  std::string beside = {};  // messages about what another file says of the patient
};

// What came out for a stretch of lines.
struct Part {
  Count whole;
  std::map<std::string, Count> groups;                // by the value, as the language writes it
  bool has_too_many_groups = false;                   // more than `most_groups`, not all of which are counted
  std::size_t left_out_no = 0, left_out_unknown = 0;  // for whom `where` is not yes
  std::string rows;
  std::vector<RejectedLine> rejected;
};

// The pathway as a question needs it, for any number of evaluators.
columns::Program program_of(const Question& question);

// Evaluates stretches of lines, a batch of patients at a time. What it works out for one stretch helps with
// the next. Not to be shared between threads; each can have its own.
class LineEvaluator {
 public:
  // Both must outlive it.
  LineEvaluator(const Question& question, const columns::Program& program);
  ~LineEvaluator();

  // Evaluates each line of the text, the first of which has this number; `readable_behind_line` bytes behind
  // the text are readable. Blank lines are passed over. A patient without an id has the number of their line,
  // behind the name of the part.
  Part evaluate(std::string_view lines, std::size_t first_number);

 private:
  class Batches;
  std::unique_ptr<Batches> batches_;
};

// Adds what comes later in the input, rows and rejected lines aside.
void add(Part& part, const Part& later);

}  // namespace waymark::cohort
