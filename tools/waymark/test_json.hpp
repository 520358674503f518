#pragma once

#include <string>

#include "tools/waymark/scenario_run.hpp"

namespace waymark {

// The document of docs/test.schema.json.
std::string test_json(const Tested& tested);

}  // namespace waymark
