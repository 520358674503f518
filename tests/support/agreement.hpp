#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/prove/symbolic_pathway.hpp"
#include "lang/text/source.hpp"

namespace waymark {

// Holds the formulas of a pathway against the interpreter.
class Agreement {
 public:
  // All must outlive it. `compared` counts the statuses and expressions that have been compared.
  Agreement(const model::Model& model, const Sources& sources, std::size_t& compared)
      : model_{model}, sources_{sources}, symbolic_{model}, compared_{compared} {}

  // What the two say differently of the patient; empty where they agree.
  std::string differences(const Patient& patient, const Moment& at);

 private:
  template <typename Statement>
  void statuses(const std::vector<Statement>& statements, const std::vector<StatementOutcome>& outcomes,
                const std::vector<std::optional<Status>>& solved);
  void conflicts(const Outcome& outcome, const prove::SolvedOutcome& solved);
  void expressions(Evaluator& evaluator, const prove::SolvedOutcome& solved);

  const model::Model& model_;
  const Sources& sources_;
  prove::SymbolicPathway symbolic_;
  std::string text_;
  std::size_t& compared_;
};

// Whether the formulas claim to know of the patient: all dates are known to the day and lie from 1900 to
// 2100, and no number has more significant digits than people record.
bool formulas_speak_of(const Patient& patient);
// The same patient with all moments in UTC, as those of the formulas are.
Patient in_utc(Patient patient);

}  // namespace waymark
