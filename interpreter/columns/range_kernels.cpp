#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <optional>

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
[[gnu::always_inline]] inline void test_group(const Integer* cells, Test test,
                                              std::uint64_t (&words)[group_words]) {
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
  std::memcpy(words, bytes, sizeof words);
}

// `write` takes each word of patients, and who of them passes.
template <typename Integer, typename Test, typename Write>
[[gnu::always_inline]] inline void test_groups(const Integer* cells, Test test, Write write) {
  for (std::size_t group = 0; group < batch_size / transposed_size; ++group) {
    std::uint64_t words[group_words];
    test_group(cells + group * transposed_size, test, words);
    for (std::size_t i = 0; i < group_words; ++i) write(group * group_words + i, words[i]);
  }
}

// From the first to the last.
template <typename Integer>
struct Cut {
  Integer first, last;
};

template <typename Integer, typename Write>
[[gnu::always_inline]] inline void test_cells(const Integer* cells, Cut<Integer> cut, Write write) {
  using Limits = std::numeric_limits<Integer>;
  const Integer first = cut.first, last = cut.last;
  if (first == Limits::min()) {
    test_groups(
        cells, [=](Integer value) { return value <= last; }, write);
  } else if (last == Limits::max()) {
    test_groups(
        cells, [=](Integer value) { return value >= first; }, write);
  } else {
    test_groups(
        cells, [=](Integer value) { return (value >= first) & (value <= last); }, write);
  }
}

template <typename Integer>
[[gnu::always_inline]] inline void mark(const Integer* cells, Cut<Integer> cut, Bitmap& found) {
  test_cells(cells, cut, [&](std::size_t i, std::uint64_t passing) { found.words[i] |= passing; });
}

// What is known, and the bits that tell yes from no: all ones where it is yes outside of the range.
struct Known {
  const Bitmap& known;
  std::uint64_t flipped;
};

template <typename Integer>
[[gnu::always_inline]] inline void tell(const Integer* cells, Cut<Integer> cut, Known known, TruthBits& out) {
  test_cells(cells, cut, [&](std::size_t i, std::uint64_t passing) {
    const auto is_known = known.known.words[i], yes = passing ^ known.flipped;
    out.yes.words[i] = is_known & yes;
    out.no.words[i] = is_known & ~yes;
  });
}

#define WAYMARK_RANGE_KERNELS(Integer)                                                           \
  WAYMARK_VECTOR_CLONES void mark_cells(const Integer* cells, Cut<Integer> cut, Bitmap& found) { \
    mark(cells, cut, found);                                                                     \
  }                                                                                              \
  WAYMARK_VECTOR_CLONES void tell_cells(const Integer* cells, Cut<Integer> cut, Known known,     \
                                        TruthBits& out) {                                        \
    tell(cells, cut, known, out);                                                                \
  }
WAYMARK_RANGE_KERNELS(std::int8_t)
WAYMARK_RANGE_KERNELS(std::int16_t)
WAYMARK_RANGE_KERNELS(std::int32_t)
WAYMARK_RANGE_KERNELS(std::int64_t)
#undef WAYMARK_RANGE_KERNELS

// The part of a range that cells of this width can lie in; nullopt where that is none.
template <typename Integer>
std::optional<Cut<Integer>> cut_of(const Range& range) {
  using Limits = std::numeric_limits<Integer>;
  if (range.last < range.first || range.last < Limits::min() || range.first > Limits::max())
    return std::nullopt;
  const auto clamped = [](std::int64_t value) {
    return static_cast<Integer>(std::clamp<std::int64_t>(value, Limits::min(), Limits::max()));
  };
  return Cut<Integer>{clamped(range.first), clamped(range.last)};
}

}  // namespace

void mark_in_range(const Cells& cells, const Range& range, Bitmap& found) {
  std::visit(
      [&]<typename Integer>(const std::vector<Integer>& values) {
        if (const auto cut = cut_of<Integer>(range)) mark_cells(values.data(), *cut, found);
      },
      cells.values);
  if (!range.outside) return;
  for (auto& word : found.words) word = ~word;
}

void tell_in_range(const Cells& cells, const Range& range, const Bitmap& known, TruthBits& out) {
  std::visit(
      [&]<typename Integer>(const std::vector<Integer>& values) {
        const auto flipped = range.outside ? ~std::uint64_t{0} : 0;
        const auto cut = cut_of<Integer>(range);
        if (cut) return tell_cells(values.data(), *cut, {known, flipped}, out);
        (range.outside ? out.yes : out.no) = known;
        (range.outside ? out.no : out.yes) = {};
      },
      cells.values);
}

}  // namespace waymark::columns
