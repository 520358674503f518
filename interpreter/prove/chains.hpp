#pragma once

#include <string>
#include <vector>

#include "interpreter/prove/thresholds.hpp"

namespace waymark::prove {

// Conditions of which the first that holds counts, without an `otherwise`: a chain of branches, or the arms
// of a `choose`.
struct Chain {
  std::vector<model::ExprId> guards;
  std::vector<model::ExprId> around;  // what it stands in; all of these hold
  std::vector<model::ExprId> before;  // branches that come before one that it stands in; none of these holds
  Span span;
  std::string output = {};  // of a table: what is unknown where no row holds
};

// The chains of at least two branches that stand in the sections.
std::vector<Chain> branch_chains(const model::Model& model);

// When none of its conditions holds, where it stands.
z3::expr none_holds(Inquiry& inquiry, const Chain& chain);
// When it is looked at.
z3::expr is_reached(Inquiry& inquiry, const Chain& chain);
bool none_holds(Evaluator& evaluator, const Chain& chain);

// A hole between thresholds that the conditions of a chain leave, as a search for a patient in it.
Search search_in(Inquiry& inquiry, const Chain& chain, const Stretch& hole);
std::vector<Stretch> holes(Inquiry& inquiry, const Chain& chain);

}  // namespace waymark::prove
