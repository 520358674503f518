#pragma once

#include <optional>
#include <vector>

#include "interpreter/facts/json/value_json.hpp"
#include "interpreter/facts/patient.hpp"

namespace waymark {

// What a document says of one fact: a value, an object with `value`, `unit` and `time`, or a list of such
// objects. The readings are sorted by time, the one without a time last; equal ones at one time count once.
// `at` is when a reading without a time was made, where that is known already.
std::vector<FactReading> read_readings(const json::Node& node, const ExpectedValue& expected,
                                       const FactsPlace& place, ValueReader& values, FactsProblems& problems,
                                       std::optional<Moment> at);

// A value that is no reading of a patient, so has no time: with its unit inside or beside it.
std::optional<GivenValue> read_untimed(const json::Node& node, const ExpectedValue& expected,
                                       const FactsPlace& place, ValueReader& values, FactsProblems& problems);

}  // namespace waymark
