#pragma once

#include <string>

#include "tools/report/reply.hpp"
#include "tools/waymark/io/loading.hpp"
#include "tools/waymark/io/patient_input.hpp"

namespace waymark {

enum class ExplainFormat { text, json, dot };

struct ExplainOptions : CommonOptions {
  std::string path;
  std::string id;
  PatientOptions patient;
  bool sources = true;
  ExplainFormat format = ExplainFormat::text;
};

// Explains one status or definition for one patient.
Reply explain(const ExplainOptions& options, const Surroundings& surroundings);

}  // namespace waymark
