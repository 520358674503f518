#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/cohort/evaluate_lines.hpp"
#include "interpreter/cohort/fast_csv.hpp"
#include "interpreter/cohort/fast_ndjson.hpp"
#include "interpreter/cohort/fast_patient.hpp"
#include "interpreter/cohort/fast_table.hpp"
#include "interpreter/columns/batch.hpp"

namespace waymark::cohort {

// A batch of patients, and the lines that they were read from: whoever has to be looked at alone is read
// again.
class LineBatch {
 public:
  // All must outlive it.
  LineBatch(const Question& question, const columns::Program& program);
  LineBatch(const LineBatch&) = delete;
  LineBatch& operator=(const LineBatch&) = delete;

  // Adds as many of the next lines of a table as are plain and have room; the first one has this number.
  // Gives how many, and how much of the text they take; none says nothing about the first line.
  struct Added {
    std::size_t lines = 0, bytes = 0;
  };
  Added add_rows(std::string_view lines, std::size_t number);
  // Where the line is refused, why. There must be room for one more.
  std::optional<RejectedLine> add(std::string_view line, std::size_t number);

  const columns::Batch& batch() const { return batch_; }
  std::string_view id(std::size_t patient) const { return ids_[patient]; }
  void clear();

 private:
  bool add_plain(std::string_view line, std::size_t number);
  void add_put(const PlainLine& said, std::string_view line, std::size_t number);
  std::optional<RejectedLine> add_with_care(std::string_view line, std::size_t number);
  void take_over(Patient& patient) const;
  std::string_view kept(std::string text) { return own_ids_.emplace_back(std::move(text)); }

  const Question& question_;
  columns::Batch batch_;
  PlainPatient plain_;
  std::optional<PlainNdjson> documents_;
  std::optional<PlainCsv> rows_;
  std::optional<PlainTable> table_;
  std::vector<std::string_view> lines_, ids_;  // by patient
  std::deque<std::string> own_ids_;            // those that do not stand in the text as they are
};

}  // namespace waymark::cohort
