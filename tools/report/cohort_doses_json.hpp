#pragma once

#include <nlohmann/json.hpp>

#include "tools/report/cohort_summary.hpp"

namespace waymark {

// The `doses` of a recommendation in the document of docs/cohort.schema.json; all numbers are texts, so that
// no digit is lost.
nlohmann::ordered_json doses_json(const std::vector<DoseSummary>& doses);
// What `doses_json` has written. Throws what the JSON library throws where it is none of it.
std::vector<DoseSummary> read_doses(const nlohmann::ordered_json& list);

// The facts and parameters that are missing most often come first.
nlohmann::ordered_json missing_json(const Missing& list);

}  // namespace waymark
