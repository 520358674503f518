#include "interpreter/columns/needs_tracer.hpp"

#include <algorithm>

#include "lang/text/overloaded.hpp"

namespace waymark::columns {
namespace {

// Steps that ask all operands which are unknown, or none.
bool asks_evenly(const Step& step) {
  return std::visit(overloaded{
                        [](const Same&) { return false; },
                        [](const IsYes&) { return false; },
                        [](const AnyKnownOf&) { return false; },
                        [](const FirstKnownOf&) { return false; },
                        [](const FirstIsUnknown&) { return false; },
                        [](const ChosenTruth&) { return false; },
                        [](const ScoreTest&) { return false; },
                        [](const ScalarTest&) { return false; },
                        [](const Fixed&) { return true; },
                        [](const NeverKnown&) { return true; },
                        [](const CellTest&) { return true; },
                        [](const RangeTest&) { return true; },
                        [](const InstantTest&) { return true; },
                        [](const AllOf&) { return true; },
                        [](const IsKnown&) { return true; },
                        [](const Required&) { return true; },
                        [](const AtLeast&) { return true; },
                    },
                    step);
}

void add_where(const Bitmap& asked, const Bitmap& excepted, Bitmap& to) {
  for (std::size_t i = 0; i < batch_words; ++i) to.words[i] |= asked.words[i] & ~excepted.words[i];
}

bool is_empty(const Bitmap& bitmap) {
  return std::ranges::all_of(bitmap.words, [](auto word) { return word == 0; });
}

}  // namespace

Bitmap& patients_of(const model::Input& input, std::vector<NeededBy>& needed) {
  const auto found = std::ranges::find(needed, input, &NeededBy::input);
  return found != needed.end() ? found->patients : needed.emplace_back(NeededBy{input, {}}).patients;
}

std::optional<NeedsTracer> NeedsTracer::of(const Program& program, const TruthOrigins& origins,
                                           TruthRef statement) {
  NeedsTracer result{program, origins};
  if (!result.prepare(statement)) return std::nullopt;
  return result;
}

bool NeedsTracer::prepare(TruthRef statement) {
  Pending pending;
  root_ = reach(statement.id, pending);
  while (!pending.empty()) {
    const auto* each = pending.extract(pending.begin()).value();
    const auto column = column_read(each->step);
    if (!asks_evenly(each->step) || (column && !is_even(*column))) return false;
    steps_.push_back(each);
    for (const auto operand : operands(each->step)) reach(operand.id, pending);
  }
  return std::ranges::all_of(columns_, [&](const auto& each) { return is_even(each.second); });
}

bool NeedsTracer::is_even(std::uint32_t column) const {
  return asks_evenly(program_->layout.columns[column], *program_->model);
}

std::uint32_t NeedsTracer::reach(TruthId id, Pending& pending) {
  const auto [slot, is_new] = slots_.try_emplace(id, static_cast<std::uint32_t>(asked_.size()));
  if (!is_new) return slot->second;
  asked_.emplace_back();
  if (const auto* instruction = origins_->instructions[id]) pending.insert(instruction);
  if (const auto column = origins_->columns[id]) columns_.emplace_back(id, *column);
  return slot->second;
}

const Step* NeedsTracer::step_of(TruthId id) const {
  const auto* instruction = origins_->instructions[id];
  return instruction && slots_.contains(id) ? &instruction->step : nullptr;
}

// What one pass over the steps does.
struct NeedsTracer::Trace {
  NeedsTracer& tracer;
  const Batch& batch;
  const TruthViews& views;
  std::vector<NeededBy>& needed;
  const Bitmap* asked = nullptr;  // of the step that is looked at

