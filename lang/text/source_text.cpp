#include "lang/text/source_text.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>

#include <fmt/format.h>

namespace waymark {
namespace {

unsigned byte(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

bool is_continuation(std::string_view text, std::size_t at) {
  return at < text.size() && (byte(text, at) & 0xC0) == 0x80;
}

// What the second byte of a character must be at least and at most, so that it is not written in more bytes
// than it needs, is no surrogate, and is no larger than U+10FFFF (Unicode 15, table 3-7).
bool second_byte_fits(unsigned lead, unsigned second) {
  switch (lead) {
    case 0xE0: return second >= 0xA0;
    case 0xED: return second <= 0x9F;
    case 0xF0: return second >= 0x90;
    case 0xF4: return second <= 0x8F;
    default: return true;
  }
}

// The length of the character beyond ASCII at `at`, 0 where it is none.
std::size_t character_size(std::string_view text, std::size_t at) {
  const auto lead = byte(text, at);
  const std::size_t size = lead >= 0xF5 ? 0 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  for (std::size_t i = 1; i < size; ++i) {
    if (!is_continuation(text, at + i)) return 0;
  }
  return size > 0 && second_byte_fits(lead, byte(text, at + 1)) ? size : 0;
}

// How many bytes from `at` on are surely ASCII, and no NUL: eight at a time.
std::size_t plain_bytes(std::string_view text, std::size_t at) {
  constexpr auto ones = 0x0101010101010101ULL, highs = 0x80 * ones;
  const auto begin = at;
  for (std::uint64_t bytes = 0; at + sizeof bytes <= text.size(); at += sizeof bytes) {
    std::memcpy(&bytes, text.data() + at, sizeof bytes);
    if (((bytes | (bytes - ones)) & highs) != 0) break;
  }
  return at - begin;
}

// Where the first byte stands that is no part of a character or is NUL; the size of the text where there is
// none.
std::size_t first_bad_byte(std::string_view text) {
  for (std::size_t at = plain_bytes(text, 0); at < text.size(); at += plain_bytes(text, at)) {
    const auto value = byte(text, at);
    const auto size = value == 0 ? 0 : value < 0x80 ? 1 : character_size(text, at);
    if (size == 0) return at;
    at += size;
  }
  return text.size();
}

bool is_utf16(std::string_view text) { return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"); }

constexpr std::string_view save_as_utf8 = "save the file as UTF-8";

}  // namespace

bool check_source_text(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics) {
  const auto text = sources[file].text();
  if (text.size() > maximum_file_size) {
    diagnostics.report({file, 0, 0}, diagnostics::file_too_large, maximum_file_size >> 20);
    return false;
  }
  if (is_utf16(text)) {
    diagnostics.report({file, 0, 0}, diagnostics::utf16_file).help(std::string{save_as_utf8});
    return false;
  }
  const auto bad = first_bad_byte(text);
  if (bad == text.size()) return true;
  const auto at = static_cast<std::uint32_t>(bad);
  const Span span{file, at, at + 1};
  if (text[bad] == '\0') {
    diagnostics.report(span, diagnostics::nul_byte);
  } else {
    diagnostics.report(span, diagnostics::invalid_utf8, fmt::format("{:02X}", byte(text, bad)))
        .help(std::string{save_as_utf8});
  }
  return false;
}

}  // namespace waymark
