#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

#include "interpreter/columns/kernels.hpp"
#include "interpreter/columns/vector_clones.hpp"

namespace waymark::columns {
namespace {

static_assert(std::endian::native == std::endian::little, "bytes of a bitmap stand in the order of patients");

constexpr std::size_t lanes = transposed_size / 8;
constexpr std::size_t group_words = transposed_size / word_bits;

// Eight cells that stand below each other give the eight bits of a byte; all lanes do so side by side, in
// integers as wide as the cells, which is what makes the compiler keep them in vector registers.
template <typename Integer, typename Test>
[[gnu::always_inline]] inline void mark_group(const Integer* cells, Test test, std::uint64_t* found) {
  Integer bits[lanes];
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    Integer lane_bits = 0;
    for (std::size_t row = 0; row < 8; ++row) {
      const auto bit = static_cast<Integer>(1U << row);
      lane_bits = static_cast<Integer>(lane_bits | (test(cells[row * lanes + lane]) ? bit : Integer{0}));
    }
    bits[lane] = lane_bits;
  }
  std::uint8_t bytes[lanes];
  for (std::size_t lane = 0; lane < lanes; ++lane) bytes[lane] = static_cast<std::uint8_t>(bits[lane]);
  std::uint64_t words[group_words];
  std::memcpy(words, bytes, sizeof words);
  for (std::size_t i = 0; i < group_words; ++i) found[i] |= words[i];
}

template <typename Integer, typename Test>
[[gnu::always_inline]] inline void mark_groups(const Integer* cells, Test test, Bitmap& found) {
  for (std::size_t group = 0; group < batch_size / transposed_size; ++group) {
    mark_group(cells + group * transposed_size, test, &found.words[group * group_words]);
  }
}

template <typename Integer>
[[gnu::always_inline]] inline void mark(const Integer* cells, Integer first, Integer last, Bitmap& found) {
  using Limits = std::numeric_limits<Integer>;
  if (first == Limits::min())
    return mark_groups(
        cells, [last](Integer value) { return value <= last; }, found);
  if (last == Limits::max())
    return mark_groups(
        cells, [first](Integer value) { return value >= first; }, found);
  mark_groups(
      cells, [=](Integer value) { return (value >= first) & (value <= last); }, found);
}

WAYMARK_VECTOR_CLONES void mark_cells(const std::int8_t* cells, std::int8_t first, std::int8_t last,
                                      Bitmap& found) {
  mark(cells, first, last, found);
}
WAYMARK_VECTOR_CLONES void mark_cells(const std::int16_t* cells, std::int16_t first, std::int16_t last,
                                      Bitmap& found) {
  mark(cells, first, last, found);
}
WAYMARK_VECTOR_CLONES void mark_cells(const std::int32_t* cells, std::int32_t first, std::int32_t last,
                                      Bitmap& found) {
  mark(cells, first, last, found);
}
WAYMARK_VECTOR_CLONES void mark_cells(const std::int64_t* cells, std::int64_t first, std::int64_t last,
                                      Bitmap& found) {
  mark(cells, first, last, found);
}

template <typename Integer>
Integer clamped(std::int64_t value) {
  using Limits = std::numeric_limits<Integer>;
  return static_cast<Integer>(std::clamp<std::int64_t>(value, Limits::min(), Limits::max()));
}

template <typename Integer>
void mark_in(const std::vector<Integer>& cells, const Range& range, Bitmap& found) {
  using Limits = std::numeric_limits<Integer>;
  if (range.last < range.first || range.last < Limits::min() || range.first > Limits::max()) return;
  mark_cells(cells.data(), clamped<Integer>(range.first), clamped<Integer>(range.last), found);
}

}  // namespace

void mark_in_range(const Cells& cells, const Range& range, Bitmap& found) {
  std::visit([&](const auto& values) { mark_in(values, range, found); }, cells.values);
  if (!range.outside) return;
  for (auto& word : found.words) word = ~word;
}

}  // namespace waymark::columns
