#pragma once

#include <optional>

#include "lang/model.hpp"

namespace waymark {

// The truth of a condition where constants alone decide it, whatever the patient is; else nullopt.
std::optional<bool> constant_truth(const model::Model& model, model::ExprId condition);

}  // namespace waymark
