#pragma once

#include <vector>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/prove/encoder.hpp"

namespace waymark::prove {

// When a statement has the status.
z3::expr has_status(Encoder& encoder, const model::StatementReference& statement, Status status);

// When the property does not hold.
z3::expr is_violated(Encoder& encoder, const model::Property& property);

// Two recommendations of which one asks for what the other asks against, for some patients.
struct PossibleConflict {
  model::RecommendationId first, second;
  z3::expr condition;
};
std::vector<PossibleConflict> possible_conflicts(Encoder& encoder);

// When contraindications strike out every alternative of a `one of` that the recommendation is about;
// nullopt where it has none, or none of it can be.
std::optional<z3::expr> all_alternatives_fall(Encoder& encoder, const model::Recommendation& recommendation);

}  // namespace waymark::prove
