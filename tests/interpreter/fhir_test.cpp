#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "columns_agreement.hpp"
#include "compiled.hpp"
#include "fhir_document.hpp"
#include "golden.hpp"
#include "interpreter/decide/outcome.hpp"
#include "interpreter/facts/fhir/fhir_patient.hpp"
#include "lang/compile.hpp"
#include "patient_generator.hpp"
#include "program_generator.hpp"
#include "random_source.hpp"
#include "share.hpp"
#include "tools/report/fhir_words.hpp"

// What FHIR says of a patient. Single traps stand in tests/golden/fhir.
namespace waymark::fhir_test {
namespace {

const Moment at = *parse_moment("2026-11-23T08:30:00Z");

FhirPatient read_well(const FhirInput& input, const model::Model& model, const FhirBinding& binding) {
  auto result = read_fhir(input, model, binding, at);
  if (const auto* problems = std::get_if<std::vector<FactsProblem>>(&result)) {
    for (const auto& problem : *problems) UNSCOPED_INFO(problem.code << ": " << problem.message);
    FAIL("it is refused");
  }
  return std::move(std::get<FhirPatient>(result));
}

std::vector<Status> statuses(const model::Model& model, const Patient& patient) {
  Evaluator evaluator{model, patient, at};
  const auto outcome = decide(evaluator);
  std::vector<Status> result;
  for (const auto* outcomes : {&outcome.recommendations, &outcome.contraindications, &outcome.notes})
    for (const auto& each : *outcomes) result.push_back(each.status);
  return result;
}

Compilation ward() {
  return golden::compiled_text(R"(pathway ward "Ward" { version "1.0.0" }
fact creatinine "Creatinine" : number in mg/dL within 0.1 to 50 code loinc "2160-0"
fact lupus "Lupus" : yes or no code snomed "55464009" from condition
action fluids "Fluids" drug
action steroids "Steroids" drug
section s "S" {
  must give fluids as high { when creatinine >= 60 mg/dL * 0.1 }
  must give fluids as peak { when highest creatinine over 2 days >= 1.5 mg/dL }
  must give fluids as low { when lowest creatinine over 2 days < 1 mg/dL }
  must give fluids as mean { when average creatinine over 2 days >= 1.5 mg/dL }
  must give fluids as often { when at least 2 readings of creatinine >= 1.5 mg/dL over 2 days }
  should give steroids { when lupus }
}
)");
}

std::string creatinine(const std::string& id, const std::string& time, const std::string& quantity) {
  return fmt::format(R"({{"resource": {{"resourceType": "Observation", "id": "{}", "status": "final",
    "code": {{"coding": [{{"system": "http://loinc.org", "code": "2160-0"}}]}}, "effectiveDateTime": "{}",
    "valueQuantity": {{{}, "system": "http://unitsofmeasure.org", "code": "mg/dL"}}}}}})",
                     id, time, quantity);
}

std::string bundle(const std::vector<std::string>& entries) {
  return fmt::format(R"({{"resourceType": "Bundle", "type": "collection", "entry": [{}]}})",
                     fmt::join(entries, ", "));
}

Status status_of(const model::Model& model, const Patient& patient, const std::string& id) {
  Evaluator evaluator{model, patient, at};
  const auto outcome = decide(evaluator);
  for (std::size_t i = 0; i < model.recommendations.size(); ++i)
    if (model.recommendations[i].id == id) return outcome.recommendations[i].status;
  FAIL("there is no " << id);
  return Status::undetermined;
}

}  // namespace

TEST_CASE("a random patient who is written as FHIR and read again has the same statuses", "[fhir]") {
  const std::uint64_t pathways = test::share(120), patients = 6;
  std::size_t compared = 0, readings = 0;
  for (std::uint64_t seed = 0; seed < pathways; ++seed) {
    auto compilation = compile({{"generated.pathway", generated::pathway(seed)}}, golden::stdlib());
    REQUIRE(compilation.model);
    auto& model = *compilation.model;
    auto binding = generated::bind_all(model);
    const generated::PatientGenerator generator{model};
    for (std::uint64_t i = 0; i < patients; ++i) {
      const auto patient = generated::as_recorded(model, generator.patient(seed * patients + i), at);
      const auto text = generated::fhir_bundle(model, patient, at, binding);
      INFO("seed " << seed << ", patient " << i << '\n' << text);
      auto read = read_well({.texts = {text}}, model, binding);
      for (const auto& each : read.not_used) FAIL_CHECK(not_used_words(model, each));
      read.patient.parameters = patient.parameters;
      const auto expected = statuses(model, patient), found = statuses(model, read.patient);
      REQUIRE(expected == found);
      compared += found.size();
      readings += read.used.size();
    }
  }
  CHECK(compared >= test::least(1000));
  CHECK(readings >= test::least(1000));
}

