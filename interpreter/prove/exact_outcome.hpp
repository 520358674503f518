#pragma once

#include <map>
#include <utility>
#include <vector>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/explain/explanation.hpp"
#include "interpreter/prove/exact_needs.hpp"

namespace waymark::prove {

// What is exactly open of one patient.
struct Settlement {
  SettledConditions settled;  // of statements
  // Of what stays undetermined: what it needs.
  std::map<std::pair<model::StatementKind, std::uint32_t>, SharedInputs> needs;
};

// Of all statements that the outcome leaves undetermined.
Settlement settlement(Evaluator& evaluator, const Outcome& outcome);

// The outcome with what is settled. The evaluator is a new one, which has not evaluated anything.
Outcome decide(Evaluator& evaluator, const Settlement& settlement);

struct ExactOutcome {
  Settlement settlement;
  Outcome outcome;
};

ExactOutcome exact_outcome(const model::Model& model, const Patient& patient, const Moment& at);

}  // namespace waymark::prove
