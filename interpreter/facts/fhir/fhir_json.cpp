#include "interpreter/facts/fhir/fhir_json.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "lang/model/code_system.hpp"

namespace waymark::fhir {

const json::Node* member(const json::Node* object, std::string_view key) {
  const auto* entries = object ? std::get_if<json::Object>(&object->value) : nullptr;
  if (!entries) return nullptr;
  const auto found = std::ranges::find(*entries, key, &json::Entry::key);
  const bool is_there = found != entries->end() && !std::holds_alternative<json::Null>(found->value.value);
  return is_there ? &found->value : nullptr;
}

std::optional<std::string_view> text(const json::Node* object, std::string_view key) {
  const auto* node = member(object, key);
  const auto* found = node ? std::get_if<std::string>(&node->value) : nullptr;
  return found ? std::optional<std::string_view>{*found} : std::nullopt;
}

const json::Array& list(const json::Node* object, std::string_view key) {
  static const json::Array nothing;
  const auto* node = member(object, key);
  const auto* found = node ? std::get_if<json::Array>(&node->value) : nullptr;
  return found ? *found : nothing;
}

bool is_true(const json::Node* object, std::string_view key) {
  const auto* node = member(object, key);
  const auto* found = node ? std::get_if<bool>(&node->value) : nullptr;
  return found && *found;
}

std::optional<Coding> coding(const json::Node* node) {
  const auto system = text(node, "system"), code = text(node, "code");
  if (!system || !code || code->empty()) return std::nullopt;
  return Coding{{model::system_of_uri(*system), std::string{*code}},
                std::string{text(node, "display").value_or("")}};
}

std::vector<Coding> codings(const json::Node* codeable_concept) {
  std::vector<Coding> result;
  for (const auto& each : list(codeable_concept, "coding")) {
    if (auto found = coding(&each)) result.push_back(std::move(*found));
  }
  return result;
}

std::string first_code(const json::Node* codeable_concept) {
  for (const auto& each : list(codeable_concept, "coding")) {
    if (const auto code = text(&each, "code")) return std::string{*code};
  }
  return {};
}

bool has_code(const json::Node* codeable_concept, std::string_view code) {
  return std::ranges::any_of(list(codeable_concept, "coding"),
                             [&](const json::Node& each) { return text(&each, "code") == code; });
}

std::string codes_text(const std::vector<Coding>& codings) {
  std::string result;
  for (const auto& each : codings) {
    if (!result.empty()) result += ", ";
    result += fmt::format("{} {}", each.code.system, each.code.code);
  }
  return result;
}

// Few keys are compared with each other, many are sorted first.
static std::optional<std::string> own_doubled_key(const json::Object& object) {
  constexpr std::size_t few = 12;
  if (object.size() <= few) {
    for (auto entry = object.begin(); entry != object.end(); ++entry)
      if (std::find_if(object.begin(), entry, [&](const auto& each) { return each.key == entry->key; }) !=
          entry)
        return entry->key;
    return std::nullopt;
  }
  std::vector<std::string_view> keys;
  for (const auto& entry : object) keys.push_back(entry.key);
  std::ranges::sort(keys);
  const auto found = std::ranges::adjacent_find(keys);
  return found == keys.end() ? std::nullopt : std::optional{std::string{*found}};
}

std::optional<std::string> doubled_key(const json::Node& node) {
  if (const auto* elements = std::get_if<json::Array>(&node.value)) {
    for (const auto& each : *elements)
      if (auto found = doubled_key(each)) return found;
  }
  const auto* object = std::get_if<json::Object>(&node.value);
  if (!object) return std::nullopt;
  if (auto found = own_doubled_key(*object)) return found;
  for (const auto& entry : *object)
    if (auto found = doubled_key(entry.value)) return found;
  return std::nullopt;
}

}  // namespace waymark::fhir
