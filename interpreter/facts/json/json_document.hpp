#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// A JSON text as a tree that loses nothing which matters for facts: numbers keep their digits, doubled keys
// stay doubled, and everything knows where it stands.
namespace waymark::json {

struct Node;
struct Entry;

struct Null {};
struct NumberText {
  std::string text;
};
using Array = std::vector<Node>;
using Object = std::vector<Entry>;

struct Node {
  std::uint32_t offset = 0;  // of its first byte in the text
  std::variant<Null, bool, NumberText, std::string, Array, Object> value;
};

struct Entry {
  std::string key;
  std::uint32_t offset = 0;  // of the key
  Node value;
};

inline constexpr int deepest_level = 200;
inline constexpr std::size_t most_bytes = 16'000'000;

struct ParseError {
  enum class Reason { empty, syntax, too_deep };
  Reason reason = Reason::syntax;
  std::uint32_t offset = 0;
  std::string detail;  // of a syntax error: what was seen, and what may stand there
};

// A byte order mark before the text is passed over. Numbers are kept as they are written, however large.
std::variant<Node, ParseError> parse(std::string_view text);

// "a list", "the number 3", "the text \"x\"", as messages name what was found.
std::string describe(const Node& node);

}  // namespace waymark::json
