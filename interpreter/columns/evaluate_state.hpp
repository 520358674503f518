#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "interpreter/columns/evaluate.hpp"
#include "interpreter/columns/instants.hpp"
#include "interpreter/columns/kernels.hpp"
#include "interpreter/columns/needs_tracer.hpp"

namespace waymark::columns {

// What decides which facts a statement needs: truths that rest on nothing but columns, and the columns.
struct Pattern {
  std::vector<TruthId> truths;
  std::vector<std::uint32_t> columns;
  bool decides = true;  // else every patient has to be looked at alone
};

struct KnownNeeds {
  std::optional<NeedsTracer> tracer;
  std::optional<Pattern> pattern;
  std::unordered_map<std::string, std::vector<model::Input>> by_pattern;
};

struct BatchEvaluator::State {
  explicit State(const Program& of_program);

  void run(const Batch& batch);
  void outcome_of(const Batch& batch);
  void exceptional(const Batch& batch);

  KnownNeeds& known_needs(const model::StatementReference& statement);
  Bitmap undetermined(const model::StatementReference& statement) const;

  TruthView view(TruthRef ref) const { return ref.negated ? !views[ref.id] : views[ref.id]; }
  const TruthViews& view_all(const std::vector<TruthRef>& refs);
  void look_at_columns(const Batch& batch);
  void run_scalar(const Batch& batch);
  void copy(TruthRef from, std::size_t size, Bitmap& yes, Bitmap& no) const;
  void copy_statuses(const std::vector<TruthRef>& from, std::size_t size, std::vector<StatusBits>& to) const;
  void copy_violated(std::size_t size);
  void put_statuses(const std::vector<StatementOutcome>& from, std::size_t patient,
                    std::vector<StatusBits>& to) const;
  void put_outcome(const Outcome& found, std::size_t patient);

  const Program& program;
  TruthOrigins origins;
  std::vector<TruthBits> results;                    // of each instruction
  TruthViews views;                                  // by TruthId
  TruthViews gathered;                               // the operands of the step that is run
  std::vector<std::optional<InstantStep>> instants;  // of each instruction
  std::vector<std::pair<model::ExprId, TruthBits*>> scalar_tests;
  BatchOutcome outcome;
  std::map<model::ExprId, KnownNeeds> needs;  // by canonical condition
  std::vector<NeededBy> needed;
  struct Run;
};

}  // namespace waymark::columns
