#pragma once

#include <functional>

#include "interpreter/diff/counterparts.hpp"
#include "interpreter/diff/difference.hpp"

namespace waymark::diff {

// A patient as both pathways record him.
struct Twins {
  Patient before, after;
  Moment at;
};

// A statement of both pathways, and the statuses that it has.
struct Turn {
  model::StatementReference before, after;
  Status old_status, new_status;
};

// Whether the interpreter says so of the patient.
bool shows(const Side& before, const Side& after, const Turn& turn, const Twins& twins);

// The patient with as few facts and as round values near the edges as still show it; for him the example.
// Those who show it already go in.
Example small_example(const Side& before, const Side& after, const Counterparts& counterparts,
                      const Turn& turn, Twins twins);

// A patient who shows it, looked for without formulas; nullopt where none was found.
std::optional<Twins> search(const Side& before, const Side& after, const Counterparts& counterparts,
                            const Turn& turn);

}  // namespace waymark::diff
