#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "interpreter/cohort/evaluate_lines.hpp"
#include "tools/waymark/io/line_source.hpp"

namespace waymark {

// A file of patients, one on each line: documents of facts, or a table with a header.
struct PatientLines {
  std::string name;  // for messages
  LineSource source;
  std::optional<Lines> first;  // read already
  std::string header;          // of a table, with its line break; else empty
  std::function<FactsResult(std::string_view line)> read;
  std::optional<std::vector<cohort::CsvColumn>> columns;  // of a table

  std::optional<Lines> next() { return first ? std::exchange(first, std::nullopt) : source.next(); }
};

// Opens `path`; a table is recognized by `.csv` in its name or, where the name says nothing, by a first line
// that is no JSON. The model must outlive it. Or what is wrong, as messages.
std::variant<PatientLines, std::string> open_patients(const std::string& path, const model::Model& model,
                                                      std::optional<Moment> at,
                                                      const Surroundings& surroundings);

}  // namespace waymark
