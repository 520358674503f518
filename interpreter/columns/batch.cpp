#include "interpreter/columns/batch.hpp"

#include <algorithm>
#include <utility>

#include "interpreter/evaluate/evaluator.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark::columns {
namespace {

Cells cells_of(Width width) {
  Cells cells;
  switch (width) {
    case Width::bits_8: cells.values = std::vector<std::int8_t>(batch_size); break;
    case Width::bits_16: cells.values = std::vector<std::int16_t>(batch_size); break;
    case Width::bits_32: cells.values = std::vector<std::int32_t>(batch_size); break;
    case Width::bits_64: cells.values = std::vector<std::int64_t>(batch_size); break;
  }
  return cells;
}

bool has_cells(TypeKind kind) { return kind != TypeKind::yes_no && kind != TypeKind::any_of; }

void write_moment(Cells& cells, std::size_t index, const Moment& moment) {
  const auto offset = static_cast<std::int16_t>(moment.offset_minutes);
  cells.has_several_offsets |= cells.offset && *cells.offset != offset;
  cells.offset = offset;
  if (cells.offsets.empty()) cells.offsets.resize(batch_size);
  cells.offsets[index] = offset;
  write_cell(cells, index, moment.microseconds);
}

void write_truth(TruthBits& bits, std::size_t index, Truth truth) {
  if (truth == Truth::yes) set(bits.yes, index);
  if (truth == Truth::no) set(bits.no, index);
}

void write_members(Column& column, std::size_t index, const MemberStates& set) {
  const auto count = std::min(column.members.size(), set.states.size());
  for (std::size_t i = 0; i < count; ++i) write_truth(column.members[i], index, set.states[i]);
}

void write_event(Column& column, std::size_t index, const EventValue& event, const Moment& at) {
  write_truth(column.truth, index, event.moment && *event.moment <= at ? Truth::yes : Truth::no);
  if (!event.moment) return;
  set(column.dated, index);
  write_moment(column.cells, index, *event.moment);
}

template <typename Function>
void for_each_bitmap(Column& column, Function function) {
  for (auto* bitmap : {&column.known, &column.truth.yes, &column.truth.no, &column.dated, &column.recorded,
                       &column.stale, &column.open_span, &column.at_least})
    function(*bitmap);
  for (auto& member : column.members) function(member.yes), function(member.no);
}

bool same_setting(const std::optional<Value>& a, const std::optional<Value>& b) {
  if (!a || !b) return !a && !b;
  const bool both_unknown = std::holds_alternative<Unknown>(*a) && std::holds_alternative<Unknown>(*b);
  return both_unknown || same_known_value(*a, *b);
}

}  // namespace

std::int64_t cell(const Cells& cells, std::size_t patient) {
  return std::visit([&](const auto& values) { return static_cast<std::int64_t>(values[position(patient)]); },
                    cells.values);
}

Column empty_column(const ColumnLayout& layout, const Type& type) {
  Column column;
  if (!layout.used) return column;
  if (has_cells(type.kind)) column.cells = cells_of(layout.width);
  if (layout.reading_times) column.reading_times = cells_of(Width::bits_64);
  if (type.kind == TypeKind::any_of) column.members.resize(type.members->members.size());
  return column;
}

Batch::Batch(const model::Model& model, const Layout& layout, Keep keep)
    : model_{model}, layout_{layout}, keep_{keep} {
  for (const auto& column : layout.columns) {
    if (column.used && column.reading_times)
      with_reading_times_.push_back(static_cast<std::uint32_t>(columns_.size()));
    has_windows_ |= column.used && column.window;
    columns_.push_back(empty_column(column, type_of(model, column)));
  }
}

std::optional<Moment> Batch::shared_at() const {
  return has_shared_at_ && !at_.empty() ? std::optional{at_.front()} : std::nullopt;
}

const Patient* Batch::patient(std::size_t index) const {
  if (index < patients_.size() && patients_[index]) return &*patients_[index];
  if (!recall_) return nullptr;
  patients_.resize(std::max(patients_.size(), index + 1));
  return &patients_[index].emplace(recall_(index));
}

bool Batch::has_own_parameters(const Patient& patient) const {
  return std::ranges::any_of(layout_.parameters, [&](model::ParameterId id) {
    const auto& site = id < layout_.site.size() ? layout_.site[id] : std::nullopt;
    return !same_setting(patient.parameters[id], site);
  });
}

void Batch::add(Patient patient, const Moment& at) {
  const auto index = size();
  note_at(at);
  bool fits = !has_own_parameters(patient) && !has_partial_dates(patient);
  std::optional<Evaluator> evaluator;
  if (has_windows_) evaluator.emplace(model_, patient, at);
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    const auto& layout = layout_.columns[column];
    if (!layout.used) continue;
    fits &= layout.window ? put_window(column, index, *evaluator) : put(column, index, patient, at);
  }
  if (!fits) exceptional_.push_back(static_cast<std::uint32_t>(index));
  if (fits && !layout_.needs_patients && keep_ != Keep::all_patients) return;
  patients_.resize(index + 1);
  patients_[index] = std::move(patient);
}

