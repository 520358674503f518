#include "interpreter/facts/patient.hpp"

#include <algorithm>

namespace waymark {

bool has_partial_dates(const Patient& patient) {
  const auto is_partial_reading = [](const FactReading& reading) { return is_partial(reading.value); };
  return std::ranges::any_of(patient.facts, [&](const std::vector<FactReading>& readings) {
    return std::ranges::any_of(readings, is_partial_reading);
  });
}

bool is_in_doubt(const Patient& patient, model::FactId fact) {
  return fact < patient.in_doubt.size() && patient.in_doubt[fact];
}

Patient empty_patient(const model::Model& model) {
  Patient patient;
  patient.facts.resize(model.facts.size());
  patient.in_doubt.resize(model.facts.size());
  patient.parameters.resize(model.parameters.size());
  return patient;
}

}  // namespace waymark
