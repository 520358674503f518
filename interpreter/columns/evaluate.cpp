#include "interpreter/columns/evaluate.hpp"

#include <algorithm>

#include "interpreter/columns/conflict_steps.hpp"
#include "interpreter/columns/evaluate_state.hpp"
#include "interpreter/values/kleene.hpp"

namespace waymark::columns {
namespace {

void put(TruthBits& bits, std::size_t patient, Truth truth) {
  set(bits.yes, patient, truth == Truth::yes);
  set(bits.no, patient, truth == Truth::no);
}

// Of whom only the least is known: every number from there on lies behind the range, or in it.
void settle_from_least(const Column& column, const Range& range, TruthBits& out) {
  const bool has_end = range.last < domain(Width::bits_64).last;
  for_each(column.at_least, [&](std::size_t patient) {
    const auto least = cell(column.cells, patient);
    if (least > range.last) put(out, patient, truth_of(range.outside));
    if (least >= range.first && !has_end) put(out, patient, truth_of(!range.outside));
  });
}

// Those behind the last patient are nobody.
void clear_from(Bitmap& bitmap, std::size_t size) {
  for (std::size_t i = size / word_bits; i < batch_words; ++i) bitmap.words[i] &= first_bits(size, i);
}

}  // namespace

Status status(const StatusBits& bits, std::size_t patient) {
  if (test(bits.advised, patient)) return Status::advised;
  return test(bits.not_advised, patient) ? Status::not_advised : Status::undetermined;
}

// What each step does.
struct BatchEvaluator::State::Run {
  State& state;
  const Batch& batch;
  std::size_t instruction;
  TruthBits& out;

