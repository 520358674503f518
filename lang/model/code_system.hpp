#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace waymark::model {

// The URI by which records call a system that has a name here (HL7 Terminology, FHIR R4 section 4.3.0.1); for
// any other the text itself, which is a URI already.
std::string uri_of_system(std::string_view system);

// What a system is called here that a record calls by this URI or OID: `loinc` for `http://loinc.org` and for
// `urn:oid:2.16.840.1.113883.6.1`; any other keeps its URI.
std::string system_of_uri(std::string_view uri);

}  // namespace waymark::model
