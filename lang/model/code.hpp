#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace waymark::model {

// A code of a terminology.
struct Code {
  std::string system;  // `loinc`, or a URI
  std::string code;

  bool operator==(const Code&) const = default;
};

// The systems that have a name; any other goes by its URI.
inline constexpr std::array<std::string_view, 7> named_systems{"loinc", "snomed", "rxnorm", "atc",
                                                               "cvx",   "icd10",  "icd10cm"};

// In which resource of a record a fact is found.
enum class Resource {
  observation,
  condition,
  allergy,
  procedure,
  administration,
  immunization,
  encounter,
  order,
  birth_date,
  sex
};

// As they are written, by their values.
inline constexpr std::array<std::string_view, 10> resource_names{
    "observation",  "condition", "allergy", "procedure",  "administration",
    "immunization", "encounter", "order",   "birth_date", "sex"};

std::optional<Resource> resource_named(std::string_view name);

}  // namespace waymark::model
