#include "tools/document/cohort_badges.hpp"

#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "lang/text/read_json.hpp"

namespace waymark {

namespace {

const nlohmann::json* find(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

std::optional<std::uint64_t> count(const nlohmann::json& object, const char* name) {
  const auto* found = find(object, name);
  if (!found || !found->is_number_unsigned()) return std::nullopt;
  return found->get<std::uint64_t>();
}

// Of one statement; nullopt where it is none of a summary.
std::optional<std::string> badge(const nlohmann::json& statement, std::uint64_t patients) {
  const auto advised = count(statement, "advised"), open = count(statement, "undetermined");
  if (!advised || !open) return std::nullopt;
  const auto words = fmt::format("{} of {} patient{}", *advised, patients, patients == 1 ? "" : "s");
  return *open == 0 ? words : fmt::format("{}, {} not known", words, *open);
}

// By the id of the statement; nullopt where the document is no summary.
std::optional<std::map<std::string, std::string>> badges_of(const nlohmann::json& summary) {
  const auto patients = summary.is_object() ? count(summary, "patients") : std::nullopt;
  if (!patients) return std::nullopt;
  std::map<std::string, std::string> result;
  for (const auto* list : {"recommendations", "notes", "contraindications"}) {
    const auto* statements = find(summary, list);
    if (!statements || !statements->is_array()) return std::nullopt;
    for (const auto& each : *statements) {
      const auto* id = each.is_object() ? find(each, "id") : nullptr;
      const auto text = id && id->is_string() ? badge(each, *patients) : std::nullopt;
      if (!text) return std::nullopt;
      result[id->get<std::string>()] = *text;
    }
  }
  return result;
}

}  // namespace

std::optional<std::string> add_badges(PathwayPicture& picture, std::string_view summary) {
  const auto document = read_json<nlohmann::json>(summary);
  const auto badges = badges_of(document);
  if (!badges) return "it is no summary of a cohort without groups";
  std::size_t found = 0;
  for (auto& node : picture.nodes) {
    const auto its = badges->find(node.id);
    if (node.id.empty() || its == badges->end()) continue;
    node.badge = its->second;
    ++found;
  }
  if (found == 0 && !badges->empty()) return "it is the summary of another pathway";
  return std::nullopt;
}

}  // namespace waymark
