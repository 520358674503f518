#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "tools/waymark/io/anonymous_file.hpp"
#include "tools/waymark/io/line_source.hpp"
#include "tools/waymark/io/surroundings.hpp"

namespace waymark {

// A folder with the files of a bulk export of FHIR, one for each type of resource or several, a resource on
// each line, also gzipped: joined by patient, in memory that does not grow with the number of patients. What
// belongs to a patient is put into one of many parts on disk, which nobody else can open; then one part after
// the other is read whole. Medications, which belong to nobody, are kept in memory.
class BulkExport {
 public:
  // Reads all files, `*.ndjson` and `*.ndjson.gz`, once. Or why that cannot be done.
  static std::variant<BulkExport, std::string> open(const std::string& folder,
                                                    const Surroundings& surroundings);

  // The next patients, a Bundle on each line; nothing behind the last. Their order depends on their ids
  // alone.
  std::optional<Lines> next();

  // The files of the folder that are read.
  static std::vector<std::string> files_of(const std::string& folder);

  // The types of resources that the export has, by the names of its files and by what is in them. What is of
  // another type was perhaps not exported.
  const std::set<std::string>& types() const { return types_; }

  // Lines that are no resource, or a Bundle: how many, and messages about the first of them.
  std::size_t broken_lines() const { return broken_; }
  const std::string& messages() const { return messages_; }
  // Why the parts on disk cannot be written or read, where that is so.
  const std::optional<std::string>& failure() const { return failure_; }
  std::uint64_t bytes_read() const { return read_; }
  std::uint64_t bytes_in_all() const { return written_; }

 private:
  explicit BulkExport(std::size_t parts);

  std::optional<std::string> add_file(const std::string& path, const Surroundings& surroundings);
  void add_line(std::string_view line, const std::string& file, std::size_t number);
  void add_to_part(std::string_view patient, std::string_view resource);
  bool read_part();
  void append_patient(std::string& text, const std::vector<std::string_view>& resources) const;
  void fail(const std::string& reason);

  std::vector<AnonymousFile> parts_;
  std::size_t next_part_ = 0;
  std::string part_;  // the part that is being read
  std::vector<std::pair<std::string_view, std::vector<std::string_view>>>
      patients_;  // of it, with what is theirs
  std::size_t next_patient_ = 0, next_line_ = 1;
  std::map<std::string, std::string, std::less<>> medications_;  // by "Medication/ID"
  std::set<std::string> types_;
  std::size_t broken_ = 0;
  std::string messages_;
  std::optional<std::string> failure_;
  std::uint64_t read_ = 0, written_ = 0;
};

}  // namespace waymark
