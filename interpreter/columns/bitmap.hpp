#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

// Patients stand in batches, 64 to a word: bit i of a bitmap says something of patient i.
namespace waymark::columns {

// So many that the bitmaps of a pathway stay in the processor's cache.
inline constexpr std::size_t batch_size = 4096;
inline constexpr std::size_t word_bits = 64;
inline constexpr std::size_t batch_words = batch_size / word_bits;

struct alignas(64) Bitmap {
  std::array<std::uint64_t, batch_words> words{};
};

inline bool test(const Bitmap& bitmap, std::size_t patient) {
  return (bitmap.words[patient / word_bits] >> (patient % word_bits) & 1) != 0;
}

inline void set(Bitmap& bitmap, std::size_t patient) {
  bitmap.words[patient / word_bits] |= std::uint64_t{1} << (patient % word_bits);
}

// Sets it where `value` is so, without a branch.
inline void mark(Bitmap& bitmap, std::size_t patient, bool value) {
  bitmap.words[patient / word_bits] |= std::uint64_t{value} << (patient % word_bits);
}

inline void set(Bitmap& bitmap, std::size_t patient, bool value) {
  const auto bit = std::uint64_t{1} << (patient % word_bits);
  auto& word = bitmap.words[patient / word_bits];
  word = value ? word | bit : word & ~bit;
}

// Adds a word of patients, the first of whom is `patient`.
inline void add_word(Bitmap& bitmap, std::size_t patient, std::uint64_t word) {
  const auto at = patient / word_bits, shift = patient % word_bits;
  bitmap.words[at] |= word << shift;
  if (shift != 0 && at + 1 < batch_words) bitmap.words[at + 1] |= word >> (word_bits - shift);
}

// Of one word, the bits of those among the first `size` patients.
inline std::uint64_t first_bits(std::size_t size, std::size_t word) {
  const auto before = word * word_bits;
  if (size >= before + word_bits) return ~std::uint64_t{0};
  return size <= before ? 0 : (std::uint64_t{1} << (size - before)) - 1;
}

// Calls `function` with each patient it is set for, in ascending order.
template <typename Function>
void for_each(const Bitmap& bitmap, Function function) {
  for (std::size_t i = 0; i < batch_words; ++i) {
    for (auto word = bitmap.words[i]; word != 0; word &= word - 1)
      function(i * word_bits + static_cast<std::size_t>(std::countr_zero(word)));
  }
}

// How many patients it is set for.
std::size_t count(const Bitmap& bitmap);

}  // namespace waymark::columns
