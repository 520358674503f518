#pragma once

#include <string>

#include "lang/model/model.hpp"

namespace waymark {

// "there is no recommendation, note, contraindication or definition `x`; did you mean `y`?"
std::string no_such_subject(const model::Model& model, const std::string& id);

}  // namespace waymark
