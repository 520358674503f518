#pragma once

#include <optional>

#include "lang/model/model.hpp"

namespace waymark {

// Returns the number that constants alone make up, whatever the patient is, or nullopt if there is none.
std::optional<Quantity> constant_quantity(const model::Model& model, model::ExprId expr);

}  // namespace waymark
