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
  // Of what a window makes of the readings.
  std::uint32_t column(const Held& held);
  std::uint32_t column_with_reading_times(model::FactId fact);
  // What a column says by itself; of a member of a set what is said of it.
  TruthRef column_truth(model::FactId fact, std::optional<model::MemberIndex> member = std::nullopt);
  TruthRef column_truth(const Held& held);

  using NumberComparison = std::pair<ast::ComparisonOperator, Quantity>;
  // Whether all of them hold. Where there are two, none may be `!=`.
  TruthRef number_test(NumberSubject subject, std::vector<NumberComparison> comparisons);
  // Says which readings a ReadingCount counts: those for which all of them hold; or, with `outside`, the
  // others.
  void count_readings(const Held& count, NumberSubject each, std::vector<NumberComparison> comparisons,
                      bool outside);

  // Without the steps that none of the roots needs.
  Program finish(Program roots);

 private:
  // Ends in an instruction, or in the column of a ReadingCount.
  struct PendingTest {
    std::optional<std::size_t> instruction;
    std::uint32_t column;  // in whose steps the ends are
    NumberSubject subject;
    std::vector<NumberComparison> comparisons;
    std::optional<std::uint32_t> count = std::nullopt;  // column
  };

  TruthRef column_truth_of(std::uint32_t column, std::optional<model::MemberIndex> member);
  void drop_unneeded(const Program& roots);
  void mark_used();
  void choose_layout();
  void choose_grid_of(ColumnLayout& column);
  bool picks_reading(const ColumnLayout& column) const;
  void share_steps();
  void resolve_ranges();
  void note_edges();
  Range range_of(const PendingTest& test) const;
  bool stands_on_steps(const PendingTest& test) const;

  const model::Model& model_;
  Program program_;
  std::vector<std::optional<std::uint32_t>> columns_;  // by FactId
  std::map<model::ExprId, std::uint32_t> windows_;
  std::map<std::pair<std::uint32_t, std::optional<model::MemberIndex>>, TruthId> column_truths_;
  std::vector<PendingTest> pending_;
  std::vector<bool> needed_;  // by TruthId
};

}  // namespace waymark::columns
