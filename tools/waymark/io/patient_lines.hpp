#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>

#include "interpreter/cohort/evaluate_lines.hpp"
#include "tools/waymark/io/bulk_export.hpp"
#include "tools/waymark/io/line_source.hpp"
#include "tools/waymark/io/patient_input.hpp"

namespace waymark {

// How many readings of many records were not used, by the reason; for several threads at once.
class NotUsedCounts {
 public:
  void add(const FhirPatient& record);
  std::map<NotUsed, std::size_t> counts() const;

 private:
  mutable std::mutex mutex_;
  std::map<NotUsed, std::size_t> counts_;
};

// A file of patients, one on each line: documents of facts, or a table with a header; or a folder with a bulk
// export of FHIR.
struct PatientLines {
  std::string name;  // for messages
  std::variant<LineSource, BulkExport> source;
  std::optional<Lines> first = {};  // read already
  std::string header = {};          // of a table, with its line break; else empty
  std::function<FactsResult(std::string_view line)> read = {};
  // The same of a line that was read before, where that makes a difference.
  std::function<FactsResult(std::string_view line)> read_again = {};
  std::optional<std::vector<cohort::CsvColumn>> columns = {};  // of a table
  std::shared_ptr<NotUsedCounts> not_used = nullptr;           // of FHIR
  std::size_t broken_lines = 0;                                // of a bulk export, that are no resources
  std::string messages = {};                                   // about the first of them

  std::optional<Lines> next();
  // Why not all could be read, where that is so.
  const std::optional<std::string>& failure() const;
  std::uint64_t bytes_read() const;
  std::uint64_t bytes_in_all() const;
};

// How lines are read that are FHIR.
struct LinesOfFhir {
  FactsFormat format = FactsFormat::by_content;
  std::optional<std::string> binding = {};  // a file; none: those beside the pathway
  std::optional<std::string> pathway = {};
  std::optional<Moment> now = {};  // when those are looked at who do not say when
};

// Opens `path`, a file or a folder; a table is recognized by `.csv` in its name or, where the name says
// nothing, by a first line that is no JSON. The model must outlive it. Or what is wrong, as messages.
std::variant<PatientLines, std::string> open_patients(const std::string& path, const model::Model& model,
                                                      std::optional<Moment> at,
                                                      const Surroundings& surroundings,
                                                      const LinesOfFhir& input = {});

}  // namespace waymark
