#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "core_patients.hpp"

namespace waymark::bench {

/// Of each decision how many patients: no, yes, unknown.
using CoreCounts = std::array<std::array<std::uint64_t, 3>, core_decisions>;

/// What somebody would write who needs nothing but these sixteen decisions: reads every field of every
/// patient from the file, decides, counts. NDJSON is read with simdjson, any order of keys; CSV with the
/// columns of core_csv_header, nothing quoted.
/// @throws std::runtime_error where the file is not as it should be
CoreCounts count_ndjson(const std::string& path);
CoreCounts count_csv(const std::string& path);

}  // namespace waymark::bench
