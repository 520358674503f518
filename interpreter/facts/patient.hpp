#pragma once

#include <optional>
#include <string>
#include <vector>

#include "interpreter/values/value.hpp"

namespace waymark {

// One recorded value of a fact. A number keeps the unit it was given in, except that a reading across mass
// and amount of substance is converted to the fact's own dimension; `as_given` is what the record said.
struct FactReading {
  Value value;  // a Number with two different bounds only where the record has a comparator (`< 50`)
  std::optional<Moment> time;  // none: read at `at`
  std::string as_given;
  std::optional<Moment> recorded = {};  // from when on it is seen; none: from its time on
};

// What is recorded of one patient, by the model's indices. Everything here has passed the checks of facts:
// right types, dimensions and bounds.
struct Patient {
  std::string id;  // empty where none is given
  std::optional<Moment> at;
  std::vector<std::vector<FactReading>>
      facts;  // by FactId, sorted by time, untimed last; all that were taken; empty: not recorded
  std::vector<std::optional<Value>> parameters;  // by ParameterId; nullopt: as the pathway sets it
  // By FactId: the record says, or may say, something of the fact that no reading came of: it says that the
  // answer is unknown, was set aside, or was not searched. Such a fact is unknown also where a site says
  // `otherwise no`. May be shorter than the list of facts.
  std::vector<bool> in_doubt = {};
};

// Whether the record may say something of a fact beside the readings that were taken.
bool is_in_doubt(const Patient& patient, model::FactId fact);

// Whether only the month or the year is known of a date, a moment or an event.
bool has_partial_dates(const Patient& patient);

// A patient of whom nothing is recorded.
Patient empty_patient(const model::Model& model);

}  // namespace waymark
