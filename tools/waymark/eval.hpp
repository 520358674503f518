#pragma once

#include <optional>
#include <string>

#include "loading.hpp"
#include "patient_input.hpp"
#include "reply.hpp"
#include "run.hpp"

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
