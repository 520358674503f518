#pragma once

#include <map>
#include <optional>
#include <string>

#include "interpreter/columns/evaluate.hpp"

namespace waymark::cohort {

// Parts the patients of a batch by the value of an expression.
class Groups {
 public:
  // All must outlive it. The program keeps the fact, where the expression is nothing but the name of one.
  Groups(const columns::Program& program, model::ExprId expr);

  // By value, as the language writes it; of those patients only.
  const std::map<std::string, columns::Bitmap>& of(const columns::Batch& batch,
                                                   const columns::Bitmap& patients);

 private:
  void part_by_cells(const columns::Batch& batch, const columns::Bitmap& patients);
  void part_one_by_one(const columns::Batch& batch, const columns::Bitmap& patients);

  const columns::Program& program_;
  const model::ExprId expr_;
  std::optional<std::uint32_t> column_;  // of members, which say it all
  std::map<std::string, columns::Bitmap> groups_;
};

}  // namespace waymark::cohort
