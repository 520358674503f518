#include "lang/text/sha256.hpp"

#include <bit>
#include <cstddef>

#include <fmt/format.h>

namespace waymark {
namespace {

constexpr std::size_t bytes_in_block = 64;
using State = std::array<std::uint32_t, 8>;

// The first 32 bits behind the point of the cube roots of the first 64 primes.
constexpr std::array<std::uint32_t, 64> round_constants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

std::array<std::uint32_t, 64> schedule(std::string_view block) {
  std::array<std::uint32_t, 64> words{};
  for (std::size_t i = 0; i < bytes_in_block; ++i)
    words[i / 4] = words[i / 4] << 8 | static_cast<std::uint8_t>(block[i]);
  for (std::size_t i = 16; i < words.size(); ++i) {
    const auto a = words[i - 15], b = words[i - 2];
    const auto first = std::rotr(a, 7) ^ std::rotr(a, 18) ^ a >> 3;
    const auto second = std::rotr(b, 17) ^ std::rotr(b, 19) ^ b >> 10;
    words[i] = words[i - 16] + first + words[i - 7] + second;
  }
  return words;
}

void add_block(State& state, std::string_view block) {
  const auto words = schedule(block);
  auto [a, b, c, d, e, f, g, h] = state;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto choice = (e & f) ^ (~e & g);
    const auto majority = (a & b) ^ (a & c) ^ (b & c);
    const auto first =
        h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + choice + round_constants[i] + words[i];
    const auto second = (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + majority;
    h = g, g = f, f = e, e = d + first;
    d = c, c = b, b = a, a = first + second;
  }
  const State added{a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < state.size(); ++i) state[i] += added[i];
}

// What follows the whole blocks: the rest, a one, zeros, and the length in bits.
std::string last_blocks(std::string_view rest, std::uint64_t bytes) {
  std::string result{rest};
  result += '\x80';
  while (result.size() % bytes_in_block != bytes_in_block - 8) result += '\0';
  for (int shift = 56; shift >= 0; shift -= 8) result += static_cast<char>(bytes * 8 >> shift & 0xFF);
  return result;
}

}  // namespace

std::array<std::uint8_t, 32> sha256(std::string_view bytes) {
  // The same of the square roots of the first eight primes.
  State state{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  const auto whole = bytes.size() / bytes_in_block * bytes_in_block;
  for (std::size_t at = 0; at < whole; at += bytes_in_block)
    add_block(state, bytes.substr(at, bytes_in_block));
  const auto last = last_blocks(bytes.substr(whole), bytes.size());
  for (std::size_t at = 0; at < last.size(); at += bytes_in_block)
    add_block(state, std::string_view{last}.substr(at, bytes_in_block));
  std::array<std::uint8_t, 32> result{};
  for (std::size_t i = 0; i < result.size(); ++i)
    result[i] = static_cast<std::uint8_t>(state[i / 4] >> (24 - 8 * (i % 4)));
  return result;
}

std::string sha256_digits(std::string_view bytes) {
  std::string result;
  for (const auto byte : sha256(bytes)) result += fmt::format("{:02x}", byte);
  return result;
}

}  // namespace waymark
