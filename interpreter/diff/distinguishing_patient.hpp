#pragma once

#include <functional>

#include "interpreter/diff/counterparts.hpp"
#include "interpreter/diff/difference.hpp"

namespace waymark::diff {

// A patient as both pathways record them.
struct Twins {
  Patient before, after;
  Moment at;
};

// A dose of both pathways.
struct DosePair {
  const model::Dose* before;
  const model::Dose* after;
  std::string action;  // whose it is, where a choice has several
};

// A statement of both pathways, and the statuses that it has; with doses, also that these differ.
struct Turn {
  model::StatementReference before, after;
  Status old_status, new_status;
  std::optional<DosePair> doses{};
  bool must_apply = false;  // the later pathway is for the patient
};

// `500 mg`, `25 to 50 mg`: the dose for this patient.
std::string dose_text(Evaluator& evaluator, const model::Dose& dose);

// Whether the interpreter says so of the patient.
bool shows(const Side& before, const Side& after, const Turn& turn, const Twins& twins);

// The patient with as few facts and as round values near the edges as still show it; for them the example.
// Those who show it already go in. It plays at `usual_moment` where it can.
Example small_example(const Side& before, const Side& after, const Counterparts& counterparts,
                      const Turn& turn, Twins twins, const Moment& usual_moment);

// A patient who shows it, looked for without formulas; nullopt where none was found.
std::optional<Twins> search(const Side& before, const Side& after, const Counterparts& counterparts,
                            const Turn& turn);

}  // namespace waymark::diff
