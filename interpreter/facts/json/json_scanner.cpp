#include "interpreter/facts/json/json_scanner.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include <nlohmann/json.hpp>

#include "lang/text/characters.hpp"

namespace waymark::json {
namespace {

constexpr bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// What does not stand for itself in a literal.
constexpr bool ends_plain_text(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

constexpr std::uint64_t each_byte(unsigned char byte) { return 0x0101010101010101U * byte; }

// Has the highest bit of each byte of `word` that is below `bound`, which is at most 128, and none of those
// before the first of them: "Determine if a word has a byte less than n" (S. E. Anderson, Bit Twiddling
// Hacks).
constexpr std::uint64_t bytes_below(std::uint64_t word, unsigned char bound) {
  return (word - each_byte(bound)) & ~word & each_byte(0x80);
}
constexpr std::uint64_t bytes_equal(std::uint64_t word, char byte) {
  return bytes_below(word ^ each_byte(static_cast<unsigned char>(byte)), 1);
}

// Whether all of `text` is ASCII without escapes.
bool stands_for_itself(std::string_view text) {
  std::uint64_t word = 0, others = 0;
  for (; text.size() >= sizeof word; text.remove_prefix(sizeof word)) {
    std::memcpy(&word, text.data(), sizeof word);
    others |= (word & each_byte(0x80)) | bytes_equal(word, '\\');
  }
  return others == 0 &&
         std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80 && c != '\\'; });
}

// What a byte outside of texts is to whoever looks for the end of a value.
enum class Role : std::uint8_t { between, quote, opens, closes };
constexpr auto role_of = [] {
  std::array<Role, 256> result{};
  result['"'] = Role::quote;
  result['{'] = result['['] = Role::opens;
  result['}'] = result[']'] = Role::closes;
  return result;
}();

bool is_hexadecimal(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

}  // namespace

bool Scanner::is_at_end() {
  skip_blanks();
  return at_ >= text_.size();
}

void Scanner::skip_blanks() {
  while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
}

bool Scanner::skip(char character) {
  skip_blanks();
  if (next() != character || at_ == text_.size()) return false;
  ++at_;
  return true;
}

bool Scanner::skip_word(std::string_view word) {
  if (!text_.substr(at_).starts_with(word)) return false;
  at_ += word.size();
  return true;
}

bool Scanner::skip_digits() {
  const auto begin = at_;
  while (is_digit(next())) ++at_;
  return at_ > begin;
}

bool Scanner::skip_number() {
  if (next() == '-') ++at_;
  if (next() == '0')
    ++at_;
  else if (!skip_digits())
    return false;
  if (next() == '.' && (++at_, !skip_digits())) return false;
  if (next() != 'e' && next() != 'E') return true;
  ++at_;
  if (next() == '+' || next() == '-') ++at_;
  return skip_digits();
}

// Eight bytes at a time; the first of them is the lowest of the word.
void Scanner::skip_plain_text() {
  static_assert(std::endian::native == std::endian::little);
  for (std::uint64_t word = 0; text_.size() - at_ >= sizeof word; at_ += sizeof word) {
    std::memcpy(&word, text_.data() + at_, sizeof word);
    const auto ends = bytes_below(word, 0x20) | bytes_equal(word, '"') | bytes_equal(word, '\\');
    if (ends != 0) {
      at_ += static_cast<std::size_t>(std::countr_zero(ends)) / 8;
      return;
    }
  }
  while (at_ < text_.size() && !ends_plain_text(text_[at_])) ++at_;
}

bool Scanner::skip_text() {
  if (next() != '"') return false;
  for (++at_;;) {
    skip_plain_text();
    if (next() == '"') return ++at_, true;
    if (next() != '\\' || !skip_escape()) return false;
  }
}

bool Scanner::skip_escape() {
  ++at_;
  const char kind = next();
  if (kind == '\0' || !std::strchr("\"\\/bfnrtu", kind)) return false;
  ++at_;
  if (kind != 'u') return true;
  for (int digit = 0; digit < 4; ++digit, ++at_) {
    if (!is_hexadecimal(next())) return false;
  }
  return true;
}

void Scanner::skip_sound_brackets() {
  for (std::size_t depth = 0; at_ < text_.size();) {
    switch (role_of[static_cast<unsigned char>(text_[at_])]) {
      case Role::between: ++at_; continue;
      case Role::quote: skip_text(); continue;
      case Role::opens: ++depth; break;
      case Role::closes: --depth; break;
    }
    ++at_;
    if (depth == 0) return;
  }
}

void Scanner::skip_sound_value() {
  skip_blanks();
  if (next() == '"') {
    skip_text();
  } else if (next() == '{' || next() == '[') {
    skip_sound_brackets();
  } else {
    while (at_ < text_.size() && !is_blank(text_[at_]) && !std::strchr(",]}", text_[at_])) ++at_;
  }
}

std::optional<std::string> text_of_literal(std::string_view literal) {
  const auto inside = literal.substr(1, literal.size() - 2);
  if (stands_for_itself(inside)) return std::string{inside};
  const auto parsed = nlohmann::json::parse(literal, nullptr, false);
  return parsed.is_string() ? std::optional{parsed.get<std::string>()} : std::nullopt;
}

}  // namespace waymark::json
