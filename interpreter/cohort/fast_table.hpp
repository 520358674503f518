#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "interpreter/cohort/fast_columns.hpp"
#include "interpreter/cohort/fast_csv.hpp"
#include "interpreter/cohort/fast_fact.hpp"
#include "interpreter/cohort/fast_patient.hpp"
#include "interpreter/cohort/row_index.hpp"
#include "interpreter/columns/batch.hpp"

namespace waymark::cohort {

// Reads many rows of a table at once, one column after the other, which is a good deal quicker than row by
// row: what a column holds is settled once for all of them.
class PlainTable {
 public:
  // All must outlive it; `patient` writes into the batch.
  PlainTable(const model::Model& model, const columns::Layout& layout, const std::vector<CsvColumn>& columns,
             PlainPatient& patient, columns::Batch& batch);

  // Finds the rows that the text begins with; `readable_behind_line` bytes behind it are readable. Puts those
  // of their cells that are quick to read. Gives how many rows; none where one of them is not plain.
  std::size_t begin(std::string_view text, std::size_t most);

  // Puts the rest of a row, which is the next one to be added; false where it is not plain, and then none of
  // the rows from it on is put.
  bool row(std::size_t row, PlainLine& said);

  std::string_view text(std::size_t row) const { return index_.row(row); }
  std::size_t bytes(std::size_t rows) const { return index_.bytes(rows); }

 private:
  // One that holds members: they are found by a hash of their first eight bytes and their size.
  struct KnownMember {
    std::uint64_t text = 0;  // the first eight bytes
    std::string_view id;
    model::MemberIndex member = 0;
  };
  static constexpr std::size_t member_slots = 64;

  struct QuickColumn {
    std::size_t column = 0;  // of the table
    PlainFact fact;
    std::vector<KnownMember> members;  // by a hash of their text; of a fact without members none
    // Where its cells go if no statement asks for them.
    std::unique_ptr<columns::Column> unused = {};
  };

  bool add_quick(const model::Model& model, const columns::Layout& layout, std::size_t index,
                 const CsvColumn& column);
  static bool add_members(QuickColumn& column);
  // Of a table with several columns none is blank.
  bool is_blank_line(std::size_t row) const { return columns_ == 1 && index_.size(row, 0) == 0; }
  bool put(const QuickColumn& column, std::size_t rows);
  bool read_members(const QuickColumn& column, std::size_t rows);
  void add_bits(const RowBits& bits, std::size_t rows, columns::Bitmap& to) const;
  void write_steps(std::size_t rows, columns::Cells& to) const;

  PlainCsv rows_;
  const std::size_t columns_;
  PlainPatient& patient_;
  columns::Batch& batch_;
  RowIndex index_;
  std::size_t found_ = 0;  // rows
  std::vector<QuickColumn> quick_;
  RowBits yes_{}, known_{};  // of the column that is read
  RowSteps steps_{};
  std::optional<std::size_t> id_;    // column of the table
  std::vector<std::size_t> others_;  // columns of the table
};

}  // namespace waymark::cohort
