#include "interpreter/facts/patient.hpp"

namespace waymark {

Patient empty_patient(const model::Model& model) {
  Patient patient;
  patient.facts.resize(model.facts.size());
  patient.parameters.resize(model.parameters.size());
  return patient;
}

}  // namespace waymark
