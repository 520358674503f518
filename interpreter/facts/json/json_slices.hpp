#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// A JSON text seen as pieces of itself. A record is hundreds of resources, of which some readers look at a
// few names; the pieces go on to their readers as they are, and are parsed once.
namespace waymark::json {

enum class JsonFault { none, syntax, too_deep };

// Returns what is wrong with `text` as one JSON value (RFC 8259) whose lists and objects are nested no deeper
// than `deepest`. Nothing is kept; the time is that of reading the text once.
JsonFault json_fault(std::string_view text, int deepest);

// A member of an object: its key, and its value as it is written.
struct Slice {
  std::string key;
  std::string_view text;
};

// Returns the members of an object in their order; none where `text`, which is sound JSON, is no object.
std::vector<Slice> members_of(std::string_view text);
// Returns the elements of a list in their order; none where `text`, which is sound JSON, is no list.
std::vector<std::string_view> elements_of(std::string_view text);

// Returns the value of the member `key`; empty where there is none. Of doubled keys the first counts.
std::string_view find(const std::vector<Slice>& members, std::string_view key);
// Returns the text that a value is; nullopt where it is none, or no UTF-8.
std::optional<std::string> text_of(std::string_view value);
// The same of the member `key`.
std::optional<std::string> text_at(const std::vector<Slice>& members, std::string_view key);

bool is_object(std::string_view value);
bool is_list(std::string_view value);
bool is_null(std::string_view value);
// Whether a value is a list, or an object, with something in it.
bool has_parts(std::string_view value);

}  // namespace waymark::json
