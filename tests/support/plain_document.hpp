#pragma once

#include <string>
#include <vector>

#include "interpreter/facts/patient.hpp"
#include "lang/model/model.hpp"

namespace waymark::generated {

// Patients as a data set has them: one untimed value of each fact, the last one recorded; as documents on a
// line each, and as a table that says the same. Numbers in the declared unit stand bare.
class PlainDocuments {
 public:
  // The model must outlive it.
  explicit PlainDocuments(const model::Model& model);

  std::string document(const Patient& patient) const;
  std::string header() const;
  std::string row(const Patient& patient) const;

 private:
  // Where a table has it: one column for a fact, or one for each member of a set.
  struct Column {
    model::FactId fact = 0;
    std::string title;
    int member = -1;
  };

  std::string cell(const Column& column, const Patient& patient) const;

  const model::Model& model_;
  std::vector<std::string> names_;  // by FactId
  std::vector<Column> columns_;
};

}  // namespace waymark::generated
