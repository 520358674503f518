#pragma once

#include "tools/language_server/view.hpp"

namespace waymark::lsp {

// The requests of Waymark's own about scenarios (docs/editors.md); each answers with an error where the
// pathway has errors, as it has no scenarios then.

// Answers `waymark/scenarios`: the scenarios of the pathway, in its order.
Answer handle_scenarios(const Request& request);
// Answers `waymark/runScenario`: what comes of the scenario `name`, or of all of them; with `coverage` also
// what they reach.
Answer handle_run_scenario(const Request& request);

}  // namespace waymark::lsp
