#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "interpreter/facts/fhir/fhir_patient.hpp"
#include "interpreter/facts/json/facts_json.hpp"
#include "lang/compile.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/reply.hpp"

// The documents of the command's `--format json` about one patient, in memory: what libwaymark and the
// service give. Any number of threads may ask at the same time.
namespace waymark {

// A pathway without errors, which never changes. It is neither copied nor moved, since the reader refers to
// the model.
struct CheckedPathway {
  // The compilation has a model. Without a binding FHIR is read by the codes of the facts alone.
  explicit CheckedPathway(Compilation checked)
      : compilation{std::move(checked)},
        reader{*compilation.model},
        fhir_reader{*compilation.model, binding_of(*compilation.model)} {}
  CheckedPathway(Compilation checked, FhirBinding binding)
      : compilation{std::move(checked)},
        reader{*compilation.model},
        fhir_reader{*compilation.model, std::move(binding)} {}
  CheckedPathway(const CheckedPathway&) = delete;
  CheckedPathway& operator=(const CheckedPathway&) = delete;

  const Compilation compilation;
  const PatientReader reader;
  const FhirReader fhir_reader;
};

// A document, and what the command's exit code says of it.
struct Document {
  ExitCode exit_code = ExitCode::fine;
  std::string text;
};

// What is asked of a pathway: the patient's document, or a record in FHIR; and the moment in place of the
// document's own.
struct PatientQuestion {
  std::string_view patient;
  std::optional<std::string> at = std::nullopt;
  JsonLayout layout = JsonLayout::indented;
};

// {"waymark", "error"}: what was given could not be used.
Document unusable_document(const std::string& error, JsonLayout layout = JsonLayout::indented);

// run.schema.json
Document run_document(const CheckedPathway& pathway, const PatientQuestion& question);
// explain.schema.json; `id` names a statement, a definition or a parameter.
Document explain_document(const CheckedPathway& pathway, const PatientQuestion& question,
                          const std::string& id);
// needs.schema.json
Document needs_document(const CheckedPathway& pathway, const PatientQuestion& question);
// What to ask next, ranked; questions.schema.json
Document questions_document(const CheckedPathway& pathway, const PatientQuestion& question);
// The pathway as a picture: of nobody, or with the way of the patient.
Document picture_document(const CheckedPathway& pathway);
Document picture_document(const CheckedPathway& pathway, const PatientQuestion& question);
// replay.schema.json
Document replay_document(const CheckedPathway& pathway, const PatientQuestion& question);
// The patient as a scenario of that name.
Document scenario_document(const CheckedPathway& pathway, const PatientQuestion& question,
                           const std::string& name);
// check.schema.json, of the pathway as it was read from `path`.
Document check_document(const std::string& path, const Compilation& compilation);

}  // namespace waymark
