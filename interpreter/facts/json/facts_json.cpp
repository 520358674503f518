#include "interpreter/facts/json/facts_json.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>
#include <utility>

#include "interpreter/facts/facts_problems.hpp"
#include "interpreter/facts/json/json_document.hpp"
#include "interpreter/facts/json/parse_problem.hpp"
#include "interpreter/facts/json/readings_json.hpp"
#include "interpreter/facts/json/value_json.hpp"
#include "interpreter/facts/name_resolver.hpp"

namespace waymark {

namespace {

const std::array<std::string, 4> top_level_keys{"patient", "at", "facts", "parameters"};

// Few objects have more keys than can be compared with each other at once.
bool has_key_twice(const json::Object& object) {
  constexpr std::size_t few = 16;
  if (object.size() > few) {
    std::unordered_set<std::string_view> seen;
    return !std::ranges::all_of(object,
                                [&](const json::Entry& entry) { return seen.insert(entry.key).second; });
  }
  for (std::size_t i = 1; i < object.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (object[i].key == object[j].key) return true;
  return false;
}

// Reports each key that an object has twice and keeps the first.
void drop_doubled_keys(json::Node& node, const FactsPlace& place, FactsProblems& problems) {
  if (auto* list = std::get_if<json::Array>(&node.value)) {
    for (std::size_t i = 0; i < list->size(); ++i) {
      drop_doubled_keys((*list)[i], place.element(i, (*list)[i].offset), problems);
    }
  }
  auto* object = std::get_if<json::Object>(&node.value);
  if (!object) return;
  const bool has_one = has_key_twice(*object);
  std::unordered_set<std::string> seen;
  std::erase_if(*object, [&](json::Entry& entry) {
    const auto here = place.key(entry.key, entry.offset);
    const bool doubled = has_one && !seen.insert(entry.key).second;
    if (doubled) problems.report(here, diagnostics::facts_doubled_key, entry.key);
    if (!doubled) drop_doubled_keys(entry.value, here, problems);
    return doubled;
  });
}

const json::Node* find_given(const json::Object& object, std::string_view key) {
  const auto found = std::ranges::find(object, key, &json::Entry::key);
  const bool is_there = found != object.end() && !std::holds_alternative<json::Null>(found->value.value);
  return is_there ? &found->value : nullptr;
}

// Reads the document from its top.
class DocumentReader {
 public:
  DocumentReader(const model::Model& model, const InputNames& names, std::optional<Moment> at,
                 FactsProblems& problems)
      : model_{model}, at_{at}, problems_{problems}, names_{model, names, problems} {}

  Patient read(const json::Node& root) {
    Patient patient = empty_patient(model_);
    const FactsPlace place{"$", root.offset};
    const auto* object = object_at(root, place, "an object with `facts`");
    if (!object) return patient;
    check_keys(*object, place);
    patient.id = id(*object, place);
    read_moment(*object, place);
    patient.at = at_;
    if (const auto* node = find_given(*object, "facts"))
      facts(*node, place.key("facts", node->offset), patient);
    if (const auto* node = find_given(*object, "parameters")) {
      parameters(*node, place.key("parameters", node->offset), patient);
    }
    return patient;
  }

 private:
  const json::Object* object_at(const json::Node& node, const FactsPlace& place, std::string_view form) {
    const auto* object = std::get_if<json::Object>(&node.value);
    if (!object) problems_.report(place, diagnostics::facts_wrong_form, form, describe(node));
    return object;
  }

  void check_keys(const json::Object& object, const FactsPlace& place) {
    for (const auto& entry : object) {
      if (std::ranges::find(top_level_keys, entry.key) != top_level_keys.end()) continue;
      problems_.report(place.key(entry.key, entry.offset), diagnostics::facts_unknown_key, entry.key,
                       "patient, at, facts or parameters");
      if (names_.is_fact(entry.key)) {
        problems_.help("it is a fact: write it under `facts`");
      } else {
        problems_.did_you_mean(entry.key, top_level_keys);
      }
    }
  }

  std::string id(const json::Object& object, const FactsPlace& place) {
    const auto* node = find_given(object, "patient");
    if (!node) return {};
    if (const auto* text = std::get_if<std::string>(&node->value)) return *text;
    problems_.report(place.key("patient", node->offset), diagnostics::facts_wrong_form,
                     "text such as \"p-001\"", describe(*node));
    return {};
  }

  // The document's own moment is checked even where the caller's takes its place. A date means its first
  // moment, as in a scenario.
  void read_moment(const json::Object& object, const FactsPlace& place) {
    const auto* node = find_given(object, "at");
    if (!node) return;
    const auto* text = std::get_if<std::string>(&node->value);
    auto own = text ? parse_moment_or_date(*text) : std::nullopt;
    if (!own) own = ValueReader{model_.units, 0, problems_}.moment(*node, place.key("at", node->offset));
    if (!at_) at_ = own;
  }

  ValueReader values() { return {model_.units, at_ ? at_->offset_minutes : 0, problems_}; }

  void facts(const json::Node& node, const FactsPlace& place, Patient& patient) {
    const auto* object = object_at(node, place, "an object from names of facts to values");
    if (!object) return;
    std::vector<std::string> given_as(model_.facts.size());
    auto reader = values();
    for (const auto& entry : *object) {
      const auto fact = names_.fact(entry.key, place.key(entry.key, entry.offset));
      if (!fact || is_given_twice(entry, place, given_as[*fact])) continue;
      const auto wanted = expected_value(model_.facts[*fact], entry.key);
      patient.facts[*fact] = read_readings(entry.value, wanted, place.key(entry.key, entry.value.offset),
                                           reader, problems_, at_);
      patient.in_doubt[*fact] = model_.facts[*fact].otherwise_no && patient.facts[*fact].empty() &&
                                !std::holds_alternative<json::Array>(entry.value.value);
    }
  }

  // Once by its own name and once behind its library's.
  bool is_given_twice(const json::Entry& entry, const FactsPlace& place, std::string& given_as) {
    if (!given_as.empty()) {
      problems_.report(place.key(entry.key, entry.offset), diagnostics::facts_given_twice, given_as,
                       entry.key);
      return true;
    }
    given_as = entry.key;
    return false;
  }

  void parameters(const json::Node& node, const FactsPlace& place, Patient& patient) {
    const auto* object = object_at(node, place, "an object from names of parameters to values");
    if (!object) return;
    std::vector<std::string> given_as(model_.parameters.size());
    auto reader = values();
    for (const auto& entry : *object) {
      const auto parameter = names_.parameter(entry.key, place.key(entry.key, entry.offset));
      if (!parameter || is_given_twice(entry, place, given_as[*parameter])) continue;
      patient.parameters[*parameter] = this->parameter(entry, model_.parameters[*parameter],
                                                       place.key(entry.key, entry.value.offset), reader);
    }
  }

  // null takes away even what the pathway sets.
  Value parameter(const json::Entry& entry, const model::Parameter& declared, const FactsPlace& place,
                  ValueReader& reader) {
    if (std::holds_alternative<json::Null>(entry.value.value)) return Unknown{UnknownReason::not_set};
    auto given = read_untimed(entry.value, expected_value(declared, entry.key), place, reader, problems_);
    return given ? std::move(given->value) : Value{Unknown{UnknownReason::not_set}};
  }

  const model::Model& model_;
  std::optional<Moment> at_;
  FactsProblems& problems_;
  NameResolver names_;
};

}  // namespace

PatientReader::PatientReader(const model::Model& model)
    : model_{&model}, names_{std::make_shared<const InputNames>(model)} {}

FactsResult PatientReader::read(json::Node root, std::optional<Moment> at, FactsProblems problems) const {
  drop_doubled_keys(root, {"$", root.offset}, problems);
  auto patient = DocumentReader{*model_, *names_, at, problems}.read(root);
  if (!problems.empty()) return problems.take();
  return patient;
}

FactsResult PatientReader::read(std::string_view json, std::optional<Moment> at) const {
  if (json.size() > json::most_bytes) {
    FactsProblems problems;
    problems.report({"$", 0}, diagnostics::facts_too_large, json::most_bytes / 1'000'000);
    return problems.take();
  }
  FactsProblems problems{json};
  auto parsed = json::parse(json);
  if (const auto* error = std::get_if<json::ParseError>(&parsed)) {
    report(*error, json, problems);
    return problems.take();
  }
  return read(std::get<json::Node>(std::move(parsed)), at, std::move(problems));
}

FactsResult read_patient(std::string_view json, const model::Model& model, std::optional<Moment> at) {
  return PatientReader{model}.read(json, at);
}

}  // namespace waymark
