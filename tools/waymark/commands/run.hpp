#pragma once

#include <functional>
#include <optional>
#include <string>

#include "tools/report/reply.hpp"
#include "tools/waymark/io/loading.hpp"
#include "tools/waymark/io/patient_input.hpp"

namespace waymark {

// `fhir` is of results only.
enum class ResultFormat { text, json, fhir };

struct RunOptions : CommonOptions {
  std::string path;
  PatientOptions patient;
  bool trace = false;
  bool everything = false;
  bool require_determined = false;
  bool exact = false;
  bool sources = true;
  bool questions = false;                  // in place of the result: what to ask for next
  std::optional<std::string> as_scenario;  // in place of the result: the patient as a scenario of this name
  ResultFormat format = ResultFormat::text;
};

// Evaluates one patient.
Reply run(const RunOptions& options, const Surroundings& surroundings);

// What is printed where the pathway or the patient cannot be used.
Reply refuse(const Compilation& compilation, ResultFormat format, bool color);
Reply refuse(PatientRefusal refusal, ResultFormat format);

// What a command answers about one patient and one pathway; or why one of them cannot be used.
using PatientAnswer = std::function<Reply(const Compilation&, const PatientInput&)>;
Reply of_one_patient(const std::optional<std::string>& path, const PatientOptions& patient,
                     ResultFormat format, const CommonOptions& options, const Surroundings& surroundings,
                     const PatientAnswer& answer);

}  // namespace waymark
