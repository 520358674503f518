#pragma once

#include <string>

#include "tools/report/reply.hpp"
#include "tools/waymark/commands/run.hpp"

namespace waymark {

struct BindOptions : CommonOptions {
  std::string path;
  PatientOptions patient{.facts = {}, .at = {}, .assignments = {}, .format = FactsFormat::fhir};
  ResultFormat format = ResultFormat::text;
};

// Says which resource of a record in FHIR gave each fact, or why none did.
Reply bind_record(const BindOptions& options, const Surroundings& surroundings);

}  // namespace waymark
