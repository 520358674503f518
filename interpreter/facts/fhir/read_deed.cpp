// The part of ResourceReader that reads what was done: procedures, immunizations, encounters, medication.
#include <algorithm>
#include <array>

#include "interpreter/facts/fhir/resource_reader.hpp"

namespace waymark::fhir {

// How a kind of deed is read. Statuses are separated by blanks.
struct ResourceReader::Deed {
  FhirSource source;
  std::string_view type, code;
  std::string_view done, begun, not_done, proposed;  // statuses
  std::array<std::string_view, 3> times = {};        // elements, the first that is there counts

  // Of a type that is one of them.
  static const Deed& of(std::string_view type);
};

const ResourceReader::Deed& ResourceReader::Deed::of(std::string_view type) {
  constexpr std::string_view medication = "medicationCodeableConcept";
  static const std::array<Deed, 6> kinds{{
      {FhirSource::procedure,
       "Procedure",
       "code",
       "completed",
       "in-progress",
       "not-done",
       "",
       {"performedDateTime", "performedPeriod"}},
      {FhirSource::immunization,
       "Immunization",
       "vaccineCode",
       "completed",
       "",
       "not-done",
       "",
       {"occurrenceDateTime"}},
      {FhirSource::encounter, "Encounter", "", "finished in-progress arrived triaged onleave", "", "",
       "planned"},
      {FhirSource::medication_ordered,
       "MedicationRequest",
       medication,
       "active completed",
       "",
       "",
       "draft",
       {"authoredOn"}},
      {FhirSource::medication_given,
       "MedicationAdministration",
       medication,
       "completed",
       "in-progress",
       "not-done",
       "",
       {"effectiveDateTime", "effectivePeriod"}},
      {FhirSource::medication_reported,
       "MedicationStatement",
       medication,
       "active completed",
       "",
       "not-taken",
       "intended",
       {"effectiveDateTime", "effectivePeriod", "dateAsserted"}},
  }};
  return *std::ranges::find(kinds, type, &Deed::type);
}

static bool is_among(std::string_view status, std::string_view statuses) {
  while (!statuses.empty()) {
    const auto end = std::min(statuses.find(' '), statuses.size());
    if (!status.empty() && statuses.substr(0, end) == status) return true;
    statuses.remove_prefix(std::min(end + 1, statuses.size()));
  }
  return false;
}

void ResourceReader::deed(const Entry& entry) {
  const auto& rules = Deed::of(entry.type);
  const auto given = codes_of(entry, rules);
  if (given) is_without_code(entry, rules.source, *given);
  auto meant = index_.meant(rules.source, given.value_or(std::vector<Coding>{}));
  for (const auto fact : index_.without_codes(rules.source)) meant.push_back({fact});
  for (const auto& each : meant) deed_of(entry, rules, each.fact);
  if (meant.empty() && given) unused_.add(entry.type, *given);
}

std::optional<std::vector<Coding>> ResourceReader::codes_of(const Entry& entry, const Deed& rules) {
  if (rules.source == FhirSource::encounter) return codes_of_encounter(entry);
  return member(entry.node, "medicationReference") ? codes_of_reference(entry, rules)
                                                   : codings(member(entry.node, rules.code));
}

// By what kind it is, or where: `type` and `class`.
std::vector<Coding> ResourceReader::codes_of_encounter(const Entry& entry) const {
  std::vector<Coding> result;
  for (const auto& each : list(entry.node, "type"))
    for (auto& one : codings(&each)) result.push_back(std::move(one));
  if (auto kind = coding(member(entry.node, "class"))) result.push_back(std::move(*kind));
  return result;
}

// Of the medication that is referred to. One that is not there may be any: nullopt.
std::optional<std::vector<Coding>> ResourceReader::codes_of_reference(const Entry& entry, const Deed& rules) {
  const auto reference = text(member(entry.node, "medicationReference"), "reference").value_or("");
  const auto* medication = record_.resolve(reference, entry);
  if (medication && text(medication, "resourceType") == "Medication")
    return codings(member(medication, "code"));
  collector_.set_aside(std::nullopt, NotUsed::unresolved, std::string{reference},
                       {entry.label, "medicationReference"});
  for (const auto fact : index_.facts(rules.source)) collector_.put_in_doubt(fact);
  return std::nullopt;
}

// What holds until it is ended; all else is done once.
bool ResourceReader::is_state(model::FactId fact) const {
  const auto source = source_of(fact).source;
  const bool lasts = source == FhirSource::medication_ordered || source == FhirSource::medication_reported;
  return lasts && model_.facts[fact].type.kind == TypeKind::yes_no;
}

void ResourceReader::deed_of(const Entry& entry, const Deed& rules, model::FactId fact) {
  const auto status = text(entry.node, "status").value_or("");
  if (status == "entered-in-error")
    return set_aside(entry, {fact}, NotUsed::entered_in_error, std::string{status}, "status");
  if (is_among(status, rules.not_done)) return not_done(entry, rules, fact);
  if (!has_been_done(entry, rules, fact)) return;
  if (is_true(entry.node, "doNotPerform")) return not_done(entry, rules, fact);
  done(entry, fact, time_of_deed(entry, rules));
}

bool ResourceReader::has_been_done(const Entry& entry, const Deed& rules, model::FactId fact) {
  const std::string status{text(entry.node, "status").value_or("")};
  const auto& source = source_of(fact);
  const bool is_given = rules.source == FhirSource::medication_given && !model_.facts[fact].type.has_amounts;
  const bool is_begun = is_among(status, rules.begun) && (source.in_progress_counts || is_given);
  const bool is_past = is_state(fact) && status == "completed";
  if (is_among(status, rules.proposed)) {
    set_aside(entry, {fact}, NotUsed::is_proposal, status, "status");
    return false;
  }
  if (is_past || (!is_among(status, rules.done) && !is_begun)) {
    set_aside(entry, {fact}, NotUsed::status, status, "status");
    return false;
  }
  const auto intent = text(entry.node, "intent").value_or("");
  if (!is_among(intent, "proposal plan option")) return true;
  set_aside(entry, {fact}, NotUsed::is_proposal, std::string{intent}, "intent");
  return false;
}

void ResourceReader::not_done(const Entry& entry, const Deed& rules, model::FactId fact) {
  const auto& source = source_of(fact);
  const auto status = std::string{text(entry.node, "status").value_or("")};
  const auto element = is_true(entry.node, "doNotPerform") ? "doNotPerform" : "status";
  if (!source.not_done_is_no.value_or(is_one_concept(source.codes)))
    return set_aside(entry, {fact}, NotUsed::not_done_one_of_many, status, element);
  const FhirPlace place{entry.label, element};
  if (model_.facts[fact].type.kind == TypeKind::event)
    return collector_.add_event(fact, {}, status, {}, place);
  const auto time = time_of_deed(entry, rules);
  if (time.form == TimeForm::absent && is_state(fact))
    return collector_.add(fact, {false, std::nullopt, status}, place);
  if (const auto moment = exact(entry, time, {fact})) collector_.add(fact, {false, *moment, status}, place);
}

// An encounter happens when it begins.
ReadTime ResourceReader::time_of_deed(const Entry& entry, const Deed& rules) {
  const auto& [first, second, third] = rules.times;
  if (rules.source != FhirSource::encounter) return clock_.first_of(*entry.node, {first, second, third});
  const auto start = text(member(entry.node, "period"), "start");
  return start ? clock_.read(*start, "period.start") : ReadTime{};
}

void ResourceReader::done(const Entry& entry, model::FactId fact, const ReadTime& time) {
  const auto& source = source_of(fact);
  const bool is_untimed = time.form == TimeForm::absent || time.form == TimeForm::partial;
  if (is_untimed && is_state(fact) && !source.within)
    return collector_.add(fact, {true, std::nullopt, "active"}, {entry.label, "status"});
  const auto moment = exact(entry, time, {fact});
  if (!moment) return;
  if (is_too_old(*moment, source)) return set_aside(entry, {fact}, NotUsed::too_old, time.text, time.element);
  done_at(entry, fact, *moment, time);
}

void ResourceReader::done_at(const Entry& entry, model::FactId fact, const Moment& moment,
                             const ReadTime& time) {
  const auto& type = model_.facts[fact].type;
  const FhirPlace place{entry.label, time.element};
  if (type.kind == TypeKind::yes_no) return collector_.add(fact, {true, moment, time.text}, place);
  if (!type.has_amounts) return collector_.add_event(fact, {moment}, time.text, {}, place);
  const auto* dose = member(member(entry.node, "dosage"), "dose");
  if (!dose) return set_aside(entry, {fact}, NotUsed::no_value, {}, "dosage.dose");
  auto result = values_.quantity(*dose, amount_type(type), fact);
  if (auto* refusal = std::get_if<Refusal>(&result))
    return set_aside(entry, {fact}, refusal->reason, std::move(refusal->detail), "dosage.dose");
  auto& amount = std::get<ReadValue>(result);
  const auto number = known_number(amount.value);
  if (!number) return set_aside(entry, {fact}, NotUsed::other_form, amount.as_given, "dosage.dose");
  collector_.add_event(fact, {moment, *number}, amount.as_given, {}, {entry.label, "dosage.dose"});
}

}  // namespace waymark::fhir
