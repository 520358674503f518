#include "shown_answers.hpp"

#include <fmt/format.h>

namespace waymark {

using lsp::Json;

// As people count: both from 1.
std::string shown(const Json& position) {
  return fmt::format("{}:{}", position.at("line").get<int>() + 1, position.at("character").get<int>() + 1);
}
std::string shown_range(const Json& range) { return shown(range.at("start")) + "-" + shown(range.at("end")); }
std::string shown_name(const Json& uri) {
  const auto text = uri.get<std::string>();
  return text.substr(text.rfind('/') + 1);
}
std::string quoted(const Json& text) { return text.dump(); }

std::string shown_edits(const Json& edits) {
  std::string result;
  for (const auto& edit : edits)
    result += fmt::format("  {} -> {}\n", shown_range(edit.at("range")), quoted(edit.at("newText")));
  return result;
}

std::string shown_changes(const Json& edit) {
  std::string result;
  for (const auto& [uri, edits] : edit.at("changes").items())
    result += fmt::format(" {}\n{}", shown_name(uri), shown_edits(edits));
  return result;
}

std::string shown_locations(const Json& locations) {
  std::string result;
  for (const auto& each : locations.is_array() ? locations : Json::array({locations}))
    result += fmt::format("{} {}\n", shown_name(each.at("uri")), shown_range(each.at("range")));
  return result;
}

std::string shown_diagnostic(const Json& diagnostic) {
  auto result = fmt::format("{} {} {}: {}\n", shown_range(diagnostic.at("range")),
                            diagnostic.at("severity") == 1 ? "error" : "warning",
                            diagnostic.at("code").get<std::string>(), quoted(diagnostic.at("message")));
  if (diagnostic.contains("tags")) result += "  unnecessary\n";
  if (!diagnostic.contains("relatedInformation")) return result;
  for (const auto& related : diagnostic["relatedInformation"])
    result += fmt::format("  {} {}: {}\n", shown_name(related.at("location").at("uri")),
                          shown_range(related.at("location").at("range")),
                          related.at("message").get<std::string>());
  return result;
}

std::string shown_symbol(const Json& symbol, const std::string& indent) {
  auto result = fmt::format("{}{} ({}) {} name {}\n", indent, symbol.at("name").get<std::string>(),
                            symbol.at("detail").get<std::string>(), shown_range(symbol.at("range")),
                            shown_range(symbol.at("selectionRange")));
  if (symbol.contains("children"))
    for (const auto& child : symbol["children"]) result += shown_symbol(child, indent + "  ");
  return result;
}

// With the names of files alone, and each place on one line.
static Json without_folders(const Json& json) {
  if (json.is_object() && json.size() == 2 && json.contains("start") && json.contains("end"))
    return shown_range(json);
  if (json.is_object() && json.size() == 3 && json.contains("file") && json.contains("column"))
    return fmt::format("{} {}:{}", shown_name(json["file"]), json["line"].get<int>(),
                       json["column"].get<int>());
  if (json.is_object() && json.size() == 2 && json.contains("uri") && json.contains("range"))
    return shown_name(json["uri"]) + " " + shown_range(json["range"]);
  if (json.is_string()) {
    const auto text = json.get<std::string>();
    const bool is_path = text.starts_with("file://") || text.starts_with("/work_folder/");
    return is_path ? shown_name(json) : text;
  }
  if (!json.is_structured()) return json;
  auto result = json;
  for (auto& each : result) each = without_folders(each);
  return result;
}

std::string shown_json(const Json& json) { return without_folders(json).dump(1, ' '); }

}  // namespace waymark
