#pragma once

#include <string_view>

#include "lang/model/model.hpp"

namespace waymark {

// "requires_known": what a condition of a statement is called in documents.
std::string_view kind_name(model::ConditionKind kind);

}  // namespace waymark
