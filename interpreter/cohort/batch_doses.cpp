#include "interpreter/cohort/batch_doses.hpp"

#include <algorithm>

#include "interpreter/cohort/count.hpp"
#include "interpreter/facts/patient.hpp"
#include "lang/model/constant_quantity.hpp"

namespace waymark::cohort {

namespace {

using columns::Bitmap;

// Whatever the patient is, and whichever alternatives are open.
bool is_the_same_for_all(const model::Model& model, const model::DosePlace& place) {
  const auto& dose = *place.dose;
  return place.given_with.empty() && constant_quantity(model, dose.low) &&
         (!dose.high || constant_quantity(model, *dose.high));
}

Bitmap both(const Bitmap& a, const Bitmap& b) {
  Bitmap result;
  for (std::size_t i = 0; i < columns::batch_words; ++i) result.words[i] = a.words[i] & b.words[i];
  return result;
}

void add_dose(const PatientDose& dose, bool is_range, std::size_t times, DoseCount& count) {
  if (!dose.low || !dose.high) {
    count.unknown += times;
    for (const auto input : dose.missing) count.missing[input] += times;
    return;
  }
  count.known += times;
  count.low.add(*dose.low, times);
  if (is_range) count.high.add(*dose.high, times);
  if (dose.limited == DoseLimit::at_least) count.at_least += times;
  if (dose.limited == DoseLimit::at_most) count.at_most += times;
  if (dose.unrounded) count.unrounded += times;
}

std::optional<Decimal> number_in(const std::optional<Quantity>& quantity, const UnitPtr& unit) {
  const auto converted = quantity ? convert(*quantity, unit) : std::nullopt;
  return converted ? std::optional{converted->number} : std::nullopt;
}

}  // namespace

void add(DoseCount& count, const DoseCount& later) {
  count.low.add(later.low);
  count.high.add(later.high);
  count.known += later.known;
  count.unknown += later.unknown;
  for (const auto& [input, patients] : later.missing) count.missing[input] += patients;
  count.at_least += later.at_least;
  count.at_most += later.at_most;
  count.unrounded += later.unrounded;
}

BatchDoses::BatchDoses(const model::Model& model)
    : model_{model}, places_{model::dose_places(model)}, doses_(places_.size()) {
  if (places_.empty()) return;
  const auto nobody = empty_patient(model);
  Evaluator evaluator{model, nobody, {}};
  for (std::size_t i = 0; i < places_.size(); ++i) {
    if (is_the_same_for_all(model, places_[i])) doses_[i].of_all = dose(evaluator, places_[i]);
  }
}

PatientDose BatchDoses::dose(Evaluator& evaluator, const model::DosePlace& place) const {
  const auto given = given_dose(evaluator, *place.dose);
  const auto unit = model::unit_of(model_, place);
  PatientDose result{number_in(given.low, unit), number_in(given.high, unit), given.limited, given.unrounded};
  if (result.low && result.high) return result;
  for (const auto& input : missing_for(evaluator, *place.dose))
    result.missing.push_back(input_index(model_, input));
  return result;
}

void BatchDoses::begin(const columns::Batch& batch, const columns::BatchOutcome& outcome,
                       const Bitmap& patients) {
  batch_ = &batch;
  looked_at_ = {};
  for (std::size_t i = 0; i < places_.size(); ++i) {
    auto& place = doses_[i];
    place.advised = both(outcome.recommendations[places_[i].recommendation].advised, patients);
    if (place.of_all) continue;
    for (std::size_t word = 0; word < columns::batch_words; ++word)
      looked_at_.words[word] |= place.advised.words[word];
  }
}

void BatchDoses::add_constant(const Bitmap& patients, std::vector<DoseCount>& counts) const {
  for (std::size_t i = 0; i < places_.size(); ++i) {
    if (const auto& dose = doses_[i].of_all)
      add_dose(*dose, is_range(i), columns::count(both(doses_[i].advised, patients)), counts[i]);
  }
}

const PatientDoses& BatchDoses::of(std::size_t patient) {
  of_patient_.assign(places_.size(), nullptr);
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const auto& place = doses_[i];
    if (place.of_all && test(place.advised, patient)) of_patient_[i] = &*place.of_all;
  }
  if (test(looked_at_, patient)) find_own_doses(patient);
  return of_patient_;
}

void BatchDoses::find_own_doses(std::size_t patient) {
  Evaluator evaluator{model_, *batch_->patient(patient), batch_->at(patient)};
  for (std::size_t i = 0; i < places_.size(); ++i) {
    auto& place = doses_[i];
    if (place.of_all || !test(place.advised, patient)) continue;
    if (is_given(evaluator, places_[i]) != Truth::yes) continue;
    place.of_one = dose(evaluator, places_[i]);
    of_patient_[i] = &place.of_one;
  }
}

void BatchDoses::add(const PatientDoses& doses, std::vector<DoseCount>& counts) const {
  for (std::size_t i = 0; i < places_.size(); ++i) {
    if (doses[i] && !doses_[i].of_all) add_dose(*doses[i], is_range(i), 1, counts[i]);
  }
}

}  // namespace waymark::cohort
