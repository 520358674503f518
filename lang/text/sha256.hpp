#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace waymark {

// Returns the SHA-256 of the bytes (FIPS 180-4).
std::array<std::uint8_t, 32> sha256(std::string_view bytes);

// The same as 64 hexadecimal digits, as `sha256sum` prints it.
std::string sha256_digits(std::string_view bytes);

}  // namespace waymark
