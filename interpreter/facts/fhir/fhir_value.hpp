#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "interpreter/facts/fhir/fhir_patient.hpp"
#include "interpreter/facts/fhir/fhir_time.hpp"
#include "interpreter/facts/json/json_document.hpp"
#include "interpreter/values/value.hpp"

namespace waymark::fhir {

// A value of the kind that a fact has.
struct ReadValue {
  Value value;
  std::string as_given;
  std::string element;  // "valueQuantity"
};

// Why there is none.
struct Refusal {
  NotUsed reason;
  std::string detail = {};
  std::string element = {};
};

using ValueResult = std::variant<ReadValue, Refusal>;

// Reads the values of the facts of one pathway.
class ValueReader {
 public:
  // All must outlive it.
  ValueReader(const model::Model& model, const FhirBinding& binding, Clock& clock)
      : model_{model}, binding_{binding}, clock_{clock} {}

  // What an Observation, or a component of one, says of a fact by its `value[x]`.
  ValueResult observed(const json::Node& holder, model::FactId fact);
  // The number of a Quantity, by the type and the bounds of the fact. A comparator leaves one bound open.
  ValueResult quantity(const json::Node& node, const Type& type, model::FactId fact);
  // The member whose codes, or whose name in `codes` of gender, are among these.
  ValueResult coded(const json::Node& codeable_concept, model::FactId fact);

 private:
  ValueResult number(const json::Node& holder, model::FactId fact);
  ValueResult yes_no(const json::Node& holder);
  ValueResult dated(const json::Node& holder, const Type& type);
  std::variant<UnitPtr, Refusal> unit_of(const json::Node& quantity, const Type& type, model::FactId fact);
  const UnitResult& unit_of_code(std::string_view code);
  ValueResult bounded(const Quantity& given, std::string_view comparator, std::string as_given,
                      const Type& type, const model::Fact& fact) const;

  const model::Model& model_;
  const FhirBinding& binding_;
  Clock& clock_;
  std::map<std::string, UnitResult, std::less<>> units_;  // that were read, by their codes
};

// The name of the `value[x]` of an object: "valueQuantity"; empty where it has none.
std::string value_element(const json::Node& holder);

}  // namespace waymark::fhir
