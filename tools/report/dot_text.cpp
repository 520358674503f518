#include "tools/report/dot_text.hpp"

#include <algorithm>

#include "lang/text/display_text.hpp"
#include "tools/report/safe_text.hpp"

namespace waymark {

static std::string harmless(std::string_view text) {
  std::string result;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    result += (begin == 0 ? "" : "\n") + within_line(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines_to_read(result);
}

std::string dot_quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : harmless(text)) {
    switch (c) {
      case '"':
      case '\\':
        result += '\\';
        result += c;
        break;
      case '\n': result += "\\n"; break;
      case '&': result += "&amp;"; break;
      default: result += c; break;
    }
  }
  return result + '"';
}

}  // namespace waymark
