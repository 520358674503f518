// Lines and columns as editors count them.
#include "lang/text/text_lines.hpp"

#include <array>
#include <string>

#include <catch2/catch.hpp>

namespace waymark::text_lines_test {
namespace {

constexpr std::array units{ColumnUnit::utf8, ColumnUnit::utf16, ColumnUnit::code_points};
// Code points of 1, 2, 3 and 4 bytes, and one more after each line break.
const std::string mixed = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\xAB\x81z\r\nb\nc\rd";

std::array<std::uint32_t, 3> columns(const TextLines& lines, std::size_t offset) {
  return {lines.position(offset, units[0]).column, lines.position(offset, units[1]).column,
          lines.position(offset, units[2]).column};
}

TEST_CASE("columns count what the editor counts", "[text][positions]") {
  const TextLines lines{mixed};
  using Columns = std::array<std::uint32_t, 3>;
  CHECK(columns(lines, 0) == Columns{0, 0, 0});
  CHECK(columns(lines, 1) == Columns{1, 1, 1});
  CHECK(columns(lines, 3) == Columns{3, 2, 2});
  CHECK(columns(lines, 6) == Columns{6, 3, 3});
  CHECK(columns(lines, 10) == Columns{10, 5, 4});
  CHECK(columns(lines, 11) == Columns{11, 6, 5});
}

TEST_CASE("an offset within a code point is its beginning", "[text][positions]") {
  const TextLines lines{mixed};
  CHECK(columns(lines, 2) == columns(lines, 1));
  CHECK(columns(lines, 8) == columns(lines, 6));
  CHECK(lines.offset({0, 4}, ColumnUnit::utf16) == 6);  // between the two halves of a surrogate pair
}

TEST_CASE("lines end at CRLF, at LF and at a CR alone", "[text][positions]") {
  const TextLines lines{mixed};
  CHECK(lines.count() == 4);
  CHECK(lines.line(0) == mixed.substr(0, 11));
  CHECK(lines.line(1) == "b");
  CHECK(lines.line(2) == "c");
  CHECK(lines.line(3) == "d");
  CHECK(lines.position(13, ColumnUnit::utf16) == LinePosition{1, 0});
}

TEST_CASE("what lies beyond a line or the text is its end", "[text][positions]") {
  const TextLines lines{mixed};
  for (const auto unit : units) {
    CHECK(lines.offset({0, 1000}, unit) == 11);
    CHECK(lines.offset({1000, 0}, unit) == mixed.size());
    CHECK(lines.position(1000, unit) == lines.position(mixed.size(), unit));
  }
  const TextLines empty{""};
  CHECK(empty.count() == 1);
  CHECK(empty.offset({0, 5}, ColumnUnit::utf16) == 0);
  CHECK(empty.line(7).empty());
}

TEST_CASE("a byte order mark is a code point of the first line", "[text][positions]") {
  const std::string text = "\xEF\xBB\xBFx";
  const TextLines lines{text};
  CHECK(lines.position(3, ColumnUnit::utf16) == LinePosition{0, 1});
  CHECK(lines.position(3, ColumnUnit::utf8) == LinePosition{0, 3});
}

TEST_CASE("each beginning of a code point is found again by its position", "[text][positions]") {
  for (const std::string& text : {mixed, std::string{"\xFF\xC3(\xF0\x9F\n"}, std::string{"\r\r\n\n"}}) {
    const TextLines lines{text};
    for (std::size_t offset = 0; offset <= text.size(); ++offset) {
      for (const auto unit : units) {
        const auto position = lines.position(offset, unit);
        const auto found = lines.offset(position, unit);
        CHECK(found <= offset);
        CHECK(lines.offset(lines.position(found, unit), unit) == found);
      }
    }
  }
}

}  // namespace
}  // namespace waymark::text_lines_test
