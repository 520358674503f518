#pragma once

#include <optional>

#include <nlohmann/json_fwd.hpp>

#include "interpreter/facts/patient.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// The document from which `--facts` reads this patient: {"patient", "at", "facts", "parameters"}. Numbers
// keep all their digits, and the unit in which they were read. `at` is the moment that it says; none: the
// patient's own.
nlohmann::ordered_json patient_json(const model::Model& model, const Patient& patient,
                                    const std::optional<Moment>& at = {});

}  // namespace waymark