TEST_CASE("a comparator settles what both of its ends settle, and nothing else", "[fhir][columns]") {
  const std::uint64_t pathways = test::share(120), patients = 6;
  std::size_t bounded = 0, settled = 0;
  for (std::uint64_t seed = 0; seed < pathways; ++seed) {
    const auto compilation = compile({{"generated.pathway", generated::pathway(seed)}}, golden::stdlib());
    REQUIRE(compilation.model);
    REQUIRE(compilation.model);
    const auto& model = *compilation.model;
    const generated::PatientGenerator generator{model};
    generated::RandomSource random{seed};
    std::vector<Person> people;
    for (std::uint64_t i = 0; i < patients; ++i) {
      const auto exact = generator.patient(seed * patients + i);
      auto patient = exact;
      for (model::FactId fact = 0; fact < patient.facts.size(); ++fact) {
        const auto& within = model.facts[fact].within;
        for (auto& reading : patient.facts[fact]) {
          const auto number = known_number(reading.value);
          if (!number || !random.once_in(3)) continue;
          const bool above = random.flip();
          Number bounds;
          bounds.low = above ? number : within ? std::optional{within->low} : std::nullopt;
          bounds.high = !above ? number : within ? std::optional{within->high} : std::nullopt;
          reading.value = bounds;
          ++bounded;
        }
      }
      const auto of_exact = statuses(model, exact), of_bounds = statuses(model, patient);
      for (std::size_t each = 0; each < of_exact.size(); ++each) {
        INFO("seed " << seed << ", patient " << i << ", statement " << each << '\n'
                     << generated::facts_json(model, exact));
        if (of_bounds[each] == Status::undetermined) continue;
        ++settled;
        // What `is known` asks about may turn with a reading that is more exact.
        if (generated::pathway(seed).find("known") != std::string::npos) continue;
        CHECK(of_bounds[each] == of_exact[each]);
      }
      people.push_back({std::move(patient), at});
    }
    const auto agreement = hold_columns_against_evaluator(model, people);
    INFO("seed " << seed << '\n' << agreement.first_difference);
    CHECK(agreement.different == 0);
  }
  CHECK(bounded >= test::least(300));
  CHECK(settled >= test::least(300));
}

TEST_CASE("windows look at the bounds of all readings", "[fhir][windows]") {
  const auto compilation = ward();
  REQUIRE(compilation.model);
  const auto& model = *compilation.model;
  const auto read = read_well(
      {.texts = {bundle({creatinine("a", "2026-11-23T06:00:00Z", R"("value": 1.2)"),
                         creatinine("b", "2026-11-23T07:00:00Z", R"("value": 1.6, "comparator": "<")")})}},
      model, binding_of(model));
  CHECK(read.not_used.empty());
  CHECK(status_of(model, read.patient, "s.high") == Status::not_advised);
  CHECK(status_of(model, read.patient, "s.peak") == Status::undetermined);
  CHECK(status_of(model, read.patient, "s.low") == Status::undetermined);
  CHECK(status_of(model, read.patient, "s.mean") == Status::undetermined);
  CHECK(status_of(model, read.patient, "s.often") == Status::not_advised);
}

TEST_CASE("what was not searched is unknown, also where the list is complete", "[fhir]") {
  const auto compilation = ward();
  REQUIRE(compilation.model);
  const auto& model = *compilation.model;
  auto binding = binding_of(model);
  binding.facts[1]->is_complete = true;
  const std::string none = R"({"resourceType": "Bundle", "type": "searchset"})";
  const auto steroids = [&](const FhirInput& input) {
    return status_of(model, read_well(input, model, binding).patient, "s.steroids");
  };
  CHECK(steroids({.texts = {none}}) == Status::not_advised);
  CHECK(steroids({.texts = {none}, .searched = {{"Observation"}}}) == Status::undetermined);
  CHECK(steroids({.texts = {none}, .searched = {{"Condition"}}}) == Status::not_advised);
  CHECK(steroids({.texts = {}, .searched = std::set<std::string>{}}) == Status::undetermined);
}

TEST_CASE("several answers make one patient, and each resource counts once", "[fhir]") {
  const auto compilation = ward();
  REQUIRE(compilation.model);
  const auto& model = *compilation.model;
  const auto one = bundle({creatinine("a", "2026-11-23T06:00:00Z", R"("value": 1.6)")});
  const auto two = bundle({creatinine("a", "2026-11-23T06:00:00Z", R"("value": 1.6)"),
                           creatinine("b", "2026-11-23T07:00:00Z", R"("value": 1.7)")});
  const auto read = read_well({.texts = {one, two}}, model, binding_of(model));
  CHECK(read.used.size() == 2);
  CHECK(status_of(model, read.patient, "s.often") == Status::advised);
}

