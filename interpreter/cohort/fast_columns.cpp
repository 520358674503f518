#include "interpreter/cohort/fast_columns.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <string_view>

#include "interpreter/cohort/fast_cell.hpp"
#include "interpreter/columns/vector_clones.hpp"

namespace waymark::cohort {

namespace {

using columns::word_bits;

constexpr std::int64_t no_step = INT64_MIN;  // of a cell that is not plain

// Of a cell that the quick way does not take.
[[gnu::noinline]] std::int64_t step_with_care(std::string_view cell, int places) {
  const auto number = number_of(cell);
  return number ? step_of(*number, places).value_or(no_step) : no_step;
}

using Lanes = std::array<std::uint64_t, rows_together>;

// The first bytes of the cells of one column, and how many bytes belong to each.
struct FirstBytes {
  Lanes text, size;
};

// What they say, as a count of the last of their places; `is_wrong` is not zero where that is no number.
struct ShortNumbers {
  Lanes digits, places, is_wrong;
};

constexpr std::uint64_t all_if(bool condition) { return condition ? ~std::uint64_t{0} : 0; }

// Behind the last row all are empty.
WAYMARK_VECTOR_CLONES void gather(const RowIndex& index, std::size_t column, std::size_t rows,
                                  FirstBytes& cells, RowBits& known) {
  auto cell = index.cells(column);
  for (std::size_t first = 0; first < rows; first += word_bits) {
    std::uint64_t known_here = 0;
    const auto last = std::min(rows, first + word_bits);
    for (auto row = first; row < last; ++row, ++cell) {
      const auto size = cell.size();
      cells.text[row] = load(cell.begin());
      cells.size[row] = size;
      known_here |= std::uint64_t{size != 0} << (row - first);
    }
    known[first / word_bits] = known_here;
  }
  for (auto row = rows; row < rows_together; ++row) cells.text[row] = cells.size[row] = 0;
}

// Masks in place of branches let the compiler read several cells at once. Empty cells are read as a zero;
// those that are not short as nothing, which is wrong.
WAYMARK_VECTOR_CLONES void read_short_numbers(const FirstBytes& cells, ShortNumbers& numbers) {
  constexpr auto ones = repeated(1), highs = repeated('\x80');
  for (std::size_t row = 0; row < rows_together; ++row) {
    const auto written = cells.size[row];
    const auto is_empty = all_if(written == 0);
    const auto size = written | (is_empty & 1);
    // The bytes moved up, so that the last one is the highest; `used` is all ones where one belongs to the
    // cell.
    const auto shift = 8 * (short_size - size) & 63;
    const auto used = all_if(size <= short_size) << shift;
    const auto text = ((cells.text[row] & ~is_empty) | (is_empty & '0')) << shift & used;
    const auto difference = text ^ repeated('.');
    const auto points = (difference - ones) & ~difference & highs;
    const auto point = points & (0 - points);  // the highest bit of the first one
    const auto has_point = all_if(point != 0);
    const auto before = (point >> 7) - 1, behind = ~(point | (point - 1)) & has_point;  // its bytes
    const auto without_point = (has_point & ((text & before) << 8)) | (text & behind) | (~has_point & text);
    const auto digit_bytes = (has_point & (used << 8)) | (~has_point & used);
    const auto digits = (without_point ^ repeated('0')) & digit_bytes;
    const auto first_byte = used & ~(used << 8);
    const auto second_byte = first_byte << 8;
    const auto idle_zero =
        all_if((text & first_byte) == (repeated('0') & first_byte)) & all_if((difference & second_byte) != 0);
    const auto begins_or_ends_in_point = has_point & (all_if((used & before) == 0) | all_if(behind == 0));
    numbers.is_wrong[row] = (((digits + repeated(0x76)) | digits) & highs) | idle_zero |
                            begins_or_ends_in_point | all_if(digit_bytes == 0);
    numbers.digits[row] = static_cast<std::uint64_t>(value_of_digits(digits));
    numbers.places[row] = (behind & ones) * ones >> 56;
  }
}

// As counts of a tenth to the power of `places`.
WAYMARK_VECTOR_CLONES void scale(ShortNumbers& numbers, std::uint64_t places) {
  for (std::size_t row = 0; row < rows_together; ++row)
    numbers.is_wrong[row] |= all_if(numbers.places[row] > places);
  for (std::uint64_t place = 0; place < places; ++place) {
    for (std::size_t row = 0; row < rows_together; ++row) {
      const auto digits = numbers.digits[row];  // added nine times, as vectors of this width multiply slowly
      numbers.digits[row] += all_if(numbers.places[row] <= place) & ((digits << 3) + digits);
    }
  }
}

bool is_some_wrong(const ShortNumbers& numbers, std::size_t rows) {
  std::uint64_t result = 0;
  for (std::size_t row = 0; row < rows; ++row) result |= numbers.is_wrong[row];
  return result != 0;
}

// Whether all lie within the bounds of which the cell is not empty.
WAYMARK_VECTOR_CLONES bool are_within(const RowSteps& steps, const Lanes& sizes, std::size_t rows,
                                      const columns::Domain& bounds) {
  std::uint64_t outside = 0;
  for (std::size_t row = 0; row < rows; ++row)
    outside |=
        all_if(sizes[row] != 0) & (all_if(steps[row] < bounds.first) | all_if(steps[row] > bounds.last));
  return outside == 0;
}

}  // namespace

namespace {

// What a cell that holds a truth can say, with what ends it; found by its first letter.
class TruthWords {
 public:
  explicit constexpr TruthWords(char end) {
    for (auto& word : words_)
      word = {short_text(","), first_bytes(~std::uint64_t{0}, 1)};  // of no other letter
    for (const std::string_view word : {"true", "yes", "false", "no", ""}) add(word, end);
  }