  void operator()(const Fixed& step) const { fill(step.truth, out); }
  void operator()(const NeverKnown&) const { fill(Truth::unknown, out); }
  void operator()(const CellTest& step) const {
    const auto& column = batch.column(step.column);
    as_truth(step.state == CellState::known ? column.known : column.stale, out);
  }
  void operator()(const RangeTest& step) const {
    const auto& column = batch.column(step.column);
    if (step.ranges.size() == 1) {
      tell_in_range(column.cells, step.ranges.front(), column.known, out);
    } else {
      Bitmap found;
      for (const auto& range : step.ranges) mark_in_range(column.cells, range, found);
      split(column.known, found, out);
    }
    if (!state.program.layout.columns[step.column].window) return;  // only totals say no more than the least
    for (const auto& range : step.ranges) settle_from_least(column, range, out);
  }
  void operator()(const InstantTest&) const { state.instants[instruction]->run(batch, out); }
  void operator()(const AllOf& step) const { all_of(state.view_all(step.operands), out); }
  void operator()(const Same& step) const { same(state.view(step.left), state.view(step.right), out); }
  void operator()(const IsKnown& step) const { is_known(state.view(step.operand), out); }
  void operator()(const IsYes& step) const { as_truth(*state.view(step.operand).yes, out); }
  void operator()(const Required& step) const { required(state.view(step.operand), out); }
  void operator()(const AtLeast& step) const { at_least(state.view_all(step.operands), step.count, out); }
  void operator()(const AnyKnownOf& step) const { any_known(state.view_all(step.operands), out); }
  void operator()(const FirstKnownOf& step) const { first_known(state.view_all(step.operands), out); }
  void operator()(const FirstIsUnknown& step) const { first_is_unknown(state.view_all(step.guards), out); }
  void operator()(const ChosenTruth& step) const { choose(step, state.view_all(operands(step)), out); }
  void operator()(const ScoreTest& step) const { score_reaches(step, state.view_all(operands(step)), out); }
  void operator()(const ScalarTest&) const {}  // all of them at once, before everything else
};

BatchEvaluator::State::State(const Program& of_program)
    : program{of_program},
      origins{program},
      results(program.instructions.size()),
      views(program.truths),
      instants(program.instructions.size()) {
  for (std::size_t i = 0; i < program.instructions.size(); ++i) {
    const auto& [out, step] = program.instructions[i];
    views[out] = {&results[i].yes, &results[i].no};
    if (const auto* test = std::get_if<InstantTest>(&step))
      instants[i].emplace(*program.model, program.layout, *test);
    if (const auto* test = std::get_if<ScalarTest>(&step)) scalar_tests.emplace_back(test->expr, &results[i]);
  }
  outcome.recommendations.resize(program.recommendations.size());
  outcome.contraindications.resize(program.contraindications.size());
  outcome.notes.resize(program.notes.size());
  if (program.applies) outcome.applies.emplace();
  outcome.conflicts.resize(program.conflicts.size());
  outcome.violated.resize(program.properties.size());
  outcome.alternatives.resize(program.alternatives.size());
  outcome.done.resize(program.done.size());
  outcome.conditions.resize(program.conditions.size());
}

const TruthViews& BatchEvaluator::State::view_all(const std::vector<TruthRef>& refs) {
  gathered.clear();
  for (const auto ref : refs) gathered.push_back(view(ref));
  return gathered;
}

void BatchEvaluator::State::look_at_columns(const Batch& batch) {
  for (const auto& [id, truth] : program.column_truths) {
    const auto& column = batch.column(truth.column);
    const auto& bits = truth.member ? column.members[*truth.member] : column.truth;
    views[id] = {&bits.yes, &bits.no};
  }
}

void BatchEvaluator::State::run_scalar(const Batch& batch) {
  if (scalar_tests.empty()) return;
  for (std::size_t patient = 0; patient < batch.size(); ++patient) {
    Evaluator evaluator{*program.model, *batch.patient(patient), batch.at(patient)};
    for (const auto& [expr, bits] : scalar_tests) put(*bits, patient, evaluator.truth(expr));
  }
}

void BatchEvaluator::State::run(const Batch& batch) {
  look_at_columns(batch);
  run_scalar(batch);
  for (std::size_t i = 0; i < program.instructions.size(); ++i) {
    std::visit(Run{*this, batch, i, results[i]}, program.instructions[i].step);
  }
}

void BatchEvaluator::State::copy(TruthRef from, std::size_t size, Bitmap& yes, Bitmap& no) const {
  const auto truth = view(from);
  yes = *truth.yes;
  no = *truth.no;
  if (size == batch_size) return;
  clear_from(yes, size);
  clear_from(no, size);
}

void BatchEvaluator::State::copy_statuses(const std::vector<TruthRef>& from, std::size_t size,
                                          std::vector<StatusBits>& to) const {
  for (std::size_t i = 0; i < from.size(); ++i) copy(from[i], size, to[i].advised, to[i].not_advised);
}

void BatchEvaluator::State::copy_violated(std::size_t size) {
  for (std::size_t i = 0; i < program.properties.size(); ++i) {
    const auto truth = view(program.properties[i]);
    const bool must_hold = program.model->properties[i].kind == ast::PropertyKind::always;
    outcome.violated[i] = must_hold ? *truth.no : *truth.yes;
    if (size < batch_size) clear_from(outcome.violated[i], size);
  }
}

void BatchEvaluator::State::outcome_of(const Batch& batch) {
  outcome.size = batch.size();
  copy_statuses(program.recommendations, batch.size(), outcome.recommendations);
  copy_statuses(program.contraindications, batch.size(), outcome.contraindications);
  copy_statuses(program.notes, batch.size(), outcome.notes);
  if (program.applies) copy(*program.applies, batch.size(), outcome.applies->yes, outcome.applies->no);
  copy_violated(batch.size());
  for (std::size_t i = 0; i < program.conditions.size(); ++i) {
    copy(program.conditions[i], batch.size(), outcome.conditions[i].yes, outcome.conditions[i].no);
  }
  for (std::size_t i = 0; i < program.alternatives.size(); ++i) {
    copy(program.alternatives[i], batch.size(), outcome.alternatives[i].yes, outcome.alternatives[i].no);
  }
  for (std::size_t i = 0; i < program.done.size(); ++i) {
    copy(program.done[i].second, batch.size(), outcome.done[i].yes, outcome.done[i].no);
  }
  find_conflicts(program, outcome);
}

void BatchEvaluator::State::put_statuses(const std::vector<StatementOutcome>& from, std::size_t patient,
                                         std::vector<StatusBits>& to) const {
  for (std::size_t i = 0; i < from.size(); ++i) {
    set(to[i].advised, patient, from[i].status == Status::advised);
    set(to[i].not_advised, patient, from[i].status == Status::not_advised);
  }
}

void BatchEvaluator::State::put_outcome(const Outcome& found, std::size_t patient) {
  put_statuses(found.recommendations, patient, outcome.recommendations);
  put_statuses(found.contraindications, patient, outcome.contraindications);
  put_statuses(found.notes, patient, outcome.notes);
  if (found.applies) {
    set(outcome.applies->yes, patient, found.applies->value == Truth::yes);
    set(outcome.applies->no, patient, found.applies->value == Truth::no);
  }
  for (std::size_t i = 0; i < program.conflicts.size(); ++i) {
    const auto& wanted = program.conflicts[i].conflict;
    const auto is_it = [&](const Conflict& conflict) {
      return conflict.first == wanted.first && conflict.second == wanted.second &&
             conflict.action == wanted.action;
    };
    set(outcome.conflicts[i], patient, std::ranges::any_of(found.conflicts, is_it));
  }
  for (std::uint32_t i = 0; i < program.properties.size(); ++i) {
    set(outcome.violated[i], patient, std::ranges::find(found.violated, i) != found.violated.end());
  }
}

// Whom the columns cannot hold, the evaluator decides.
void BatchEvaluator::State::exceptional(const Batch& batch) {
  for (const auto patient : batch.exceptional()) {
    Evaluator evaluator{*program.model, *batch.patient(patient), batch.at(patient)};
    put_outcome(decide(evaluator), patient);
    for (std::size_t i = 0; i < program.conditions.size(); ++i) {
      put(outcome.conditions[i], patient, evaluator.truth(program.condition_exprs[i]));
    }
  }
}

BatchEvaluator::BatchEvaluator(const Program& program) : state_{std::make_unique<State>(program)} {}
BatchEvaluator::~BatchEvaluator() = default;

const BatchOutcome& BatchEvaluator::evaluate(const Batch& batch) {
  state_->run(batch);
  state_->outcome_of(batch);
  state_->exceptional(batch);
  return state_->outcome;
}

}  // namespace waymark::columns
