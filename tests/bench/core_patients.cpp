#include "core_patients.hpp"

#include <stdexcept>

namespace waymark::bench {
namespace {

// SplitMix64.
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_{seed * 0x2545F4914F6CDD1DULL + 0xDA4} {}

  std::int32_t between(std::int32_t low, std::int32_t high) {
    const auto count = static_cast<std::uint64_t>(high - low + 1);
    return low + static_cast<std::int32_t>((next() >> 32) * count >> 32);
  }
  bool with_chance(std::int32_t percent) { return between(0, 99) < percent; }

 private:
  std::uint64_t next() {
    auto z = state_ += 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  std::uint64_t state_;
};

constexpr std::int32_t etiology_percents[] = {30, 6, 12, 6, 15, 8, 8, 8, 7};

std::int32_t any_etiology(Numbers& numbers) {
  auto left = numbers.between(0, 99);
  std::int32_t result = 0;
  for (; left >= etiology_percents[result]; ++result) left -= etiology_percents[result];
  return result;
}

std::int32_t any_value(CoreFact fact, Numbers& numbers) {
  switch (fact) {
    case etiology: return any_etiology(numbers);
    case spo2: return 10 * numbers.between(80, 100);
    case pao2: return numbers.between(450, 1050);
    case platelets: return 10 * numbers.between(10, 400);
    case age: return 10 * numbers.between(18, 90);
    case creatinine: return numbers.between(40, 900);
    case lung_area_involved: return 10 * numbers.between(0, 100);
    case hemoptysis_rate: return numbers.between(0, 2000);
    case months_in_remission: return 10 * numbers.between(-1, 120);
    case supplemental_oxygen: return numbers.with_chance(35);
    case bleeding_controlled: return numbers.with_chance(50);
    case standard_therapy_failed: return numbers.with_chance(25);
    case kidney_transplant_candidate: return numbers.with_chance(30);
    case ventilated:
    case on_dialysis: return numbers.with_chance(12);
    default: return numbers.with_chance(20);
  }
}

Value value_of(CoreFact fact, std::int32_t value, const Type& type) {
  if (type.kind == TypeKind::yes_no) return value != 0;
  if (type.kind == TypeKind::one_of) return static_cast<model::MemberIndex>(value);
  const Quantity quantity{*divide(Decimal{value}, Decimal{fact == creatinine ? 100 : 10}), type.unit};
  return Number{quantity, quantity};
}

}  // namespace

CorePatient core_patient(std::uint64_t number) {
  Numbers numbers{number};
  CorePatient patient;
  for (int fact = 0; fact < core_facts; ++fact) {
    const auto value = any_value(static_cast<CoreFact>(fact), numbers);
    if (!numbers.with_chance(20)) patient[static_cast<std::size_t>(fact)] = value;
  }
  return patient;
}

Patient as_patient(const model::Model& model, const CorePatient& patient) {
  if (model.facts.size() != core_facts) throw std::runtime_error{"dah_core.pathway has other facts"};
  auto result = empty_patient(model);
  for (std::size_t fact = 0; fact < core_facts; ++fact) {
    if (!patient[fact]) continue;
    result.facts[fact].push_back(
        {value_of(static_cast<CoreFact>(fact), *patient[fact], model.facts[fact].type), std::nullopt, {}});
  }
  return result;
}

}  // namespace waymark::bench
