#include "lang/text/escaped_text.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <utf8proc.h>

#include "lang/text/display_text.hpp"

namespace waymark {

static std::string escaped(std::int32_t code_point, std::string_view bytes) {
  switch (code_point) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\n': return "\\n";
    default: return is_control(code_point) ? fmt::format("\\u{{{:x}}}", code_point) : std::string{bytes};
  }
}

std::string escaped_text(std::string_view value) {
  std::string result;
  while (!value.empty()) {
    std::int32_t code_point = 0;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(value.data());
    const auto read = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(value.size()), &code_point);
    const auto size = static_cast<std::size_t>(std::max<utf8proc_ssize_t>(read, 1));
    const auto text = value.substr(0, size);
    result += read > 0 ? escaped(code_point, text) : std::string{text};
    value.remove_prefix(size);
  }
  return result;
}

}  // namespace waymark