  static constexpr std::uint64_t place(std::uint64_t text) { return text >> 1 & 7; }
  // Not zero where the cell says something else.
  std::uint64_t difference(std::uint64_t text, std::uint64_t place) const {
    return (text ^ words_[place].text) & words_[place].bytes;
  }

 private:
  struct Word {
    std::uint64_t text = 0, bytes = 0;
  };

  constexpr void add(std::string_view word, char end) {
    const auto text = short_text(word) | std::uint64_t{static_cast<unsigned char>(end)} << 8 * word.size();
    words_[place(text)] = {text, first_bytes(~std::uint64_t{0}, word.size() + 1)};
  }

  std::array<Word, 8> words_{};
};

constexpr TruthWords words_before_comma{','}, words_before_line_break{'\n'};

constexpr std::uint64_t place_bit(char first) {
  return std::uint64_t{1} << TruthWords::place(static_cast<std::uint64_t>(first));
}
constexpr auto yes_places = place_bit('t') | place_bit('y'), no_places = place_bit('f') | place_bit('n');
static_assert(std::popcount(yes_places | no_places | place_bit(',') | place_bit('\n')) == 6);

}  // namespace

WAYMARK_VECTOR_CLONES bool read_truths(const RowIndex& index, std::size_t column, std::size_t rows,
                                       RowBits& yes, RowBits& no) {
  const auto& words = index.separator_behind(column) == ',' ? words_before_comma : words_before_line_break;
  std::uint64_t differences = 0;
  auto cell = index.cells(column);
  for (std::size_t first = 0; first < rows; first += word_bits) {
    std::uint64_t yes_here = 0, no_here = 0;
    const auto last = std::min(rows, first + word_bits);
    for (auto row = first; row < last; ++row, ++cell) {
      const auto text = load(cell.begin());
      const auto place = TruthWords::place(text);
      differences |= words.difference(text, place);
      yes_here |= (yes_places >> place & 1) << (row - first);
      no_here |= (no_places >> place & 1) << (row - first);
    }
    yes[first / word_bits] = yes_here;
    no[first / word_bits] = no_here;
  }
  return differences == 0;
}

bool read_numbers(const RowIndex& index, std::size_t column, std::size_t rows, int places,
                  const columns::Domain& steps, RowSteps& found, RowBits& known) {
  FirstBytes cells;
  ShortNumbers numbers;
  gather(index, column, rows, cells, known);
  read_short_numbers(cells, numbers);
  scale(numbers, static_cast<std::uint64_t>(places));
  std::ranges::copy(numbers.digits, found.begin());
  if (is_some_wrong(numbers, rows)) {
    for (std::size_t row = 0; row < rows; ++row) {
      if (numbers.is_wrong[row] != 0) found[row] = step_with_care(index.cell(row, column), places);
    }
  }
  return are_within(found, cells.size, rows, steps);
}

}  // namespace waymark::cohort
