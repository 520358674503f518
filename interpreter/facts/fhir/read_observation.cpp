// The part of ResourceReader that reads observations.
#include <fmt/format.h>

#include "interpreter/facts/fhir/resource_reader.hpp"

namespace waymark::fhir {

// "component[1].valueQuantity" of "component[1]." and "valueQuantity"; "component[1]" where there is no more.
static std::string element_of(std::string prefix, const std::string& element) {
  if (element.empty() && !prefix.empty()) prefix.pop_back();
  return prefix + element;
}

// Whether the status of an observation lets it count.
bool ResourceReader::observation_counts(const Entry& entry, model::FactId fact) {
  const auto status = text(entry.node, "status").value_or("");
  if (status == "final" || status == "amended" || status == "corrected") return true;
  if (status == "preliminary" && source_of(fact).preliminary_counts) return true;
  const bool is_error = status == "entered-in-error";
  set_aside(entry, {fact}, is_error ? NotUsed::entered_in_error : NotUsed::status, std::string{status},
            "status");
  return false;
}

void ResourceReader::observation(const Entry& entry) {
  const auto given = codings(member(entry.node, "code"));
  const auto meant = index_.meant(FhirSource::observation, given);
  const auto& components = list(entry.node, "component");
  for (const auto& each : meant)
    if (source_of(each.fact).components.empty()) observed(entry, *entry.node, {}, each.fact);
  for (std::size_t i = 0; i < components.size(); ++i) component(entry, i, given);
  if (is_without_code(entry, FhirSource::observation, all_codings(entry))) return;
  if (meant.empty()) unused_.add(entry.type, given);
}

void ResourceReader::component(const Entry& entry, std::size_t position,
                               const std::vector<Coding>& of_whole) {
  const auto& node = list(entry.node, "component")[position];
  const auto given = codings(member(&node, "code"));
  const auto prefix = fmt::format("component[{}].", position);
  bool is_used = false;
  for (const auto& each : index_.meant(FhirSource::observation, given)) {
    if (!source_of(each.fact).components.empty()) continue;
    observed(entry, node, prefix, each.fact);
    is_used = true;
  }
  for (const auto& each : index_.meant(FhirSource::observation, of_whole)) {
    const auto& wanted = source_of(each.fact).components;
    const bool is_meant = std::ranges::any_of(
        given, [&](const Coding& coding) { return std::ranges::find(wanted, coding.code) != wanted.end(); });
    if (!is_meant) continue;
    observed(entry, node, prefix, each.fact);
    is_used = true;
  }
  if (!is_used) unused_.add(entry.type, given);
}

void ResourceReader::observed(const Entry& entry, const json::Node& holder, const std::string& prefix,
                              model::FactId fact) {
  if (!observation_counts(entry, fact)) return;
  const bool is_event = model_.facts[fact].type.kind == TypeKind::event;
  const bool changes = !list(&holder, "modifierExtension").empty();
  if (changes)
    return set_aside(entry, {fact}, NotUsed::negated_otherwise, "modifierExtension", element_of(prefix, {}));
  const auto time =
      clock_.first_of(*entry.node, {"effectiveDateTime", "effectiveInstant", "effectivePeriod", "issued"});
  auto result = is_event ? ValueResult{ReadValue{}} : values_.observed(holder, fact);
  if (auto* refusal = std::get_if<Refusal>(&result))
    return set_aside(entry, {fact}, refusal->reason, std::move(refusal->detail),
                     element_of(prefix, refusal->element));
  auto& value = std::get<ReadValue>(result);
  const auto moment = exact(entry, time, {fact});
  if (!moment) return;
  if (is_too_old(*moment, source_of(fact)))
    return set_aside(entry, {fact}, NotUsed::too_old, time.text, time.element);
  const auto issued = text(entry.node, "issued");
  const auto told = issued ? clock_.read(*issued, "issued") : ReadTime{};
  const bool is_told_later = told.form == TimeForm::exact && *moment < told.moment;
  const auto recorded = is_told_later ? std::optional{told.moment} : std::nullopt;
  if (is_event)
    return collector_.add_event(fact, {*moment}, time.text, recorded, {entry.label, time.element});
  collector_.add(fact, {std::move(value.value), *moment, std::move(value.as_given), recorded},
                 {entry.label, element_of(prefix, value.element)});
}

}  // namespace waymark::fhir
