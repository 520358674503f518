#pragma once

#include <string>

#include "tools/waymark/loading.hpp"
#include "tools/waymark/patient_input.hpp"
#include "tools/waymark/reply.hpp"

namespace waymark {

enum class ExplainFormat { text, json, dot };

struct ExplainOptions : CommonOptions {
  std::string path;
  std::string id;
  PatientOptions patient;
  ExplainFormat format = ExplainFormat::text;
};

// Explains one status or definition for one patient.
Reply explain(const ExplainOptions& options, const Surroundings& surroundings);

// "there is no recommendation, note, contraindication or definition `x`; did you mean `y`?"
std::string no_such_subject(const model::Model& model, const std::string& id);

}  // namespace waymark
