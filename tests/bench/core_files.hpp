#pragma once

#include <cstdint>
#include <string>

#include "core_patients.hpp"

namespace waymark::bench {

/// The names of the facts, in the order of CoreFact.
extern const std::array<const char*, core_facts> core_fact_names;
extern const std::array<const char*, 9> core_etiologies;

/// Appends the patient as a document of facts on a line. Of what is missing a quarter is null, the rest left
/// out.
void append_ndjson(std::string& text, std::uint64_t number, const CorePatient& patient);

/// The header of a table of such patients, and a patient as one of its lines.
std::string core_csv_header();
void append_csv(std::string& text, std::uint64_t number, const CorePatient& patient);

/// Writes the first patients into two files of the same content.
/// @throws std::runtime_error where a file cannot be written
void write_core_files(std::uint64_t patients, const std::string& ndjson, const std::string& csv);

}  // namespace waymark::bench
