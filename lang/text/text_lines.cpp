#include "lang/text/text_lines.hpp"

#include <algorithm>

namespace waymark {
namespace {

// Returns how many bytes the code point at the beginning of `text` takes; 1 for a byte that begins none.
std::size_t code_point_size(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t size = first < 0xC2 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 1;
  if (size > text.size()) return 1;
  const auto continues = [](char c) { return (c & 0xC0) == 0x80; };
  return std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(size), continues) ? size
                                                                                                    : 1;
}

// Returns how many columns a code point of `size` bytes takes.
std::uint32_t columns_of(std::size_t size, ColumnUnit unit) {
  switch (unit) {
    case ColumnUnit::utf8: return static_cast<std::uint32_t>(size);
    case ColumnUnit::utf16: return size == 4 ? 2 : 1;
    case ColumnUnit::code_points: break;
  }
  return 1;
}

}  // namespace

TextLines::TextLines(std::string_view text) : text_{text}, starts_{0} {
  for (auto end = text.find_first_of("\r\n"); end != text.npos; end = text.find_first_of("\r\n", end)) {
    end += text.substr(end).starts_with("\r\n") ? 2 : 1;
    starts_.push_back(end);
  }
}

std::size_t TextLines::line_start(std::uint32_t number) const {
  return number < starts_.size() ? starts_[number] : text_.size();
}

std::string_view TextLines::line(std::uint32_t number) const {
  auto result = text_.substr(line_start(number), line_start(number + 1) - line_start(number));
  return result.substr(0, std::min(result.find_first_of("\r\n"), result.size()));
}

LinePosition TextLines::position(std::size_t offset, ColumnUnit unit) const {
  offset = std::min(offset, text_.size());
  const auto after = std::ranges::upper_bound(starts_, offset);
  LinePosition result{static_cast<std::uint32_t>(after - starts_.begin() - 1), 0};
  for (auto at = *std::prev(after); at < offset;) {
    const auto size = code_point_size(text_.substr(at));
    at += size;
    if (at <= offset) result.column += columns_of(size, unit);
  }
  return result;
}

std::size_t TextLines::offset(const LinePosition& position, ColumnUnit unit) const {
  const auto text = line(position.line);
  std::size_t at = 0;
  for (std::uint32_t column = 0; at < text.size();) {
    const auto size = code_point_size(text.substr(at));
    column += columns_of(size, unit);
    if (column > position.column) break;
    at += size;
  }
  return line_start(position.line) + at;
}

}  // namespace waymark
