#pragma once

#include <cstdint>
#include <optional>

#include <gmpxx.h>

namespace waymark {

// An exact fraction of any size: conversion factors of units, and comparison across units.
using Rational = mpq_class;

// GMP converts from and to `long` alone, which has 32 bits on some machines; these take 64 bits on all.
// Returns `value` as an integer of any size.
mpz_class big_integer(std::int64_t value);
// Returns `value` as an integer of 64 bits; nullopt where it does not fit.
std::optional<std::int64_t> small_integer(const mpz_class& value);

// Returns `value` as an integer; nullopt where it is not whole or does not fit.
std::optional<std::int64_t> whole_number(const Rational& value);
// Returns the largest integer that is not above `value`.
mpz_class floor_of(const Rational& value);
// Returns 10 to the power of `exponent`.
mpz_class power_of_ten(unsigned long exponent);

}  // namespace waymark
