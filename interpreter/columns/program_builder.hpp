#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "interpreter/columns/column_subject.hpp"
#include "interpreter/columns/program.hpp"

namespace waymark::columns {

// Puts a program together, step by step. Thresholds of numbers wait until all constants that a fact is
// compared with are known: they decide its grid.
class ProgramBuilder {
 public:
  ProgramBuilder(const model::Model& model, const Site& site);

  TruthRef add(Step step);
  TruthRef fixed(Truth truth) { return add(Fixed{truth}); }
  TruthRef all_of(std::vector<TruthRef> operands);
  TruthRef any_of(std::vector<TruthRef> operands);

  std::uint32_t column(model::FactId fact);
  std::uint32_t column_with_reading_times(model::FactId fact);
  // What a column says by itself; of a member of a set what is said of it.
  TruthRef column_truth(model::FactId fact, std::optional<model::MemberIndex> member = std::nullopt);

  using NumberComparison = std::pair<ast::ComparisonOperator, Quantity>;
  // Whether all of them hold. Where there are two, none may be `!=`.
  TruthRef number_test(NumberSubject subject, std::vector<NumberComparison> comparisons);

  // Without the steps that none of the roots needs.
  Program finish(Program roots);

 private:
  struct PendingTest {
    std::size_t instruction;
    NumberSubject subject;
    std::vector<NumberComparison> comparisons;
  };

  void drop_unneeded(const Program& roots);
  void choose_layout();
  void resolve_ranges();
  void note_edges();
  Range range_of(const PendingTest& test) const;
  bool stands_on_steps(const PendingTest& test) const;

  const model::Model& model_;
  Program program_;
  std::vector<std::optional<std::uint32_t>> columns_;  // by FactId
  std::map<std::pair<std::uint32_t, std::optional<model::MemberIndex>>, TruthId> column_truths_;
  std::vector<PendingTest> pending_;
  std::vector<bool> needed_;  // by TruthId
};

}  // namespace waymark::columns
