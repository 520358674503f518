#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "interpreter/facts/fhir/fhir_binding.hpp"
#include "interpreter/facts/fhir/fhir_json.hpp"

namespace waymark::fhir {

// What a code means: a fact, or a member of a fact that is a set.
struct Meant {
  model::FactId fact;
  std::optional<model::MemberIndex> member = std::nullopt;
  bool operator==(const Meant&) const = default;
};

// Which facts a resource of a kind speaks of, by its codes.
class FactIndex {
 public:
  FactIndex(const model::Model& model, const FhirBinding& binding);

  // Each once, in the order of the pathway's facts.
  std::vector<Meant> meant(FhirSource source, const std::vector<Coding>& codings) const;
  // The facts of a kind that have no codes: every such resource tells them.
  const std::vector<model::FactId>& without_codes(FhirSource source) const;
  // All facts that a kind of resource tells.
  const std::vector<model::FactId>& facts(FhirSource source) const;

 private:
  void add(FhirSource source, const std::vector<model::Code>& codes, Meant meant);

  std::unordered_map<std::string, std::vector<Meant>> by_code_;
  std::map<FhirSource, std::vector<model::FactId>> without_codes_, facts_;
};

}  // namespace waymark::fhir
