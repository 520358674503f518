#include "interpreter/cohort/row_index.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "interpreter/cohort/short_text.hpp"
#include "interpreter/columns/vector_clones.hpp"

namespace waymark::cohort {

namespace {

constexpr std::size_t block = 64;

// Which of 64 bytes are separators, a bit for each.
struct Separators {
  std::uint64_t commas = 0, line_breaks = 0;
};

#ifdef __SSE2__
[[gnu::always_inline]] inline std::uint64_t bytes_equal(const __m128i (&bytes)[4], char c) {
  const auto wanted = _mm_set1_epi8(c);
  std::uint64_t result = 0;
  for (int i = 0; i < 4; ++i) {
    const auto bits = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes[i], wanted)));
    result |= std::uint64_t{bits} << (16 * i);
  }
  return result;
}

[[gnu::always_inline]] inline Separators separators(const char* text) {
  __m128i bytes[4];
  std::memcpy(bytes, text, block);
  return {bytes_equal(bytes, ','), bytes_equal(bytes, '\n')};
}
#else
// The highest bit of each byte that is zero, and no other bit; gathered in one byte.
std::uint64_t zero_bytes(std::uint64_t text) {
  constexpr auto low = repeated('\x7f');
  const auto marks = ~(((text & low) + low) | text | low);
  return (marks >> 7) * 0x0102040810204080ULL >> 56;
}

Separators separators(const char* text) {
  Separators result;
  for (std::size_t i = 0; i < block; i += short_size) {
    const auto bytes = load(text + i);
    result.commas |= zero_bytes(bytes ^ repeated(',')) << i;
    result.line_breaks |= zero_bytes(bytes ^ repeated('\n')) << i;
  }
  return result;
}
#endif

// Writes where each marked byte stands. Always writes a few, which most blocks have; those that are too many
// are overwritten by the next ones.
[[gnu::always_inline]] inline std::uint32_t* write_positions(std::uint64_t marks, std::uint32_t from,
                                                             std::uint32_t* out) {
  constexpr int usual = 16;
  const auto count = std::popcount(marks);
  for (int i = 0; i < usual; ++i, marks &= marks - 1)
    out[i] = from + static_cast<std::uint32_t>(std::countr_zero(marks));
  for (int i = usual; i < count; ++i, marks &= marks - 1)
    out[i] = from + static_cast<std::uint32_t>(std::countr_zero(marks));
  return out + count;
}

// Of a text that ends within the block.
std::uint64_t first_marks(std::uint64_t marks, std::size_t size) {
  return size >= block ? marks : marks & ((std::uint64_t{1} << size) - 1);
}

struct Found {
  std::size_t separators = 0, line_breaks = 0;
};

// Until there are as many as wanted. Blocks behind them are counted no more.
WAYMARK_VECTOR_CLONES Found find_separators(const char* text, std::size_t size, std::size_t wanted,
                                            std::uint32_t* ends) {
  auto* out = ends;
  Found found;
  for (std::size_t at = 0; at < size && found.separators < wanted; at += block) {
    auto [commas, line_breaks] = separators(text + at);
    commas = first_marks(commas, size - at);
    line_breaks = first_marks(line_breaks, size - at);
    out = write_positions(commas | line_breaks, static_cast<std::uint32_t>(at), out);
    found.separators = static_cast<std::size_t>(out - ends);
    found.line_breaks += static_cast<std::size_t>(std::popcount(line_breaks));
  }
  return found;
}

}  // namespace

std::size_t RowIndex::find(std::string_view text, std::size_t columns, std::size_t most_rows) {
  text_ = text.data();
  columns_ = columns;
  const auto wanted = columns * most_rows;
  ends_.resize(1 + wanted + 2 * block);
  ends_[0] = ~std::uint32_t{0};
  const auto found = find_separators(text.data(), text.size(), wanted, &ends_[1]);
  const auto rows = std::min(wanted, found.separators) / columns;
  const auto behind = found.separators - rows * columns;  // separators that belong to no row
  std::size_t line_breaks = found.line_breaks;
  for (std::size_t i = 0; i < behind; ++i)
    line_breaks -= text_[ends_[1 + rows * columns + i]] == '\n' ? 1 : 0;
  return line_breaks == rows && each_ends_a_line(rows) ? rows : 0;
}

bool RowIndex::each_ends_a_line(std::size_t rows) const {
  bool result = true;
  for (std::size_t row = 1; row <= rows; ++row) result &= text_[ends_[row * columns_]] == '\n';
  return result;
}

}  // namespace waymark::cohort
