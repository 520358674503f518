// FHIR is read or refused at a place that is there; nothing that is read breaks a check of the facts, and
// columns and evaluator agree on the patient. The same bytes as a binding are read or refused with messages
// that can be shown.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "columns_agreement.hpp"
#include "fuzz.hpp"
#include "interpreter/facts/fhir/binding_file.hpp"
#include "interpreter/facts/fhir/fhir_patient.hpp"
#include "patient_generator.hpp"

namespace waymark::fuzz {
namespace {

// Facts of every kind of resource, as tests/golden/fhir/ward.pathway has them.
constexpr std::string_view ward = R"(pathway ward "Ward" { version "1.0.0" }
fact creatinine "Creatinine" : number in mg/dL within 0.1 to 50 molar mass 113.12 g/mol code loinc "2160-0"
fact systolic "Systolic pressure" : number in mmHg within 0 to 400 code loinc "8480-6"
fact coma "Coma score" : whole number within 3 to 15 code loinc "9269-2"
fact culture "Culture" : one of {
  positive "Positive" code snomed "10828004", negative "Negative" code snomed "260385009"
} code loinc "600-7"
fact ventilated "Ventilated" : yes or no code loinc "19834-1"
fact lupus "Lupus" : yes or no code snomed "55464009" from condition
fact causes "Causes" : any of {infection "Infection" code snomed "40733004", tumor "Tumor" code snomed "363346000"}
  from condition
fact penicillin_allergy "Allergy" : yes or no code rxnorm "7984" from allergy
fact operation "Operation" : event code snomed "387713003" from procedure
fact vaccine "Vaccine" : event code cvx "03" from immunization
fact visit "Visit" : event from encounter
fact antimicrobial "Antimicrobial" : event code atc "J01CA04" from administration
fact fluid "Fluid" : event in mL within 0 to 9000 code atc "B05BB01" from administration
fact heparin_ordered "Heparin" : yes or no code atc "B01AB01" from order
fact born "Born" : date from birth_date
fact sex "Sex" : one of {female "Female", male "Male"} from sex
action fluids "Fluids" drug
section s "S" {
  must give fluids as a { when creatinine >= 1.5 mg/dL and highest creatinine over 2 days < 3 mg/dL }
  must give fluids as b { when systolic < 90 mmHg or total fluid < 500 mL or coma <= 8 or ventilated }
  must give fluids as c { when culture is positive and lupus and causes includes tumor and not penicillin_allergy }
  must give fluids as d { when operation and not vaccine and visit and antimicrobial and heparin_ordered }
  must give fluids as e { when years since born >= 70 years and sex is female and lowest systolic < 80 mmHg }
  must give fluids as f { when average coma over 1 day < 9 or at least 2 readings of coma < 8 over 1 day }
}
)";

const model::Model& model() {
  static const auto compilation = compiled(std::string{ward});
  if (!compilation->model) fail("the ward has errors");
  return *compilation->model;
}

void check_refusal(const std::vector<FactsProblem>& problems) {
  if (problems.empty()) fail("refused without a problem");
  for (const auto& problem : problems)
    if (problem.code.empty() || problem.message.empty()) fail("a problem without words");
}

void check_bounds(const Patient& patient) {
  for (model::FactId fact = 0; fact < patient.facts.size(); ++fact) {
    const auto& within = model().facts[fact].within;
    for (const auto& reading : patient.facts[fact]) {
      const auto* number = std::get_if<Number>(&reading.value);
      if (!number || !within) continue;
      for (const auto& end : {number->low, number->high})
        if (!end || !model::is_within(*end, *within))
          fail("a reading outside its bounds: " + reading.as_given);
    }
  }
}

void check_read(const FhirPatient& record) {
  check_bounds(record.patient);
  for (const auto& used : record.used) {
    if (record.patient.facts[used.fact].empty()) fail(used.resource + " was used, and gave nothing");
  }
  for (const auto& aside : record.not_used)
    if (aside.resource.empty()) fail("something without a name was set aside");
  const auto at = generated::evaluation_moment();
  const auto agreement = hold_columns_against_evaluator(model(), {{record.patient, at}});
  expect_none(agreement.first_difference);
}

void check_binding_text(std::string_view text) {
  Sources sources;
  Diagnostics diagnostics;
  compile_binding(model(), {{"fuzz.binding", std::string{text}, "/nowhere"}}, sources, MemorySources{},
                  diagnostics);
  for (const auto& each : diagnostics.list()) {
    if (each.span.begin > each.span.end || each.span.end > text.size()) fail("a message at no place");
    sources.position(each.span);
  }
}

void check(std::string_view text) {
  const auto at = generated::evaluation_moment();
  const auto read = read_fhir(text, model(), binding_of(model()), at);
  if (const auto* problems = std::get_if<std::vector<FactsProblem>>(&read)) {
    check_refusal(*problems);
  } else {
    check_read(std::get<FhirPatient>(read));
  }
  looks_like_fhir(text);
  check_binding_text(text);
}

}  // namespace
}  // namespace waymark::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  waymark::fuzz::check(waymark::fuzz::text_of(data, size));
  return 0;
}
