// The part of ResourceReader that reads who the patient is.
#include <algorithm>

#include "interpreter/facts/fhir/resource_reader.hpp"
#include "interpreter/values/instant_range.hpp"

namespace waymark::fhir {

void ResourceReader::person(const Entry& entry) {
  for (const auto fact : index_.facts(FhirSource::birth_date)) birth_date(entry, fact);
  for (const auto fact : index_.facts(FhirSource::gender)) gender(entry, fact);
  for (const auto fact : index_.facts(FhirSource::deceased)) deceased(entry, fact);
}

void ResourceReader::birth_date(const Entry& entry, model::FactId fact) {
  const auto written = text(entry.node, "birthDate");
  if (!written) return;
  const FhirPlace place{entry.label, "birthDate"};
  if (const auto date = parse_date(*written))
    return collector_.add(fact, {*date, std::nullopt, std::string{*written}}, place);
  const auto days = parse_partial_date(*written);
  if (!days) return set_aside(entry, {fact}, NotUsed::bad_time, std::string{*written}, "birthDate");
  collector_.add(fact,
                 {partial_value(*days, model_.facts[fact].type, clock_.zone_minutes()), std::nullopt,
                  std::string{*written}},
                 place);
}

// By a code of FHIR's administrative gender, or the name of a member that is the same word.
void ResourceReader::gender(const Entry& entry, model::FactId fact) {
  const auto written = text(entry.node, "gender");
  if (!written) return;
  const model::Code code{"http://hl7.org/fhir/administrative-gender", std::string{*written}};
  const auto& members = model_.facts[fact].type.members->members;
  const auto found = std::ranges::find_if(members, [&](const Member& member) {
    return member.codes.empty() ? member.id == *written
                                : std::ranges::find(member.codes, code) != member.codes.end();
  });
  if (found == members.end())
    return set_aside(entry, {fact}, NotUsed::no_member, std::string{*written}, "gender");
  const auto member = static_cast<model::MemberIndex>(found - members.begin());
  collector_.add(fact, {member, std::nullopt, found->id}, {entry.label, "gender"});
}

void ResourceReader::deceased(const Entry& entry, model::FactId fact) {
  const bool is_event = model_.facts[fact].type.kind == TypeKind::event;
  const FhirPlace place{entry.label, "deceasedBoolean"};
  if (const auto written = text(entry.node, "deceasedDateTime")) {
    const auto moment = exact(entry, clock_.read(*written, "deceasedDateTime"), {fact});
    if (!moment) return;
    const FhirPlace dated{entry.label, "deceasedDateTime"};
    if (is_event) return collector_.add_event(fact, {*moment}, std::string{*written}, {}, dated);
    return collector_.add(fact, {true, *moment, std::string{*written}}, dated);
  }
  const auto* node = member(entry.node, "deceasedBoolean");
  const auto* is_dead = node ? std::get_if<bool>(&node->value) : nullptr;
  if (!is_dead) return;
  if (is_event && *is_dead) return set_aside(entry, {fact}, NotUsed::no_time, {}, "deceasedBoolean");
  if (is_event) return collector_.add_event(fact, {}, "false", {}, place);
  collector_.add(fact, {*is_dead, std::nullopt, *is_dead ? "true" : "false"}, place);
}

// What is not one of these is counted, and not read. What modifies the meaning of a resource takes it out.
void ResourceReader::resource(const Entry& entry) {
  const bool is_condition = entry.type == "Condition", is_allergy = entry.type == "AllergyIntolerance";
  const bool is_deed = entry.type == "Procedure" || entry.type == "Immunization" ||
                       entry.type == "Encounter" || entry.type == "MedicationRequest" ||
                       entry.type == "MedicationAdministration" || entry.type == "MedicationStatement";
  const bool is_read =
      is_condition || is_allergy || is_deed || entry.type == "Observation" || entry.type == "Patient";
  if (!is_read) {
    ++other_resources_[entry.type];
    return;
  }
  if (changes_its_meaning(entry)) return;
  if (entry.type == "Observation") return observation(entry);
  if (entry.type == "Patient") return person(entry);
  if (is_deed) return deed(entry);
  condition(entry, is_condition ? FhirSource::condition : FhirSource::allergy);
}

}  // namespace waymark::fhir
