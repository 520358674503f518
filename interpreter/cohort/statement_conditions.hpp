#pragma once

#include <cstddef>
#include <vector>

#include "lang/model/model.hpp"

namespace waymark::cohort {

// The conditions that the statements of a pathway have, each once. Statements with one condition have the
// same status and the same needs for every patient, so they are counted together.
class StatementConditions {
 public:
  explicit StatementConditions(const model::Model& model);

  // The first statement with each of the conditions.
  const std::vector<model::StatementReference>& first_statements() const { return first_; }
  // The position of a statement's condition in that list.
  std::size_t of(model::StatementKind kind, std::size_t index) const;

 private:
  std::vector<model::StatementReference> first_;
  std::vector<std::size_t> recommendations_, contraindications_, notes_;  // positions, by index
};

}  // namespace waymark::cohort