TEST_CASE("FHIR is known by the type of the outermost object", "[fhir]") {
  CHECK(looks_like_fhir(R"({"resourceType": "Bundle"})"));
  CHECK(looks_like_fhir(R"( {"id": "a\"b", "contained": [{"x": 1}], "resourceType":"Bundle"})"));
  CHECK_FALSE(looks_like_fhir(R"({"facts": {"resourceType": 1}})"));
  CHECK_FALSE(looks_like_fhir(R"({"facts": {}} {"resourceType": "Bundle"})"));
  CHECK_FALSE(looks_like_fhir(R"("resourceType")"));
  CHECK_FALSE(looks_like_fhir("{\"a\\"));
  CHECK_FALSE(looks_like_fhir(""));
}

TEST_CASE("a reference that goes in a circle leads nowhere", "[fhir]") {
  const auto compilation = golden::compiled_text(R"(pathway ward "Ward" { version "1.0.0" }
fact antibiotic "Antibiotic given" : event code atc "J01CA04" from administration
action fluids "Fluids" drug
section s "S" { must give fluids { when not antibiotic } }
)");
  REQUIRE(compilation.model);
  const auto& model = *compilation.model;
  const std::string text = R"({"resourceType": "MedicationAdministration", "id": "a", "status": "completed",
    "medicationReference": {"reference": "MedicationAdministration/a"}, "effectiveDateTime": "2026-11-23T06:00:00Z"})";
  const auto read = read_well({.texts = {text}}, model, binding_of(model));
  REQUIRE(read.not_used.size() == 1);
  CHECK(read.not_used.front().reason == NotUsed::unresolved);
}

TEST_CASE("a bound is no value: the number is not known, what it decides is", "[fhir]") {
  const auto compilation = golden::compiled_text(R"(pathway ward "Ward" { version "1.0.0" }
fact creatinine "Creatinine" : number in mg/dL within 0.1 to 50 code loinc "2160-0"
action fluids "Fluids" drug
section s "S" {
  must give fluids as known { when creatinine is known }
  must give fluids as unknown { when creatinine is unknown }
  must give fluids as other { when first known of (creatinine, 9 mg/dL) = 9 mg/dL }
  must give fluids as decided { when not creatinine >= 1.5 mg/dL }
  must give fluids as open { when creatinine >= 1.2 mg/dL }
  must give fluids as required { when not creatinine >= 1.5 mg/dL requires known creatinine }
}
)");
  REQUIRE(compilation.model);
  const auto& model = *compilation.model;
  const std::string text = R"({"resourceType": "Observation", "id": "o", "status": "final",
    "code": {"coding": [{"system": "http://loinc.org", "code": "2160-0"}]},
    "effectiveDateTime": "2026-11-23T06:00:00Z",
    "valueQuantity": {"value": 1.4, "comparator": "<", "system": "http://unitsofmeasure.org", "code": "mg/dL"}})";
  const auto read = read_well({.texts = {text}}, model, binding_of(model));
  const auto status = [&](const std::string& name) { return status_of(model, read.patient, "s." + name); };
  CHECK(status("known") == Status::not_advised);
  CHECK(status("unknown") == Status::advised);
  CHECK(status("other") == Status::advised);
  CHECK(status("decided") == Status::advised);
  CHECK(status("open") == Status::undetermined);
  CHECK(status("required") == Status::undetermined);
}

// The site of tests/golden/sites_fhir, which says `otherwise no` of all its facts.
std::unique_ptr<Compilation> house() {
  return golden::compiled(golden::folder() / "sites_fhir" / "house.pathway");
}

TEST_CASE("what was not searched to its end is not nothing, where a site says `otherwise no`", "[fhir]") {
  const auto compilation = house();
  const auto& model = *compilation->model;
  const auto status = [&](const FhirInput& input) {
    return status_of(model, read_well(input, model, binding_of(model)).patient, "s.hydroxychloroquine");
  };
  const std::string patient = R"({"resourceType": "Patient", "id": "p"})";
  CHECK(status({.texts = {patient}}) == Status::not_advised);
  CHECK(status({.texts = {patient}, .searched = std::set<std::string>{"Condition"}}) == Status::not_advised);
  CHECK(status({.texts = {patient}, .searched = std::set<std::string>{"Observation"}}) ==
        Status::undetermined);
  CHECK(status({.texts = {patient}, .searched = std::set<std::string>{}}) == Status::undetermined);
}

TEST_CASE("columns and evaluator agree on patients of whom something is in doubt", "[fhir]") {
  const auto compilation = house();
  const auto& model = *compilation->model;
  std::vector<Person> patients;
  constexpr std::size_t states = 4;
  for (std::size_t turn = 0; turn < states * states * states; ++turn) {
    auto patient = empty_patient(model);
    auto rest = turn;
    for (model::FactId fact = 0; fact < 3; ++fact, rest /= states) {
      patient.in_doubt[fact] = rest % states == 1;
      if (rest % states > 1) patient.facts[fact].push_back({rest % states == 2, std::nullopt, ""});
    }
    patients.push_back({std::move(patient), at});
  }
  const auto agreement = hold_columns_against_evaluator(model, patients);
  CHECK(agreement.first_difference == "");
}

}  // namespace waymark::fhir_test
