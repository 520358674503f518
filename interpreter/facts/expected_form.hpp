#pragma once

#include <optional>
#include <string>

#include "lang/model/model.hpp"
#include "lang/model/type.hpp"

namespace waymark {

// How a value of this type is written in a document of facts: `a number in mmHg such as 400, or text such as
// "400 mmHg"`.
std::string expected_form(const Type& type, const std::optional<model::Bounds>& within);

// `0 to 100 %`, `18 months to 4 years`.
std::string range_text(const Quantity& low, const Quantity& high);
// "0 to 100 %", "0 to below 100 %".
std::string bounds_text(const model::Bounds& bounds);

}  // namespace waymark
