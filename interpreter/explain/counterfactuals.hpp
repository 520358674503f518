#pragma once

#include <string>
#include <vector>

#include "interpreter/decide/subject.hpp"
#include "interpreter/search/representative_values.hpp"

namespace waymark {

// One fact, parameter or member that would have to be otherwise.
struct Change {
  Variable variable;
  Value from;                       // what it is
  RepresentativeValue to;           // the nearest value that would do
  RepresentativeValue first, last;  // from where to where it would do; both `to` where only that is certain
  bool read_again = false;          // `to` is `from`: a new reading of the same would do
  bool open_below = false, open_above = false;  // there is no end on that side
  // The next values on either side, which would not do; nullopt where there is none.
  std::optional<RepresentativeValue> next_below = {}, next_above = {};
  // Edges of numbers that do not belong to it: it would do above this one, or below.
  std::optional<RepresentativeValue> above = {}, below = {};
};

// The smallest changes that lead to one answer: each of one fact; where there are none, each of two.
struct Turn {
  std::string answer;
  std::vector<std::vector<Change>> changes;  // empty: no change of one or two facts leads there
};

struct Turns {
  std::vector<Turn> turns;  // for each other answer that there can be
  bool complete = true;     // there are no others: all comparisons have exact edges
  std::size_t untried = 0;  // so many facts were not changed, as there are too many
  bool pairs_tried = true;  // else there were too many facts to change two together
};

// What would change the answer of this patient.
Turns smallest_changes(const model::Model& model, const Subject& subject, const Patient& patient, Moment at);

}  // namespace waymark
