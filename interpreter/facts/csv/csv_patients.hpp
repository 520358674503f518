#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "interpreter/facts/json/facts_json.hpp"
#include "lang/model/model.hpp"

namespace waymark::cohort {

// A column of a table of patients: `patient`, `at`, a fact or parameter (`pao2`, `pao2 [kPa]`), or one member
// of an `any of` fact (`causes.aav`).
struct CsvColumn {
  enum class Kind { patient, at, fact, member, parameter };
  Kind kind = Kind::fact;
  std::string title;  // as the header has it
  std::string name;   // of the fact or parameter, as the pathway declares it
  std::string member;
  std::string unit;  // of its bare numbers; empty: the declared one
  const Type* type = nullptr;
};

// Reads patients from a table (RFC 4180, without line breaks in cells): one line each, below a header. A cell
// is what a document of facts has, without its quotation marks; `aav;sle` is a list, `none` the empty one,
// `yes` and `no` are `true` and `false`. An empty cell is not recorded.
class CsvPatients {
 public:
  // The model must outlive the reader. Problems where a column is none of the pathway's.
  static std::variant<CsvPatients, std::vector<FactsProblem>> read_header(std::string_view line,
                                                                          const model::Model& model);

  // A patient as a document of facts says it; problems name the column, and its title in place of a path.
  FactsResult read(std::string_view line, std::optional<Moment> at) const;

  const std::vector<CsvColumn>& columns() const { return columns_; }

 private:
  CsvPatients(const model::Model& model, std::vector<CsvColumn> columns)
      : reader_{model}, columns_{std::move(columns)} {}

  PatientReader reader_;
  std::vector<CsvColumn> columns_;
};

}  // namespace waymark::cohort
