#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "interpreter/facts/patient.hpp"
#include "interpreter/search/representative_values.hpp"
#include "lang/model/model.hpp"

namespace waymark::generated {

// When generated patients are evaluated.
Moment evaluation_moment();

// Makes random patients of one pathway, the same for the same seed. What is recorded lies at and around the
// thresholds that the pathway has; some facts are not recorded, some have several readings, some of them
// later than the evaluation or stale; of some patients only the month or the year is known of some dates.
class PatientGenerator {
 public:
  // The model must outlive the generator.
  explicit PatientGenerator(const model::Model& model);

  Patient patient(std::uint64_t seed) const;

 private:
  const model::Model& model_;
  std::vector<RepresentativeValues> values_;
};

// A single patient; with many of them use the generator.
Patient random_patient(const model::Model& model, std::uint64_t seed);

// A value that a date, moment or event may be of which only the month or the year is known: the first, the
// last or one between; any other value as it is.
Value some_day_of(const Value& value, std::uint64_t seed);
// The same patient, but of each date the day is known.
Patient with_exact_dates(Patient patient, std::uint64_t seed);

// The patient as the document of facts that says the same.
std::string facts_json(const model::Model& model, const Patient& patient);

}  // namespace waymark::generated
