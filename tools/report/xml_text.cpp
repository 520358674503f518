#include "tools/report/xml_text.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <utf8proc.h>

#include "lang/text/display_text.hpp"

namespace waymark {

// What XML cannot hold, and what people cannot see.
static bool is_shown(utf8proc_int32_t c) {
  if (c == '\t' || c == '\n' || c == '\r') return true;
  return !is_control(c) && c != 0xFFFE && c != 0xFFFF;  // surrogates are no UTF-8
}

// Twice the same is what a log of a build would take for the beginning of a command.
static bool begins_command(std::string_view text) { return text.starts_with("::") || text.starts_with("##"); }

static std::string escaped(utf8proc_int32_t c, std::string_view bytes) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    case '\r': return "&#13;";
    default: return std::string{bytes};
  }
}

std::string xml_text(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    utf8proc_int32_t c = 0;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto read = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &c);
    const auto size = static_cast<std::size_t>(std::max<utf8proc_ssize_t>(read, 1));
    const bool fits = read > 0 && is_shown(c);
    if (begins_command(text))
      result += fmt::format("&#{};", c);
    else
      result += fits ? escaped(c, text.substr(0, size)) : "\xEF\xBF\xBD";
    text.remove_prefix(size);
  }
  return result;
}

std::string xml_attribute(std::string_view text) {
  std::string result;
  for (const char c : xml_text(text)) {
    const bool is_break = c == '\n' || c == '\t';
    result += is_break ? fmt::format("&#{};", static_cast<int>(c)) : std::string(1, c);
  }
  return result;
}

}  // namespace waymark
