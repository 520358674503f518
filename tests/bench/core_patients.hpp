#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "interpreter/facts/patient.hpp"
#include "lang/model/model.hpp"

namespace waymark::bench {

inline constexpr std::size_t core_decisions = 16;

/// The facts of dah_core.pathway, in its order. Numbers in tenths, of creatinine in hundredths; the etiology
/// by its place; conditions as 0 and 1. Absent: not recorded.
enum CoreFact {
  etiology,
  spo2,
  pao2,
  supplemental_oxygen,
  ventilated,
  bleeding_controlled,
  refractory,
  standard_therapy_failed,
  life_threatening,
  platelets,
  age,
  creatinine,
  on_dialysis,
  lung_area_involved,
  hemoptysis_rate,
  months_in_remission,
  kidney_transplant_candidate,
  infection_confirmed,
  core_facts
};
using CorePatient = std::array<std::optional<std::int32_t>, core_facts>;

/// @return the patient of this number; a fifth of all facts is missing
CorePatient core_patient(std::uint64_t number);

/// @return the same patient as the interpreter takes them
Patient as_patient(const model::Model& model, const CorePatient& patient);

}  // namespace waymark::bench
