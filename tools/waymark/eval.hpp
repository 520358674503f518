#pragma once

#include <optional>
#include <string>

#include "tools/waymark/loading.hpp"
#include "tools/waymark/patient_input.hpp"
#include "tools/waymark/reply.hpp"
#include "tools/waymark/run.hpp"

namespace waymark {

struct EvalOptions : CommonOptions {
  std::string expression;
  std::optional<std::string> pathway;
  PatientOptions patient;
  ResultFormat format = ResultFormat::text;
};

// Prints the value of one expression as the language writes it.
Reply eval(const EvalOptions& options, const Surroundings& surroundings);

}  // namespace waymark
