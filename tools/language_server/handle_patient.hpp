#pragma once

#include "tools/language_server/view.hpp"

namespace waymark::lsp {

// The requests of Waymark's own about one patient (docs/editors.md); each answers with an error where the
// pathway has errors, or where nobody says who the patient is, and with `{"problems"}` where the patient's
// document is wrong.

// Answers `waymark/decisionPath`: the patient's document, and what `waymark run --format json` says of them.
Answer handle_decision_path(const Request& request);
// Answers `waymark/needs`: what could settle what is undetermined.
Answer handle_needs(const Request& request);
// Answers `waymark/scenarioText`: the patient as a scenario of the name `name` that passes.
Answer handle_scenario_text(const Request& request);
// Answers `waymark/inputs`: the facts and parameters of the pathway.
Answer handle_inputs(const Request& request);

}  // namespace waymark::lsp
