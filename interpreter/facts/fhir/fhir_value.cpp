#include "interpreter/facts/fhir/fhir_value.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "interpreter/facts/fhir/fhir_json.hpp"
#include "interpreter/facts/fitting_number.hpp"
#include "interpreter/values/instant_range.hpp"

namespace waymark::fhir {

namespace {

// How a coded answer says yes or no (LOINC answers, SNOMED CT qualifiers, HL7 version 2 table 0136).
struct CodedAnswer {
  std::string_view system, code;
  bool is_yes;
};
constexpr std::string_view yes_no_table = "http://terminology.hl7.org/CodeSystem/v2-0136";
constexpr std::array<CodedAnswer, 20> coded_answers{{
    {"loinc", "LA33-6", true},       // Yes
    {"loinc", "LA32-8", false},      // No
    {"loinc", "LA6576-8", true},     // Positive
    {"loinc", "LA6577-6", false},    // Negative
    {"loinc", "LA9633-4", true},     // Present
    {"loinc", "LA9634-2", false},    // Absent
    {"loinc", "LA11882-0", true},    // Detected
    {"loinc", "LA11883-8", false},   // Not detected
    {"snomed", "373066001", true},   // Yes
    {"snomed", "373067005", false},  // No
    {"snomed", "10828004", true},    // Positive
    {"snomed", "260385009", false},  // Negative
    {"snomed", "52101004", true},    // Present
    {"snomed", "2667000", false},    // Absent
    {"snomed", "260373001", true},   // Detected
    {"snomed", "260415000", false},  // Not detected
    {yes_no_table, "Y", true},
    {yes_no_table, "N", false},
    {"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", "POS", true},
    {"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", "NEG", false},
}};

constexpr std::string_view ucum_uri = "http://unitsofmeasure.org";
constexpr std::string_view ucum_oid = "urn:oid:2.16.840.1.113883.6.8";

Refusal absent(const json::Node& holder) {
  return {NotUsed::no_value, first_code(member(&holder, "dataAbsentReason")), {}};
}

Refusal other_form(const json::Node& holder) {
  const auto element = value_element(holder);
  return element.empty() ? absent(holder) : Refusal{NotUsed::other_form, element, element};
}

bool is_ucum(const json::Node& quantity) {
  const auto system = text(&quantity, "system");
  return text(&quantity, "code") && (system == ucum_uri || system == ucum_oid);
}

// The code is what counts, so it is what is shown.
std::string_view written_unit(const json::Node& quantity) {
  const auto code = text(&quantity, "code").value_or("");
  return is_ucum(quantity) ? code : text(&quantity, "unit").value_or(code);
}

bool holds_code(const std::vector<model::Code>& codes, const model::Code& code) {
  return std::ranges::find(codes, code) != codes.end();
}

const UnitPtr* meant_by_text(const std::map<std::string, UnitPtr>& texts, const std::string& text) {
  const auto found = texts.find(text);
  return found == texts.end() ? nullptr : &found->second;
}

NotUsed not_used_because(MisfitKind kind) {
  switch (kind) {
    case MisfitKind::other_dimension: return NotUsed::wrong_dimension;
    case MisfitKind::too_large: return NotUsed::too_large;
    case MisfitKind::outside_bounds: return NotUsed::outside_bounds;
    case MisfitKind::not_whole: break;
  }
  return NotUsed::not_whole;
}

// The number between the bounds that a comparator leaves; what the fact's own bounds say holds too.
Number with_comparator(const Number& exact, std::string_view comparator,
                       const std::optional<model::Bounds>& within) {
  if (comparator.empty()) return exact;
  Number result;
  if (comparator.starts_with('<')) {
    if (within) result.low = within->low;
    result.high = exact.high;
  } else {
    result.low = exact.low;
    if (within) result.high = within->high;
  }
  return result;
}

}  // namespace

std::string value_element(const json::Node& holder) {
  const auto* object = std::get_if<json::Object>(&holder.value);
  if (!object) return {};
  const auto is_value = [](const json::Entry& entry) {
    return entry.key.size() > 5 && entry.key.starts_with("value") && entry.key[5] >= 'A' &&
           entry.key[5] <= 'Z' && !std::holds_alternative<json::Null>(entry.value.value);
  };
  const auto found = std::ranges::find_if(*object, is_value);
  return found == object->end() ? std::string{} : found->key;
}

ValueResult ValueReader::observed(const json::Node& holder, model::FactId id) {
  const auto& type = model_.facts[id].type;
  switch (type.kind) {
    case TypeKind::number: return number(holder, id);
    case TypeKind::yes_no: return yes_no(holder);
    case TypeKind::one_of: {
      const auto* answer = member(&holder, "valueCodeableConcept");
      return answer ? coded(*answer, id) : ValueResult{other_form(holder)};
    }
    case TypeKind::date:
    case TypeKind::moment: return dated(holder, type);
    case TypeKind::any_of:
    case TypeKind::event:
    case TypeKind::elapsed:
    case TypeKind::anything:
    case TypeKind::broken: break;
  }
  return other_form(holder);
}

ValueResult ValueReader::number(const json::Node& holder, model::FactId id) {
  const auto& type = model_.facts[id].type;
  if (const auto* node = member(&holder, "valueQuantity")) return quantity(*node, type, id);
  const auto* node = member(&holder, "valueInteger");
  const auto* digits = node ? std::get_if<json::NumberText>(&node->value) : nullptr;
  if (!digits) return other_form(holder);
  const auto value = Decimal::parse(digits->text);
  if (!value) return Refusal{NotUsed::too_large, digits->text, "valueInteger"};
  if (!is_pure(*type.unit)) return Refusal{NotUsed::no_unit, digits->text, "valueInteger"};
  auto result = bounded({*value, pure_unit()}, {}, digits->text, type, model_.facts[id]);
  std::visit([](auto& each) { each.element = "valueInteger"; }, result);
  return result;
}

ValueResult ValueReader::quantity(const json::Node& node, const Type& type, model::FactId id) {
  const auto* given = member(&node, "value");
  const auto* digits = given ? std::get_if<json::NumberText>(&given->value) : nullptr;
  if (!given) return Refusal{NotUsed::no_value, {}, "valueQuantity"};
  if (!digits) return Refusal{NotUsed::other_form, json::describe(*given), "valueQuantity"};
  const auto number = Decimal::parse(digits->text);
  if (!number) return Refusal{NotUsed::too_large, digits->text, "valueQuantity"};
  const auto comparator = text(&node, "comparator").value_or("");
  const auto unit = unit_of(node, type, id);
  if (const auto* refusal = std::get_if<Refusal>(&unit)) return *refusal;
  const auto written = written_unit(node);
  auto as_given = fmt::format("{}{}{}{}{}", comparator, comparator.empty() ? "" : " ", digits->text,
                              written.empty() ? "" : " ", written);
  const Quantity read{number->is_zero() ? Decimal{} : *number, std::get<UnitPtr>(unit)};
  auto result = bounded(read, comparator, std::move(as_given), type, model_.facts[id]);
  std::visit([](auto& each) { each.element = "valueQuantity"; }, result);
  return result;
}

// A record has few units, many times.
const UnitResult& ValueReader::unit_of_code(std::string_view code) {
  const auto found = units_.find(code);
  if (found != units_.end()) return found->second;
  return units_.emplace(code, model_.units.parse_code(code)).first->second;
}

// A code of UCUM counts; a text only where the binding says what it means.
std::variant<UnitPtr, Refusal> ValueReader::unit_of(const json::Node& quantity, const Type& type,
                                                    model::FactId id) {
  const auto written = written_unit(quantity);
  if (is_ucum(quantity)) {
    const auto& unit = unit_of_code(written);
    if (const auto* known = std::get_if<UnitPtr>(&unit)) return *known;
    return Refusal{NotUsed::unknown_unit, std::string{written}, "valueQuantity"};
  }
  if (written.empty()) {
    if (is_pure(*type.unit)) return pure_unit();
    return Refusal{NotUsed::no_unit, {}, "valueQuantity"};
  }
  const auto& source = binding_.facts[id];
  const auto* meant = source ? meant_by_text(source->unit_texts, std::string{written}) : nullptr;
  if (!meant) meant = meant_by_text(binding_.unit_texts, std::string{written});
  if (meant) return *meant;
  return Refusal{NotUsed::unit_only_as_text, std::string{written}, "valueQuantity"};
}

ValueResult ValueReader::bounded(const Quantity& given, std::string_view comparator, std::string as_given,
                                 const Type& type, const model::Fact& fact) const {
  constexpr std::array<std::string_view, 5> comparators{"", "<", "<=", ">", ">="};
  if (std::ranges::find(comparators, comparator) == comparators.end())
    return Refusal{NotUsed::other_form, as_given, {}};
  const auto number = fitting_number(given, {type, fact.within, !comparator.empty()});
  if (const auto* misfit = std::get_if<Misfit>(&number))
    return Refusal{not_used_because(misfit->kind), as_given, {}};
  return ReadValue{
      with_comparator(std::get<Number>(number), comparator, fact.within), std::move(as_given), {}};
}

ValueResult ValueReader::yes_no(const json::Node& holder) {
  if (const auto* node = member(&holder, "valueBoolean")) {
    if (const auto* value = std::get_if<bool>(&node->value))
      return ReadValue{*value, *value ? "true" : "false", "valueBoolean"};
  }
  const auto* answer = member(&holder, "valueCodeableConcept");
  if (!answer) return other_form(holder);
  const auto given = codings(answer);
  std::optional<bool> result;
  for (const auto& each : given) {
    const auto found = std::ranges::find_if(coded_answers, [&](const CodedAnswer& known) {
      return known.system == each.code.system && known.code == each.code.code;
    });
    if (found == coded_answers.end()) continue;
    if (result && *result != found->is_yes)
      return Refusal{NotUsed::several_members, codes_text(given), "valueCodeableConcept"};
    result = found->is_yes;
  }
  if (!result) return Refusal{NotUsed::no_member, codes_text(given), "valueCodeableConcept"};
  return ReadValue{*result, codes_text(given), "valueCodeableConcept"};
}

ValueResult ValueReader::coded(const json::Node& codeable_concept, model::FactId id) {
  const auto& members = model_.facts[id].type.members->members;
  const auto given = codings(&codeable_concept);
  std::optional<model::MemberIndex> result;
  for (model::MemberIndex index = 0; index < members.size(); ++index) {
    const bool is_given = std::ranges::any_of(
        given, [&](const Coding& each) { return holds_code(members[index].codes, each.code); });
    if (is_given && result)
      return Refusal{NotUsed::several_members, codes_text(given), "valueCodeableConcept"};
    if (is_given) result = index;
  }
  if (!result) return Refusal{NotUsed::no_member, codes_text(given), "valueCodeableConcept"};
  return ReadValue{*result, members[*result].id, "valueCodeableConcept"};
}

ValueResult ValueReader::dated(const json::Node& holder, const Type& type) {
  const auto written = text(&holder, "valueDateTime");
  if (!written) return other_form(holder);
  const auto time = clock_.read(*written, "valueDateTime");
  if (const auto days = parse_partial_date(*written))
    return ReadValue{partial_value(*days, type, clock_.zone_minutes()), time.text, time.element};
  if (time.form != TimeForm::exact) return Refusal{NotUsed::bad_time, time.text, time.element};
  if (type.kind == TypeKind::date) return ReadValue{date_of(time.moment), time.text, time.element};
  return ReadValue{time.moment, time.text, time.element};
}

}  // namespace waymark::fhir
