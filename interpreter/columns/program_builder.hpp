#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "interpreter/columns/program.hpp"
#include "interpreter/plan/recorded_subject.hpp"

namespace waymark::columns {

// Puts a program together, step by step. Thresholds of numbers wait until all constants that a fact is
// compared with are known: they decide its grid.
class ProgramBuilder {
 public:
  // Of a plan with so many steps.
  ProgramBuilder(const model::Model& model, Site site, std::size_t truths);

  void add(TruthId out, Step step) { program_.instructions.push_back({out, std::move(step)}); }
  // What a column says by itself; of a member of a set what is said of it.
  void add(TruthId out, ColumnTruth truth) { program_.column_truths.emplace_back(out, truth); }
  void add(TruthId out, plan::NumberTest test);
  // Says which readings a ReadingCount counts.
  void count_readings(plan::CountedReadings counted);

  // Of a fact, or of what a window makes of its readings.
  std::uint32_t column(const plan::Held& held);
  std::uint32_t column_with_reading_times(model::FactId fact);

  // Without the steps that none of the roots needs.
  Program finish(plan::Roots roots, std::vector<model::ParameterId> parameters);

 private:
  // Ends in an instruction, or in the column of a ReadingCount.
  struct PendingTest {
    std::optional<std::size_t> instruction;
    std::uint32_t column;  // in whose steps the ends are
    plan::NumberSubject subject;
    std::vector<plan::NumberComparison> comparisons;
    std::optional<std::uint32_t> count = std::nullopt;  // column
  };

  std::uint32_t column_of_fact(model::FactId fact);
  void drop_unneeded(const plan::Roots& roots);
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
  std::vector<PendingTest> pending_;
  std::vector<bool> needed_;  // by TruthId
};

}  // namespace waymark::columns
