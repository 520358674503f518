#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/decide/questioned.hpp"
#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/facts/fhir/fhir_patient.hpp"
#include "interpreter/facts/input_names.hpp"
#include "interpreter/search/representative_values.hpp"
#include "lang/compile.hpp"
#include "lang/model/model.hpp"
#include "lang/text/source.hpp"

namespace waymark {

// What a sentence about some of the values takes from all of them, and of which it has spoken.
struct Told {
  Evaluator& all;
  std::set<Variable> mentioned = {};  // of a set without a member: of all of it
};

// All that is known of one run.
struct RunReport {
  const Compilation& compilation;
  Evaluator& evaluator;
  const Outcome& outcome;
  bool at_is_now = false;  // nobody said when
  // Conditions that are what they are whatever the missing facts are; canonical.
  std::set<model::ExprId> settled = {};

  // Where `evaluator` knows only what decides.
  Told* told = nullptr;
  // For people: computed numbers with few digits, and no code in sentences. Documents for programs are exact.
  bool readable = false;
  // Where the patient comes from FHIR: what was and was not used of it.
  const FhirPatient* record = nullptr;
  // Of no patient: what rests on facts, or is not set, is told as the pathway puts it.
  bool of_nobody = false;

  bool is_settled(const model::StatementBase& statement) const {
    return settled.contains(model()[statement.condition].canonical);
  }
  const model::Model& model() const { return evaluator.model(); }
  const Sources& sources() const { return compilation.sources; }
};

// The same run, told to people.
RunReport for_reading(const RunReport& report);

// A dose or duration for this patient; or, where its inputs are unknown, how the pathway puts it and what it
// needs.
struct Amount {
  std::optional<std::string> text;
  std::string says;
  std::vector<std::string> needs;
  std::string words = {};                 // `says`, for a clinician
  std::vector<std::string> missing = {};  // `needs`, by their titles
};

// A dose, and how it came about.
struct DoseAmount : Amount {
  std::string from = {};     // "25 mg/kg of weight 70 kg"; empty where it is what is written
  std::string limited = {};  // "at most" or "at least", where a limit decides
  std::string limit = {};    // "2 g": that limit
  bool unrounded = false;    // rounding would have left nothing, or crossed a limit
};

struct IncompleteStatement {
  std::string statement, reason;
};

// Puts parts of a pathway into words for this patient.
class Wording {
 public:
  explicit Wording(const RunReport& report);

  Amount amount(const model::ExprRange& range) const;
  Amount amount(model::ExprId expr) const { return amount(model::ExprRange{expr, std::nullopt}); }
  // The two ends of it, as `amount` shows them; nullopt where it tells no number.
  std::optional<std::pair<Quantity, Quantity>> quantities(const model::ExprRange& range) const;
  // `2 to 4 hours of lactate`
  Amount within(const model::Within& within) const;
  DoseAmount dose(const model::Dose& dose) const;
  // As the author wrote it, on one line.
  std::string written(model::ExprId expr) const;
  // The same with titles where names stand.
  std::string in_words(model::ExprId expr) const;
  // With the values of its `{...}` in place.
  std::string text(const model::Template& text) const;
  // What each `{...}` stands for, by how it is written.
  std::vector<std::pair<std::string, std::string>> values(const model::Template& text) const;

  // "PaO2 11 mmHg is used, but is not plausible (40 to 500 mmHg): was 11 kPa meant, which is 82.5 mmHg?"
  std::string questioned(const QuestionedReading& reading) const;
  // "lactate counts however old it is: lactate_validity is not set at this site"
  std::string unlimited(const UnlimitedReading& reading) const;

  std::vector<std::string> inputs(const std::vector<model::Input>& inputs) const;
  std::vector<std::string> action_ids(const std::vector<model::ActionId>& actions) const;
  // In a sentence: `methylprednisolone`, `ECMO`, `one of cyclophosphamide, rituximab`.
  std::string action(model::ActionId action) const;
  std::string target(const model::Target& target) const;

  std::vector<std::string> refs(const model::StatementBase& statement) const;
  std::vector<IncompleteStatement> incomplete(const model::StatementBase& statement) const;
  // What the statements that it cites leave without a meaning.
  std::vector<std::string> left_open(const model::StatementBase& statement) const;
  // `initial.2`, behind its source's name where the pathway does not follow it.
  std::string statement_name(const model::CitedStatement& cited) const;
  // `initial.2, summary.1 [1]`
  std::string citation(const model::StatementBase& statement) const;

 private:
  std::string shown(const model::TemplateValue& piece) const;
  // Whether it is told as it is written, since there is no patient of whom it could be worked out.
  bool is_told_as_written(model::ExprId expr) const;
  // A number as people read it, and as programs do.
  Quantity shown_quantity(const Quantity& exact, model::ExprId expr) const;
  std::string said(model::ExprId expr) const { return report_.readable ? in_words(expr) : written(expr); }
  std::string amount_says(const model::Dose& dose, bool in_words) const;

  const RunReport& report_;
  InputNames names_;
};

// "methylprednisolone" of "Methylprednisolone", but "ECMO" and "SpO2" stay.
std::string in_sentence(const std::string& title);

}  // namespace waymark
