#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <variant>
#include <vector>

#include "interpreter/columns/bitmap.hpp"
#include "interpreter/columns/cell_layout.hpp"
#include "interpreter/facts/patient.hpp"

namespace waymark {
class Evaluator;
}

namespace waymark::columns {

// Where a patient's cell stands in a column. Within 512 patients the cells are transposed, so that eight
// vector comparisons below each other give 64 whole bytes of a bitmap.
constexpr std::size_t transposed_size = 512;
constexpr std::size_t position(std::size_t patient) {
  const auto in_group = patient % transposed_size;
  return patient - in_group + in_group % 8 * (transposed_size / 8) + in_group / 8;
}

// The cells of a column. Those of moments have the offset that each was written with.
struct Cells {
  std::variant<std::vector<std::int8_t>, std::vector<std::int16_t>, std::vector<std::int32_t>,
               std::vector<std::int64_t>>
      values;
  std::vector<std::int16_t> offsets;
  std::optional<std::int16_t> offset;  // of all that are there, where it is the same
  bool has_several_offsets = false;
};

std::int64_t cell(const Cells& cells, std::size_t patient);
inline void write_cell(Cells& cells, std::size_t patient, std::int64_t value) {
  std::visit(
      [&](auto& values) {
        using Integer = typename std::decay_t<decltype(values)>::value_type;
        values[position(patient)] = static_cast<Integer>(value);
      },
      cells.values);
}

struct TruthBits {
  Bitmap yes, no;
};

// One fact of all patients of a batch.
struct Column {
  Bitmap known;     // a value counts now
  TruthBits truth;  // of a condition; of an event: it has happened by `at`, or has not
  Bitmap dated;     // an event with a moment, past or to come
  Bitmap recorded;  // there is a reading, stale or not; kept where its time is
  Bitmap stale;
  // Of what is made of readings: some are seen of the fact (`recorded` above); from when they count is
  // unknown; a total of which only the least is known, which stands in the cell.
  Bitmap open_span, at_least;
  std::vector<TruthBits> members;  // of an `any of` fact
  Cells cells;
  Cells reading_times;
};

// Of nobody yet.
Column empty_column(const ColumnLayout& layout, const Type& type);

enum class Keep { what_is_needed, all_patients };

// Up to `batch_size` patients in columns. A patient whom the columns cannot hold exactly (a number between
// the steps of the grid, a parameter of their own) is kept as they are, and is exceptional.
class Batch {
 public:
  // Reads a patient again who was not kept.
  using Recall = std::function<Patient(std::size_t patient)>;

  // Both must outlive the batch.
  Batch(const model::Model& model, const Layout& layout, Keep keep = Keep::what_is_needed);

  // There must be room for them.
  void add(Patient patient, const Moment& at);

  // The same cell by cell, of one whose values were all read at `at` and stand on the grids: all of them are
  // put first, then the patient is added. `place` is where the one to be added next stands.
  std::size_t place() const { return size(); }
  void put_truth(std::uint32_t column, bool yes) {
    auto& cells = columns_[column];
    set(cells.known, place());
    mark(cells.truth.yes, place(), yes);
    mark(cells.truth.no, place(), !yes);
  }
  void put_cell(std::uint32_t column, std::int64_t value) {
    auto& cells = columns_[column];
    set(cells.known, place());
    write_cell(cells.cells, place(), value);
  }
  // Of an `any of` fact: all members of which something is known, then the set.
  void put_member(std::uint32_t column, model::MemberIndex member, Truth truth);
  void put_set(std::uint32_t column, const Moment& at);
  void put_event(std::uint32_t column, const EventValue& event, const Moment& at);
  void put_moment(std::uint32_t column, const Moment& moment);
  // When a value was read that has been put: it does not count if it is stale, and is not there if that is to
  // come.
  enum class Seen { current, stale, not_yet };
  void put_time(std::uint32_t column, const Moment& time, Seen seen);
  void add_put(const Moment& at) {
    if (!with_reading_times_.empty()) put_reading_times(at);
    note_at(at);
  }
  // Of what is made of readings: whether some are seen, and whether from when they count is unknown.
  void put_span(std::uint32_t column, bool recorded, bool open_span) {
    mark(columns_[column].recorded, place(), recorded);
    mark(columns_[column].open_span, place(), open_span);
  }
  // A number of which only the least is known.
  void put_least(std::uint32_t column, std::int64_t value) {
    set(columns_[column].at_least, place());
    write_cell(columns_[column].cells, place(), value);
  }
  // To put cells of several patients who are added next.
  Column& column_to_put(std::uint32_t column) { return columns_[column]; }
  // Takes back what was put of the next patients, who are not added.
  void drop_put(std::size_t patients = 1);

  // Forgets all patients.
  void clear();
  // A batch that recalls patients belongs to one thread.
  void recall_by(Recall recall) { recall_ = std::move(recall); }

  bool is_full() const { return size() == batch_size; }
  std::size_t size() const { return at_.size(); }
  const Column& column(std::size_t index) const { return columns_[index]; }
  const Moment& at(std::size_t patient) const { return at_[patient]; }
  // The moment of all of them, where it is the same.
  std::optional<Moment> shared_at() const;
  // In ascending order.
  const std::vector<std::uint32_t>& exceptional() const { return exceptional_; }
  // As the patient was added; null where they are neither kept nor can be recalled.
  const Patient* patient(std::size_t index) const;

 private:
  bool has_own_parameters(const Patient& patient) const;
  bool put(std::size_t column, std::size_t index, const Patient& patient, const Moment& at);
  bool put_window(std::size_t column, std::size_t index, Evaluator& evaluator);
  bool put_value(std::size_t column, std::size_t index, const Value& value, const Moment& at);
  void put_reading_times(const Moment& at);
  void put_reading_time(Column& column, const Moment& time);
  void note_at(const Moment& at) {
    has_shared_at_ &= at_.empty() || (at_.front() == at && at_.front().offset_minutes == at.offset_minutes);
    at_.push_back(at);
  }

  const model::Model& model_;
  const Layout& layout_;
  Keep keep_;
  std::vector<Column> columns_;
  std::vector<std::uint32_t> with_reading_times_;  // columns
  bool has_windows_ = false;
  std::vector<Moment> at_;
  bool has_shared_at_ = true;
  std::vector<std::uint32_t> exceptional_;
  Recall recall_;
  mutable std::vector<std::optional<Patient>> patients_;  // grows as patients are recalled
};

}  // namespace waymark::columns
