#pragma once

#include <optional>

#include "lang/model/model.hpp"

namespace waymark {

// The truth of a condition where constants alone decide it, whatever the patient is; else nullopt.
std::optional<bool> constant_truth(const model::Model& model, model::ExprId condition);

// Whether the condition is yes or no for every patient, whatever is missing: words of knowledge and
// constants.
bool is_always_known(const model::Model& model, model::ExprId condition);

}  // namespace waymark
