#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace waymark {

// Whether a code point shows nothing of its own, but may change how other text is shown: control characters,
// marks of direction and joining, separators of lines.
bool is_control(std::int32_t code_point);

// One code point made fit for a terminal, with the number of cells it takes there.
struct DisplayedCodePoint {
  std::string text;
  std::uint32_t offset = 0;  // of its first byte in the text it comes from
  int width = 0;             // 0 for a combining mark, 2 for a wide character
};

// A tab becomes blanks up to the next multiple of four; control characters and bytes that are no UTF-8 become
// the replacement character, so that no text can play tricks on a terminal.
std::vector<DisplayedCodePoint> display(std::string_view text);

// A value as it can stand within a line of text for people: made fit for a terminal, with blanks for its tabs
// and line breaks.
std::string within_line(std::string_view value);

// The number of terminal cells of one line of text.
int display_width(std::string_view text);

}  // namespace waymark
