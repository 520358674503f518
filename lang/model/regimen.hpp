#pragma once

#include <vector>

#include "lang/model/model.hpp"

namespace waymark::model {

// Returns the dose of the first of these steps; null where there is no step, or it has no dose.
const Dose* first_dose(const std::vector<Regimen>& steps);

}  // namespace waymark::model
