#pragma once

#include <optional>
#include <string>

#include "tools/report/reply.hpp"
#include "tools/waymark/commands/run.hpp"
#include "tools/waymark/io/loading.hpp"
#include "tools/waymark/io/patient_input.hpp"

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
