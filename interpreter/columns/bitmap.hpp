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

inline void set(Bitmap& bitmap, std::size_t patient, bool value = true) {
  const auto bit = std::uint64_t{1} << (patient % word_bits);
  auto& word = bitmap.words[patient / word_bits];
  word = value ? word | bit : word & ~bit;
}

// How many patients it is set for.
inline std::size_t count(const Bitmap& bitmap) {
  std::size_t result = 0;
  for (const auto word : bitmap.words) result += static_cast<std::size_t>(std::popcount(word));
  return result;
}

}  // namespace waymark::columns
