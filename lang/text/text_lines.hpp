#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace waymark {

// What a column of a line counts: bytes, code units of UTF-16 or code points.
enum class ColumnUnit { utf8, utf16, code_points };

// A place in a text as editors say it: both numbers begin with 0.
struct LinePosition {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  friend auto operator<=>(const LinePosition&, const LinePosition&) = default;
};

// The lines of a text for editors, which end at LF, at CRLF and at a CR alone. The text must outlive it.
// Bytes that are no UTF-8 count as one code point each.
class TextLines {
 public:
  explicit TextLines(std::string_view text);

  // Returns where the byte at `offset` is. An offset beyond the end is the end; one within a code point is
  // the beginning of that code point.
  LinePosition position(std::size_t offset, ColumnUnit unit) const;
  // Returns the byte that is at `position`. A column beyond the line is the end of the line, before its line
  // break; a line beyond the last one is the end of the text.
  std::size_t offset(const LinePosition& position, ColumnUnit unit) const;
  // Returns the line without its line break; empty beyond the last one.
  std::string_view line(std::uint32_t number) const;
  std::size_t line_start(std::uint32_t number) const;
  std::uint32_t count() const { return static_cast<std::uint32_t>(starts_.size()); }

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
};

}  // namespace waymark
