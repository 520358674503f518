#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "interpreter/cohort/csv_patients.hpp"
#include "interpreter/cohort/moment_text.hpp"
#include "interpreter/cohort/plain_patient.hpp"
#include "interpreter/input_names.hpp"
#include "lang/model.hpp"

namespace waymark::cohort {

// Reads lines of a table in which every cell is plain: without quotation marks, without blanks around it, in
// the declared unit.
class PlainCsv {
 public:
  // The columns are those of a header that was read.
  PlainCsv(const model::Model& model, const std::vector<CsvColumn>& columns);

  // False where the line is not plain; then what was put of the patient has to be dropped.
  bool read(std::string_view line, PlainPatient& patient, PlainLine& said);

 private:
  struct Column {
    CsvColumn::Kind kind = CsvColumn::Kind::fact;
    TypeKind type = TypeKind::broken;
    model::FactId fact = 0;
    std::string member;
    bool has_own_unit = false;
    bool has_member_none = false;
  };

  static Column column(const model::Model& model, const InputNames& names, const CsvColumn& column);
  bool cell(const Column& column, const char*& begin, const char* end, PlainPatient& patient,
            PlainLine& said);
  bool text(const Column& column, std::string_view cell, PlainPatient& patient, PlainLine& said);

  std::vector<Column> columns_;
  MomentText moments_;
};

}  // namespace waymark::cohort
