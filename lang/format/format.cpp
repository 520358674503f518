#include "lang/format/format.hpp"

#include <string_view>

#include "lang/format/layout_builder.hpp"
#include "lang/format/layout_printer.hpp"
#include "lang/syntax/syntax_tree.hpp"

namespace waymark {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Without a byte order mark, and with plain line ends.
std::string normalized(std::string_view text) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool ends_line = text.substr(at, 2) == "\r\n";
    if (!ends_line) result += text[at];
  }
  return result;
}

std::string formatted(const SyntaxNode& tree, std::string_view text) {
  return print_layout(build_layout(tree, text));
}

std::string normalized_and_formatted(std::string_view text) {
  Sources sources;
  Diagnostics diagnostics;
  const auto file = sources.add("", normalized(text));
  const auto tree = parse(sources, file, diagnostics);
  return formatted(*tree, sources[file].text());
}

}  // namespace

std::optional<std::string> format(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics) {
  const auto errors = diagnostics.error_count();
  const auto tree = parse(sources, file, diagnostics);
  if (diagnostics.error_count() > errors) return std::nullopt;
  const auto text = sources[file].text();
  const bool is_plain = !text.starts_with(byte_order_mark) && text.find("\r\n") == std::string_view::npos;
  return is_plain ? formatted(*tree, text) : normalized_and_formatted(text);
}

}  // namespace waymark