void Batch::put_member(std::uint32_t index, model::MemberIndex member, Truth truth) {
  auto& bits = columns_[index].members[member];
  set(bits.yes, place(), truth == Truth::yes);
  set(bits.no, place(), truth == Truth::no);
}

void Batch::put_set(std::uint32_t index, const Moment& at) {
  auto& column = columns_[index];
  const auto is_stated = [&](const TruthBits& member) {
    return test(member.yes, place()) || test(member.no, place());
  };
  set(column.known, place(), std::ranges::all_of(column.members, is_stated));
  if (layout_.columns[index].reading_times) put_reading_time(column, at);
}

void Batch::put_reading_time(Column& column, const Moment& time) {
  set(column.recorded, place());
  write_moment(column.reading_times, place(), time);
}

void Batch::put_time(std::uint32_t index, const Moment& time, Seen seen) {
  auto& column = columns_[index];
  if (seen != Seen::not_yet && layout_.columns[index].reading_times) put_reading_time(column, time);
  if (seen == Seen::current) return;
  for (auto* bits : {&column.known, &column.truth.yes, &column.truth.no, &column.dated})
    set(*bits, place(), false);
  set(column.stale, place(), seen == Seen::stale);
}

void Batch::put_moment(std::uint32_t index, const Moment& moment) {
  auto& column = columns_[index];
  set(column.known, place());
  write_moment(column.cells, place(), moment);
}

void Batch::put_event(std::uint32_t index, const EventValue& event, const Moment& at) {
  auto& column = columns_[index];
  set(column.known, place());
  write_event(column, place(), event, at);
}

void Batch::drop_put(std::size_t patients) {
  for (auto& column : columns_) {
    for_each_bitmap(column, [&](Bitmap& bitmap) {
      for (std::size_t i = 0; i < patients; ++i) set(bitmap, place() + i, false);
    });
  }
}

void Batch::clear() {
  for (auto& column : columns_) {
    for_each_bitmap(column, [](Bitmap& bitmap) { bitmap.words.fill(0); });
    for (auto* cells : {&column.cells, &column.reading_times}) {
      cells->offset.reset();
      cells->has_several_offsets = false;
    }
  }
  at_.clear();
  has_shared_at_ = true;
  exceptional_.clear();
  patients_.clear();
}

void Batch::put_reading_times(const Moment& at) {
  for (const auto index : with_reading_times_) {
    auto& column = columns_[index];
    if (test(column.known, place()) && !test(column.recorded, place())) put_reading_time(column, at);
  }
}

// False where the cell cannot hold what is recorded.
bool Batch::put(std::size_t column_index, std::size_t index, const Patient& patient, const Moment& at) {
  const auto& layout = layout_.columns[column_index];
  const auto current = current_reading(model_, patient, layout.fact, at);
  if (!current.reading) return true;
  auto& column = columns_[column_index];
  if (layout.reading_times) {
    set(column.recorded, index);
    write_moment(column.reading_times, index, current.time);
  }
  set(column.stale, index, current.stale);
  if (current.stale) return true;
  return put_value(column_index, index, current.reading->value, at);
}

// What the evaluator makes of the readings.
bool Batch::put_window(std::size_t column_index, std::size_t index, Evaluator& evaluator) {
  const auto& layout = layout_.columns[column_index];
  auto& column = columns_[column_index];
  set(column.recorded, index, evaluator.current_reading(layout.fact).reading != nullptr);
  const auto anchor = anchor_of_readings(model_, *layout.window);
  set(column.open_span, index, anchor && std::holds_alternative<Unknown>(evaluator.value(*anchor)));
  return put_value(column_index, index, evaluator.value(*layout.window), evaluator.at());
}

bool Batch::put_value(std::size_t column_index, std::size_t index, const Value& value, const Moment& at) {
  const auto& layout = layout_.columns[column_index];
  const auto& type = type_of(model_, layout);
  auto& column = columns_[column_index];
  set(column.known, index, is_known(value));
  return std::visit(
      overloaded{
          [](const Unknown&) { return true; },
          [&](bool yes) { return write_truth(column.truth, index, yes ? Truth::yes : Truth::no), true; },
          [&](const Number& number) {
            const auto cell = number.low ? cell_of(layout, type, *number.low) : std::nullopt;
            if (cell) write_cell(column.cells, index, *cell);
            set(column.at_least, index, !number.high);
            const bool is_sum = layout.window && !number.high;
            return cell.has_value() && (is_sum || is_known(value));
          },
          [&](model::MemberIndex member) { return write_cell(column.cells, index, member), true; },
          [&](const MemberStates& set) { return write_members(column, index, set), true; },
          [&](const Date& date) { return write_cell(column.cells, index, date.days), true; },
          [&](const Moment& moment) { return write_moment(column.cells, index, moment), true; },
          [&](const EventValue& event) { return write_event(column, index, event, at), true; },
          [](const Elapsed&) { return false; },
          [](const MemberRange&) { return false; },
          [](const InstantRange&) { return false; },
          [](const EventRange&) { return false; },
          [](const ElapsedRange&) { return false; },
      },
      value);
}

}  // namespace waymark::columns
