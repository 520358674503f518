#pragma once

#include <string>

#include "interpreter/decide/outcome.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// The facts and parameters of a pathway as docs/inputs.schema.json describes them, in document order.
std::string inputs_json(const model::Model& model);

// What could settle each undetermined statement of an outcome, as docs/needs.schema.json describes it.
std::string needs_json(const model::Model& model, const Outcome& outcome);

}  // namespace waymark
