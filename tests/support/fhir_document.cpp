#include "fhir_document.hpp"

#include <memory>
#include <regex>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/values/instant_range.hpp"

namespace waymark::generated {
namespace {

using Json = nlohmann::ordered_json;

const std::string system_of_facts = "http://example.org/facts";

model::Code code_of(model::FactId fact) { return {system_of_facts, fmt::format("fact-{}", fact)}; }
model::Code code_of(model::FactId fact, std::size_t member) {
  return {system_of_facts, fmt::format("fact-{}-member-{}", fact, member)};
}

FhirSource source_of(const Type& type) {
  if (type.kind == TypeKind::any_of) return FhirSource::condition;
  if (type.kind != TypeKind::event) return FhirSource::observation;
  return type.has_amounts ? FhirSource::medication_given : FhirSource::procedure;
}

Json concept_of(const model::Code& code) {
  return {{"coding", {{{"system", code.system}, {"code", code.code}}}}};
}

Json status_of(const std::string& code) { return {{"coding", {{{"code", code}}}}}; }

class BundleWriter {
 public:
  BundleWriter(const model::Model& model, const Moment& at, FhirBinding& binding)
      : model_{model}, at_{at}, binding_{binding} {}

  std::string write(const Patient& patient) {
    for (model::FactId fact = 0; fact < patient.facts.size(); ++fact)
      for (const auto& reading : patient.facts[fact]) add(fact, reading);
    const auto text = Json{{"resourceType", "Bundle"}, {"type", "collection"}, {"entry", entries_}}.dump();
    return std::regex_replace(text, std::regex{"\"<([-0-9.eE+]+)>\""}, "$1");
  }

 private:
  void add(model::FactId fact, const FactReading& reading) {
    if (const auto* set = std::get_if<MemberStates>(&reading.value)) return add_set(fact, *set);
    if (const auto* event = std::get_if<EventValue>(&reading.value)) return add_event(fact, *event);
    if (!std::holds_alternative<Unknown>(reading.value)) add_observation(fact, reading);
  }

  void add_resource(Json resource) {
    resource["id"] = fmt::format("r{}", entries_.size());
    entries_.push_back({{"resource", std::move(resource)}});
  }

  void add_set(model::FactId fact, const MemberStates& set) {
    for (std::size_t i = 0; i < set.states.size(); ++i) {
      if (set.states[i] == Truth::unknown) continue;
      const bool is_in = set.states[i] == Truth::yes;
      Json condition{{"resourceType", "Condition"}, {"code", concept_of(code_of(fact, i))}};
      condition["verificationStatus"] = status_of(is_in ? "confirmed" : "refuted");
      if (is_in) condition["clinicalStatus"] = status_of("active");
      add_resource(std::move(condition));
    }
  }

  void add_event(model::FactId fact, const EventValue& event) {
    const bool has_amounts = model_.facts[fact].type.has_amounts;
    const auto code = concept_of(code_of(fact));
    Json deed{{"resourceType", has_amounts ? "MedicationAdministration" : "Procedure"}};
    deed["status"] = event.moment ? "completed" : "not-done";
    deed[has_amounts ? "medicationCodeableConcept" : "code"] = code;
    if (event.moment)
      deed[has_amounts ? "effectiveDateTime" : "performedDateTime"] = to_string(*event.moment);
    if (event.amount) deed["dosage"] = {{"dose", quantity(*event.amount)}};
    add_resource(std::move(deed));
  }

  // The library would round the number, so its digits stand in a marked text first.
  Json quantity(const Quantity& quantity) {
    const auto unit = waymark::to_string(*quantity.unit);
    Json result{{"value", fmt::format("<{}>", quantity.number.to_exact_string())}};
    if (!unit.empty()) result["unit"] = unit;
    if (!unit.empty()) binding_.unit_texts[unit] = quantity.unit;
    return result;
  }

  void add_observation(model::FactId fact, const FactReading& reading) {
    Json observation{
        {"resourceType", "Observation"}, {"status", "final"}, {"code", concept_of(code_of(fact))}};
    observation["effectiveDateTime"] = to_string(reading.time.value_or(at_));
    if (reading.recorded) observation["issued"] = to_string(*reading.recorded);
    if (const auto* number = std::get_if<Number>(&reading.value)) {
      observation["valueQuantity"] = quantity(number->as_read ? *number->as_read : *number->low);
    } else if (const auto* yes = std::get_if<bool>(&reading.value)) {
      observation["valueBoolean"] = *yes;
    } else if (const auto* member = std::get_if<model::MemberIndex>(&reading.value)) {
      observation["valueCodeableConcept"] = concept_of(code_of(fact, *member));
    } else if (const auto* date = std::get_if<Date>(&reading.value)) {
      observation["valueDateTime"] = to_string(*date);
    } else if (const auto* days = std::get_if<InstantRange>(&reading.value)) {
      observation["valueDateTime"] = to_string(*days);
    } else if (const auto* moment = std::get_if<Moment>(&reading.value)) {
      observation["valueDateTime"] = to_string(*moment);
    }
    add_resource(std::move(observation));
  }

  const model::Model& model_;
  Moment at_;
  FhirBinding& binding_;
  Json entries_ = Json::array();
};

}  // namespace

FhirBinding bind_all(model::Model& model) {
  FhirBinding binding{.facts = {}};
  for (model::FactId fact = 0; fact < model.facts.size(); ++fact) {
    auto& type = model.facts[fact].type;
    if (type.members) {
      auto members = *type.members;
      for (std::size_t i = 0; i < members.members.size(); ++i) members.members[i].codes = {code_of(fact, i)};
      type.members = std::make_shared<const MemberSet>(std::move(members));
    }
    binding.facts.push_back(FactSource{.source = source_of(type), .codes = {code_of(fact)}});
  }
  return binding;
}

Patient as_recorded(const model::Model& model, Patient patient, const Moment& at) {
  for (model::FactId fact = 0; fact < patient.facts.size(); ++fact) {
    const auto kind = model.facts[fact].type.kind;
    if (kind != TypeKind::date)
      std::erase_if(patient.facts[fact],
                    [](const FactReading& reading) { return is_partial(reading.value); });
    if (kind != TypeKind::event && kind != TypeKind::any_of) continue;
    const auto readings = std::move(patient.facts[fact]);
    patient.facts[fact].clear();
    const auto current = current_reading(readings, at, std::nullopt);
    for (const auto& reading : readings) {
      const auto told = reading.time.value_or(at);
      const bool counts = current.reading && is_seen(reading, told, at) && told == current.time;
      if (counts && (kind == TypeKind::event || &reading == current.reading))
        patient.facts[fact].push_back({reading.value, std::nullopt, reading.as_given});
    }
  }
  return patient;
}

std::string fhir_bundle(const model::Model& model, const Patient& patient, const Moment& at,
                        FhirBinding& binding) {
  return BundleWriter{model, at, binding}.write(patient);
}

}  // namespace waymark::generated
