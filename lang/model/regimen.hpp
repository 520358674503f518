#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "lang/model/model.hpp"

namespace waymark::model {

// Returns the dose of the first of these steps; null where there is no step, or it has no dose.
const Dose* first_dose(const std::vector<Regimen>& steps);

// A place where a recommendation says how much is given: in a step of its own, or in one of an alternative.
struct DosePlace {
  RecommendationId recommendation = 0;
  std::optional<ActionId> action;  // of the alternative; none: it is the recommendation's
  std::size_t step = 0;            // 0 is the first
  const Dose* dose = nullptr;      // in the model
  // The alternatives that get this dose, of which one has to be open; none where the dose is for whatever is
  // advised.
  std::vector<const Target*> given_with;
};

// Returns all places of doses, in the order of the recommendations; those that no alternative gets are left
// out. They point into the model, which must outlive them and not change.
std::vector<DosePlace> dose_places(const Model& model);

// Returns the name of a place: `pain.course.dose`, `pain.course.heparin.dose`, `pain.course.dose.2` for the
// second step.
std::string name_of(const Model& model, const DosePlace& place);

// Returns the unit that all doses of a place can be told in.
UnitPtr unit_of(const Model& model, const DosePlace& place);

}  // namespace waymark::model
