#include "interpreter/facts/fhir/fact_index.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace waymark::fhir {

static std::string key_of(FhirSource source, const model::Code& code) {
  return fmt::format("{}|{}|{}", static_cast<int>(source), code.system, code.code);
}

FactIndex::FactIndex(const model::Model& model, const FhirBinding& binding) {
  for (model::FactId fact = 0; fact < model.facts.size(); ++fact) {
    const auto& source = binding.facts[fact];
    if (!source) continue;
    const auto& type = model.facts[fact].type;
    facts_[source->source].push_back(fact);
    if (type.kind == TypeKind::any_of) {
      const auto& members = type.members->members;
      for (model::MemberIndex i = 0; i < members.size(); ++i)
        add(source->source, members[i].codes, {fact, i});
    } else if (source->codes.empty()) {
      without_codes_[source->source].push_back(fact);
    } else {
      add(source->source, source->codes, {fact});
    }
  }
}

void FactIndex::add(FhirSource source, const std::vector<model::Code>& codes, Meant meant) {
  for (const auto& code : codes) by_code_[key_of(source, code)].push_back(meant);
}

std::vector<Meant> FactIndex::meant(FhirSource source, const std::vector<Coding>& codings) const {
  std::vector<Meant> result;
  for (const auto& each : codings) {
    const auto found = by_code_.find(key_of(source, each.code));
    if (found != by_code_.end()) result.insert(result.end(), found->second.begin(), found->second.end());
  }
  const auto place = [](const Meant& each) { return std::pair{each.fact, each.member}; };
  std::ranges::sort(result, {}, place);
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

static const std::vector<model::FactId>& found_in(const std::map<FhirSource, std::vector<model::FactId>>& map,
                                                  FhirSource source) {
  static const std::vector<model::FactId> nothing;
  const auto found = map.find(source);
  return found == map.end() ? nothing : found->second;
}

const std::vector<model::FactId>& FactIndex::without_codes(FhirSource source) const {
  return found_in(without_codes_, source);
}

const std::vector<model::FactId>& FactIndex::facts(FhirSource source) const {
  return found_in(facts_, source);
}

}  // namespace waymark::fhir
