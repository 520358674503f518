#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "interpreter/cohort/fast_patient.hpp"
#include "interpreter/cohort/moment_text.hpp"
#include "interpreter/facts/csv/csv_patients.hpp"
#include "interpreter/facts/input_names.hpp"
#include "lang/model/model.hpp"

namespace waymark::cohort {

// Reads lines of a table in which every cell is plain: without quotation marks, without blanks around it.
class PlainCsv {
 public:
  // The columns are those of a header that was read.
  PlainCsv(const model::Model& model, const std::vector<CsvColumn>& columns);

  // `readable_behind_line` bytes behind the line are readable. False where it is not plain; then what was put
  // of the patient has to be dropped.
  bool read(std::string_view line, PlainPatient& patient, PlainLine& said);
  // Of one cell, which is not empty.
  bool read_cell(std::size_t column, std::string_view cell, PlainPatient& patient, PlainLine& said) {
    return this->cell(columns_[column], cell, patient, said);
  }

 private:
  struct Column {
    CsvColumn::Kind kind = CsvColumn::Kind::fact;
    TypeKind type = TypeKind::broken;
    model::FactId fact = 0;
    std::string member;
    std::string unit;  // of bare numbers; empty: the declared one
    bool has_member_none = false;
    bool is_number = false, is_truth = false;  // in plain cells
  };

  static Column column(const model::Model& model, const InputNames& names, const CsvColumn& column);
  bool cell(const Column& column, std::string_view cell, PlainPatient& patient, PlainLine& said);
  bool text(const Column& column, std::string_view cell, PlainPatient& patient, PlainLine& said);

  std::vector<Column> columns_;
  MomentText moments_;
};

}  // namespace waymark::cohort
