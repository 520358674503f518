#include "interpreter/facts/fhir/resource_reader.hpp"

#include <algorithm>
#include <utility>

#include "interpreter/values/elapsed.hpp"

namespace waymark::fhir {

void UnusedCodes::add(const std::string& resource, const std::vector<Coding>& codings) {
  for (const auto& each : codings) {
    auto& unused = codes_[{resource, {each.code.system, each.code.code}}];
    if (unused.count++ == 0) unused = {resource, each.code, each.display, 1};
  }
}

std::vector<UnusedCode> UnusedCodes::take() {
  std::vector<UnusedCode> result;
  for (auto& [key, unused] : codes_) result.push_back(std::move(unused));
  return result;
}

ResourceReader::ResourceReader(const model::Model& model, const FhirBinding& binding, const FactIndex& index,
                               const Record& record, std::optional<Moment> at, std::int32_t zone_minutes)
    : model_{model},
      binding_{binding},
      index_{index},
      record_{record},
      at_{at},
      clock_{zone_minutes},
      values_{model, binding, clock_},
      collector_{model, binding, at} {}

FhirPatient ResourceReader::read(const std::optional<std::set<std::string>>& searched) {
  for (const auto& entry : record_.entries()) resource(entry);
  std::vector<bool> is_searched;
  for (model::FactId fact = 0; fact < model_.facts.size(); ++fact)
    is_searched.push_back(this->is_searched(fact, searched));
  auto result = collector_.finish(is_searched);
  result.patient.id = record_.patient_id();
  result.unused_codes = unused_.take();
  result.other_resources = std::move(other_resources_);
  result.resources = record_.entries().size();
  result.has_further_pages = record_.has_further_pages();
  result.times_without_zone = clock_.without_zone();
  result.zone_minutes = clock_.zone_minutes();
  return result;
}

// What stands on a further page was not seen.
bool ResourceReader::is_searched(model::FactId fact,
                                 const std::optional<std::set<std::string>>& searched) const {
  const auto& source = binding_.facts[fact];
  if (!source || record_.has_further_pages()) return false;
  return !searched || searched->contains(std::string{resource_type(source->source)});
}

bool ResourceReader::is_too_old(const Moment& time, const FactSource& source) const {
  if (!source.within || !at_ || *at_ < time) return false;
  const auto order = compare(Elapsed{std::pair{time, *at_}}, *source.within);
  return !order || *order > 0;
}

void ResourceReader::set_aside(const Entry& entry, const Meant& meant, NotUsed reason, std::string detail,
                               std::string element) {
  collector_.set_aside(meant.fact, reason, std::move(detail), {entry.label, std::move(element)},
                       meant.member);
}

std::optional<Moment> ResourceReader::exact(const Entry& entry, const ReadTime& time, const Meant& meant) {
  switch (time.form) {
    case TimeForm::exact: return time.moment;
    case TimeForm::absent: set_aside(entry, meant, NotUsed::no_time); break;
    case TimeForm::partial: set_aside(entry, meant, NotUsed::partial_time, time.text, time.element); break;
    case TimeForm::malformed: set_aside(entry, meant, NotUsed::bad_time, time.text, time.element); break;
  }
  return std::nullopt;
}

static bool is_entered_in_error(const Entry& entry) {
  return text(entry.node, "status") == "entered-in-error" ||
         first_code(member(entry.node, "verificationStatus")) == "entered-in-error";
}

// The kinds of facts that a type of resource tells.
static std::vector<FhirSource> sources_of(std::string_view type) {
  std::vector<FhirSource> result;
  for (auto i = 0; i <= static_cast<int>(FhirSource::deceased); ++i)
    if (resource_type(FhirSource{i}) == type) result.push_back(FhirSource{i});
  return result;
}

std::vector<Coding> all_codings(const Entry& entry) {
  auto result = codings(member(entry.node, "code"));
  const auto append = [&](const json::Node* concept_node) {
    for (auto& each : codings(concept_node)) result.push_back(std::move(each));
  };
  for (const auto key : {"vaccineCode", "medicationCodeableConcept"}) append(member(entry.node, key));
  for (const auto& each : list(entry.node, "component")) append(member(&each, "code"));
  return result;
}

void ResourceReader::put_in_doubt(const Entry& entry, const std::vector<Coding>& codings) {
  for (const auto source : sources_of(entry.type)) {
    for (const auto fact : index_.without_codes(source)) collector_.put_in_doubt(fact);
    for (const auto& each : index_.meant(source, codings)) collector_.put_in_doubt(each.fact, each.member);
    if (!codings.empty()) continue;
    for (const auto fact : index_.facts(source)) collector_.put_in_doubt(fact);
  }
}

bool ResourceReader::is_without_code(const Entry& entry, FhirSource source,
                                     const std::vector<Coding>& codings) {
  const bool is_asked_for = index_.facts(source).size() > index_.without_codes(source).size();
  if (!codings.empty() || !is_asked_for || is_entered_in_error(entry)) return false;
  collector_.set_aside(std::nullopt, NotUsed::no_code, {}, {entry.label, {}});
  put_in_doubt(entry, codings);
  return true;
}

// FHIR forbids to use what carries a modifier that is not understood.
bool ResourceReader::changes_its_meaning(const Entry& entry) {
  const auto aside = [&](NotUsed reason, std::string detail) {
    collector_.set_aside(std::nullopt, reason, std::move(detail), {entry.label, {}});
    const bool is_clear = reason != NotUsed::doubled_key;
    if (is_clear && is_entered_in_error(entry)) return true;
    put_in_doubt(entry, is_clear ? all_codings(entry) : std::vector<Coding>{});
    return true;
  };
  if (auto key = doubled_key(*entry.node)) return aside(NotUsed::doubled_key, std::move(*key));
  if (!list(entry.node, "modifierExtension").empty())
    return aside(NotUsed::negated_otherwise, "modifierExtension");
  if (text(entry.node, "implicitRules")) return aside(NotUsed::negated_otherwise, "implicitRules");
  return false;
}

}  // namespace waymark::fhir
