#include "lang/model/code_system.hpp"

#include <array>

namespace waymark::model {
namespace {

struct SystemNames {
  std::string_view name, uri, oid;
};

constexpr std::array<SystemNames, 7> systems{{
    {"loinc", "http://loinc.org", "urn:oid:2.16.840.1.113883.6.1"},
    {"snomed", "http://snomed.info/sct", "urn:oid:2.16.840.1.113883.6.96"},
    {"rxnorm", "http://www.nlm.nih.gov/research/umls/rxnorm", "urn:oid:2.16.840.1.113883.6.88"},
    {"atc", "http://www.whocc.no/atc", "urn:oid:2.16.840.1.113883.6.73"},
    {"cvx", "http://hl7.org/fhir/sid/cvx", "urn:oid:2.16.840.1.113883.12.292"},
    {"icd10", "http://hl7.org/fhir/sid/icd-10", "urn:oid:2.16.840.1.113883.6.3"},
    {"icd10cm", "http://hl7.org/fhir/sid/icd-10-cm", "urn:oid:2.16.840.1.113883.6.90"},
}};

}  // namespace

std::string uri_of_system(std::string_view system) {
  for (const auto& each : systems)
    if (system == each.name) return std::string{each.uri};
  return std::string{system};
}

std::string system_of_uri(std::string_view uri) {
  for (const auto& each : systems)
    if (uri == each.uri || uri == each.oid) return std::string{each.name};
  return std::string{uri};
}

}  // namespace waymark::model
