#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

// Texts of up to eight bytes as one integer, so that reading them takes no branches.
namespace waymark::cohort {

static_assert(std::endian::native == std::endian::little, "the first byte of a text is the lowest");

inline constexpr std::size_t short_size = 8;

// Eight bytes are readable.
inline std::uint64_t load(const char* text) {
  std::uint64_t result = 0;
  std::memcpy(&result, text, short_size);
  return result;
}

constexpr std::uint64_t repeated(char c) { return 0x0101010101010101ULL * static_cast<unsigned char>(c); }

// The bytes of a short text.
constexpr std::uint64_t short_text(std::string_view text) {
  std::uint64_t result = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    result |= std::uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
  return result;
}

// Its first bytes; `size` is at most 8.
constexpr std::uint64_t first_bytes(std::uint64_t text, std::size_t size) {
  return size >= short_size ? text : text & ((std::uint64_t{1} << (8 * size)) - 1);
}

// The position of the first byte that is `c`; 8 where none is.
constexpr std::size_t position_of(std::uint64_t text, char c) {
  const auto difference = text ^ repeated(c);
  const auto found = (difference - repeated(1)) & ~difference & repeated('\x80');
  return static_cast<std::size_t>(std::countr_zero(found)) / 8;
}

}  // namespace waymark::cohort
