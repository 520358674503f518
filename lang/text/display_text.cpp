#include "lang/text/display_text.hpp"

#include <algorithm>

#include <utf8proc.h>

namespace waymark {

static constexpr int tab_stop = 4;
static constexpr std::string_view replacement = "\uFFFD";
static constexpr utf8proc_int32_t byte_order_mark = 0xFEFF;

bool is_control(std::int32_t code_point) {
  const auto category = utf8proc_category(code_point);
  return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF ||
         category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

static DisplayedCodePoint displayed(std::string_view bytes, utf8proc_int32_t code_point, int column) {
  if (code_point == '\t') {
    const int blanks = tab_stop - column % tab_stop;
    return {.text = std::string(static_cast<std::size_t>(blanks), ' '), .offset = 0, .width = blanks};
  }
  if (code_point == byte_order_mark) return {.text = "", .offset = 0, .width = 0};
  if (is_control(code_point)) return {.text = std::string{replacement}, .offset = 0, .width = 1};
  return {.text = std::string{bytes}, .offset = 0, .width = utf8proc_charwidth(code_point)};
}

static bool is_printable_ascii(char c) { return c >= ' ' && c <= '~'; }

std::vector<DisplayedCodePoint> display(std::string_view text) {
  std::vector<DisplayedCodePoint> result;
  int column = 0;
  for (std::size_t i = 0; i < text.size();) {
    utf8proc_int32_t code_point = -1;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + i);
    const auto read = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - i), &code_point);
    const auto length = static_cast<std::size_t>(std::max<utf8proc_ssize_t>(read, 1));
    auto next = read > 0 ? displayed(text.substr(i, length), code_point, column)
                         : DisplayedCodePoint{.text = std::string{replacement}, .offset = 0, .width = 1};
    next.offset = static_cast<std::uint32_t>(i);
    column += next.width;
    i += length;
    result.push_back(std::move(next));
  }
  return result;
}

std::string within_line(std::string_view value) {
  if (std::ranges::all_of(value, is_printable_ascii)) return std::string{value};
  std::string blanked{value};
  std::ranges::replace_if(
      blanked, [](char c) { return c == '\t' || c == '\r' || c == '\n'; }, ' ');
  std::string result;
  for (const auto& code_point : display(blanked)) result += code_point.text;
  return result;
}

int display_width(std::string_view text) {
  if (std::ranges::all_of(text, is_printable_ascii)) return static_cast<int>(text.size());
  int width = 0;
  for (const auto& code_point : display(text)) width += code_point.width;
  return width;
}

}  // namespace waymark
