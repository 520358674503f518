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
// later than the evaluation or stale.
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

// The patient as the document of facts that says the same.
std::string facts_json(const model::Model& model, const Patient& patient);

}  // namespace waymark::generated
