#include "interpreter/facts/fhir/fhir_patient.hpp"

#include <memory>
#include <utility>

#include "interpreter/facts/fhir/fact_index.hpp"
#include "interpreter/facts/fhir/fhir_record.hpp"
#include "interpreter/facts/fhir/resource_reader.hpp"

namespace waymark {

FhirReader::FhirReader(const model::Model& model, FhirBinding binding)
    : model_{&model},
      binding_{std::make_shared<const FhirBinding>(std::move(binding))},
      index_{std::make_shared<const fhir::FactIndex>(model, *binding_)} {}

FhirResult FhirReader::read(const FhirInput& input, std::optional<Moment> at) const {
  auto record = fhir::read_record(input.texts);
  if (auto* problems = std::get_if<std::vector<FactsProblem>>(&record)) return std::move(*problems);
  const auto zone = binding_->zone_minutes.value_or(at ? at->offset_minutes : 0);
  fhir::ResourceReader reader{*model_, *binding_, *index_, std::get<fhir::Record>(record), at, zone};
  return reader.read(input.searched);
}

FhirResult read_fhir(const FhirInput& input, const model::Model& model, const FhirBinding& binding,
                     std::optional<Moment> at) {
  return FhirReader{model, binding}.read(input, at);
}

FhirResult read_fhir(std::string_view json, const model::Model& model, const FhirBinding& binding,
                     std::optional<Moment> at) {
  return read_fhir(FhirInput{.texts = {json}}, model, binding, at);
}

// The keys of the outermost object are looked at, without reading the whole.
bool looks_like_fhir(std::string_view text) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (depth <= 0 && (c == '}' || c == ']')) return false;
    if (c != '"') continue;
    auto end = i + 1;
    while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? std::size_t{2} : std::size_t{1};
    const auto word = text.substr(i + 1, std::min(end, text.size()) - i - 1);
    if (depth == 1 && word == "resourceType") return true;
    i = end;
  }
  return false;
}

}  // namespace waymark
