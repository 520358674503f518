// The part of ResourceReader that reads conditions and allergies: what holds until it is said to have ended.
#include "interpreter/facts/fhir/resource_reader.hpp"

namespace waymark::fhir {

namespace {

const model::Code no_known_allergy_code{"snomed", "716186003"};

std::string code_of_status(const Entry& entry, std::string_view element) {
  return first_code(member(entry.node, element));
}

ReadTime onset(const Entry& entry, Clock& clock) {
  return clock.first_of(*entry.node, {"onsetDateTime", "onsetPeriod", "recordedDate"});
}

}  // namespace

void ResourceReader::condition(const Entry& entry, FhirSource source) {
  const auto given = codings(member(entry.node, "code"));
  if (is_without_code(entry, source, given)) return;
  const auto meant = index_.meant(source, given);
  for (const auto& each : meant) stated(entry, source, given, each);
  const bool says_none = source == FhirSource::allergy &&
                         std::ranges::find(given, no_known_allergy_code, &Coding::code) != given.end();
  if (says_none && meant.empty()) return no_known_allergy(entry);
  if (meant.empty()) unused_.add(entry.type, given);
}

// Of each allergy that the pathway asks about.
void ResourceReader::no_known_allergy(const Entry& entry) {
  for (const auto fact : index_.facts(FhirSource::allergy)) {
    const auto& type = model_.facts[fact].type;
    const bool is_set = type.kind == TypeKind::any_of;
    const auto count = is_set ? type.members->members.size() : std::size_t{1};
    for (model::MemberIndex i = 0; i < count; ++i)
      stated(entry, FhirSource::allergy, {{no_known_allergy_code, {}}},
             {fact, is_set ? std::optional{i} : std::nullopt});
  }
}

// Whether it is so: no where it is refuted, or nothing of the kind is known; nullopt where it cannot be said,
// which is set aside.
std::optional<bool> ResourceReader::holds(const Entry& entry, FhirSource source,
                                          const std::vector<Coding>& codings, const Meant& meant) {
  const auto refuse = [&](NotUsed reason, std::string detail, std::string element) {
    set_aside(entry, meant, reason, std::move(detail), std::move(element));
    return std::nullopt;
  };
  const auto verification = code_of_status(entry, "verificationStatus");
  const auto status = code_of_status(entry, "clinicalStatus");
  const bool is_allergy = source == FhirSource::allergy;
  if (verification == "entered-in-error")
    return refuse(NotUsed::entered_in_error, verification, "verificationStatus");
  const bool is_none = std::ranges::find(codings, no_known_allergy_code, &Coding::code) != codings.end();
  if (verification == "refuted" && !is_none) {
    const auto& codes = meant.member ? model_.facts[meant.fact].type.members->members[*meant.member].codes
                                     : source_of(meant.fact).codes;
    if (source_of(meant.fact).refuted_is_no.value_or(is_one_concept(codes))) return false;
    return refuse(NotUsed::refuted_one_of_many, verification, "verificationStatus");
  }
  const bool is_confirmed =
      verification.empty() || verification == "confirmed" || (is_allergy && verification == "unconfirmed");
  if (!is_confirmed) return refuse(NotUsed::not_confirmed, verification, "verificationStatus");
  const bool is_active =
      status == "active" || (!is_allergy && (status == "recurrence" || status == "relapse"));
  if (!is_active) return refuse(NotUsed::status, status, "clinicalStatus");
  return !is_none;
}

void ResourceReader::stated(const Entry& entry, FhirSource source, const std::vector<Coding>& codings,
                            const Meant& meant) {
  const auto is_so = holds(entry, source, codings, meant);
  if (!is_so) return;
  const auto begun = onset(entry, clock_);
  const bool is_exact = begun.form == TimeForm::exact;
  const FhirPlace place{entry.label, is_exact ? begun.element : ""};
  const auto given = codes_text(codings);
  const bool is_event = model_.facts[meant.fact].type.kind == TypeKind::event;
  if (is_event && !*is_so) return collector_.add_event(meant.fact, {}, given, {}, place);
  if (is_event) {
    if (const auto moment = exact(entry, begun, meant))
      collector_.add_event(meant.fact, {*moment}, begun.text, {}, place);
    return;
  }
  if (begun.form == TimeForm::malformed)
    return set_aside(entry, meant, NotUsed::bad_time, begun.text, begun.element);
  if (is_exact && is_too_old(begun.moment, source_of(meant.fact)))
    return set_aside(entry, meant, NotUsed::too_old, begun.text, begun.element);
  const bool is_later = is_exact && at_ && *at_ < begun.moment;
  if (meant.member && is_later) return set_aside(entry, meant, NotUsed::later, begun.text, begun.element);
  if (meant.member) return collector_.add_member(meant.fact, *meant.member, *is_so, given, place);
  // Of what is active now the month in which it began is exact enough.
  const auto time = is_exact ? std::optional{begun.moment} : std::nullopt;
  collector_.add(meant.fact, {*is_so, time, given}, place);
}

}  // namespace waymark::fhir
