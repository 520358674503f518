#pragma once

#include <gmpxx.h>

namespace waymark {

// An exact fraction of any size: conversion factors of units, and comparison across units.
using Rational = mpq_class;

}  // namespace waymark
