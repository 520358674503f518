#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core_patients.hpp"

namespace waymark::bench {

/// 512 patients as somebody lays them out who writes these sixteen decisions by hand: the narrowest integers,
/// bitmaps of eight words, cells transposed for vector comparisons.
struct alignas(64) CoreGroup {
  static constexpr std::size_t size = 512, words = 8;
  using Bits = std::array<std::uint64_t, words>;
  struct Answers {
    Bits yes{}, no{};
  };

  // Months are whole; the others are in the steps of CoreFact.
  struct Numbers {
    std::array<std::int16_t, size> cells{};
    Bits known{};
  };
  Numbers spo2, pao2, platelets, age, creatinine, lung_area_involved, months_in_remission;
  std::array<std::int8_t, size> etiologies{};
  Bits etiology_known{};
  Answers supplemental_oxygen, ventilated, bleeding_controlled, refractory, standard_therapy_failed,
      life_threatening, on_dialysis, kidney_transplant_candidate, infection_confirmed;
};

using CoreAnswers = std::array<CoreGroup::Answers, core_decisions>;

void put(CoreGroup& group, std::size_t index, const CorePatient& patient);

/// The decisions for the first groups, into as many answers.
void decide_by_hand(const std::vector<CoreGroup>& groups, std::size_t count,
                    std::vector<CoreAnswers>& answers);

/// The decisions for one patient as a plain program would have them: yes, no, unknown as 1, 0, 2.
std::array<std::uint8_t, core_decisions> decide_one(const CorePatient& patient);

}  // namespace waymark::bench
