#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/facts/patient.hpp"
#include "lang/model/model.hpp"

namespace waymark::prove {

// What the formulas of a pathway say of one patient; nothing where they admit several answers, because it
// rests on something that linear arithmetic cannot say.
struct SolvedOutcome {
  bool is_possible = true;  // whether the formulas admit the patient at all
  std::vector<std::optional<Status>> recommendations, contraindications, notes;
  std::vector<std::pair<model::RecommendationId, model::RecommendationId>> conflicts, open_conflicts;
  std::vector<std::optional<bool>> violated;  // by property
  // By canonical ExprId, of all that are yes or no: their truth; of all others: yes where they are known.
  std::vector<std::optional<Truth>> expressions;
};

// All statuses and expressions of a pathway as formulas over all patients. It is there to be held against the
// interpreter.
class SymbolicPathway {
 public:
  // The model must outlive it.
  explicit SymbolicPathway(const model::Model& model);
  ~SymbolicPathway();
  SymbolicPathway(SymbolicPathway&&) noexcept;
  SymbolicPathway& operator=(SymbolicPathway&&) noexcept;

  // The patient's moments are in UTC, and no parameter that the pathway sets is set again.
  SolvedOutcome outcome(const Patient& patient, const Moment& at);

 private:
  struct Formulas;
  std::unique_ptr<Formulas> formulas_;
};

}  // namespace waymark::prove
