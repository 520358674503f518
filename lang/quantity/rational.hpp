#pragma once

#include <cstdint>
#include <optional>

#include <gmpxx.h>

namespace waymark {

// An exact fraction of any size: conversion factors of units, and comparison across units.
using Rational = mpq_class;

// Returns `value` as an integer; nullopt where it is not whole or does not fit.
std::optional<std::int64_t> whole_number(const Rational& value);
// Returns the largest integer that is not above `value`.
mpz_class floor_of(const Rational& value);
// Returns 10 to the power of `exponent`.
mpz_class power_of_ten(unsigned long exponent);

}  // namespace waymark