  void ask(TruthRef operand) const {
    const auto& view = views[operand.id];
    auto& to = tracer.asked_[tracer.slots_.at(operand.id)];
    for (std::size_t i = 0; i < batch_words; ++i)
      to.words[i] |= asked->words[i] & ~(view.yes->words[i] | view.no->words[i]);
  }
  void ask(const std::vector<TruthRef>& operands) const {
    for (const auto operand : operands) ask(operand);
  }
  Bitmap& patients_of_column(std::uint32_t column) const {
    const auto fact = tracer.program_->layout.columns[column].fact;
    return patients_of(model::Input{std::in_place_index<0>, fact}, needed);
  }
  void need(const std::vector<model::Input>& inputs) const {
    for (const auto& input : inputs) add_where(*asked, Bitmap{}, patients_of(input, needed));
  }
  void need_column(std::uint32_t column, const Bitmap& excepted) const {
    const auto& layout = tracer.program_->layout.columns[column];
    if (layout.window) return need_readings(column, layout, excepted);
    add_where(*asked, excepted, patients_of_column(column));
  }
  // A further reading, unless only the span is not known; and what the span is counted from.
  void need_readings(std::uint32_t column, const ColumnLayout& layout, const Bitmap& excepted) const {
    const auto& cells = batch.column(column);
    Bitmap without_fact = excepted;
    for (std::size_t i = 0; i < batch_words; ++i)
      without_fact.words[i] |= cells.recorded.words[i] & cells.open_span.words[i];
    add_where(*asked, without_fact, patients_of_column(column));
    const auto& model = *tracer.program_->model;
    const auto anchor = anchor_of_readings(model, *layout.window);
    if (!anchor) return;
    Bitmap without_anchor = excepted;
    for (std::size_t i = 0; i < batch_words; ++i) without_anchor.words[i] |= ~cells.open_span.words[i];
    const model::Input input{std::in_place_index<0>, *fact_of_anchor(model, *anchor)};
    add_where(*asked, without_anchor, patients_of(input, needed));
  }

  void operator()(const Fixed& step) const { need(step.needs); }
  void operator()(const NeverKnown& step) const {
    need(step.needs);
    need_column(step.column, batch.column(step.column).known);
  }
  void operator()(const RangeTest& step) const { need_column(step.column, batch.column(step.column).known); }
  void operator()(const InstantTest& step) const {
    const auto& column = batch.column(step.column);
    need_column(step.column, step.source == InstantSource::value ? column.known : column.recorded);
  }
  void operator()(const AllOf& step) const { ask(step.operands); }
  void operator()(const AtLeast& step) const { ask(step.operands); }
  // What is required is asked, not whether it is known, which is never unknown itself.
  void operator()(const Required& step) const {
    const auto* of = tracer.step_of(step.operand.id);
    if (const auto* known = of ? std::get_if<IsKnown>(of) : nullptr) ask(known->operand);
    if (const auto* cell = of ? std::get_if<CellTest>(of) : nullptr) need_column(cell->column, Bitmap{});
  }
  void operator()(const CellTest&) const {}
  void operator()(const IsKnown&) const {}
  // Never part of what is traced.
  void operator()(const IsYes&) const {}
  void operator()(const AnyKnownOf&) const {}
  void operator()(const FirstKnownOf&) const {}
  void operator()(const FirstIsUnknown&) const {}
  void operator()(const Same&) const {}
  void operator()(const ChosenTruth&) const {}
  void operator()(const ScoreTest&) const {}
  void operator()(const ScalarTest&) const {}
};

void NeedsTracer::trace(const Batch& batch, const TruthViews& views, const Bitmap& undetermined,
                        std::vector<NeededBy>& needed) {
  for (auto& bitmap : asked_) bitmap.words.fill(0);
  asked_[root_] = undetermined;
  Trace trace{*this, batch, views, needed};
  for (const auto* each : steps_) {
    trace.asked = &asked_[slots_.at(each->out)];
    if (!is_empty(*trace.asked)) std::visit(trace, each->step);
  }
  for (const auto& [id, column] : columns_) {
    trace.asked = &asked_[slots_.at(id)];
    if (!is_empty(*trace.asked)) trace.need_column(column, Bitmap{});
  }
}

}  // namespace waymark::columns
