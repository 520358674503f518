#include "interpreter/cohort/fast_table.hpp"

#include <algorithm>

#include "interpreter/cohort/fast_cell.hpp"
#include "interpreter/facts/input_names.hpp"

namespace waymark::cohort {

namespace {

using columns::word_bits;

std::size_t slot(std::uint64_t text, std::size_t size) {
  return ((text ^ size) * 0x9E3779B97F4A7C15ULL) >> 58;
}

}  // namespace

PlainTable::PlainTable(const model::Model& model, const columns::Layout& layout,
                       const std::vector<CsvColumn>& columns, PlainPatient& patient, columns::Batch& batch)
    : rows_{model, columns}, columns_{columns.size()}, patient_{patient}, batch_{batch} {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].kind == CsvColumn::Kind::patient) {
      id_ = i;
    } else if (!add_quick(model, layout, i, columns[i])) {
      others_.push_back(i);
    }
  }
}

bool PlainTable::add_quick(const model::Model& model, const columns::Layout& layout, std::size_t index,
                           const CsvColumn& column) {
  if (column.kind != CsvColumn::Kind::fact || !column.unit.empty()) return false;
  const auto id = std::get<0>(InputNames{model}.find(column.name).front());
  if (patient_.is_kept(id)) return false;
  QuickColumn quick{index, plain_fact(model, id, layout), {}, nullptr};
  const auto kind = quick.fact.kind;
  const bool is_quick = kind == TypeKind::yes_no || (kind == TypeKind::number && quick.fact.steps) ||
                        (kind == TypeKind::one_of && add_members(quick));
  if (!is_quick) return false;
  if (!quick.fact.column) {
    auto grid = quick.fact.grid;
    grid.used = true;
    quick.unused = std::make_unique<columns::Column>(columns::empty_column(grid, quick.fact.fact->type));
  }
  quick_.push_back(std::move(quick));
  return true;
}

// False where there are too many.
bool PlainTable::add_members(QuickColumn& column) {
  const auto& members = column.fact.fact->type.members->members;
  if (members.size() > member_slots / 2) return false;
  column.members.resize(member_slots);
  for (model::MemberIndex member = 0; member < members.size(); ++member) {
    const std::string_view id = members[member].id;
    const auto text = short_text(id.substr(0, short_size));
    auto at = slot(text, id.size());
    while (!column.members[at].id.empty()) at = (at + 1) % member_slots;
    column.members[at] = {text, id, member};
  }
  return true;
}

std::size_t PlainTable::begin(std::string_view text, std::size_t most) {
  found_ = index_.find(text, columns_, std::min(most, rows_together));
  const auto is_plain = [&](const QuickColumn& column) { return put(column, found_); };
  if (std::ranges::all_of(quick_, is_plain)) return found_;
  batch_.drop_put(found_);
  return 0;
}

bool PlainTable::row(std::size_t row, PlainLine& said) {
  if (id_) said.id = index_.cell(row, *id_);
  const bool is_plain = !is_blank_line(row) && (said.id.empty() || is_plain_text(said.id)) &&
                        std::ranges::all_of(others_, [&](std::size_t column) {
                          const auto cell = index_.cell(row, column);
                          return cell.empty() || rows_.read_cell(column, cell, patient_, said);
                        });
  if (is_plain) return true;
  patient_.drop();
  batch_.drop_put(found_ - row);
  return false;
}

bool PlainTable::put(const QuickColumn& column, std::size_t rows) {
  auto& to = column.unused ? *column.unused : batch_.column_to_put(*column.fact.column);
  const auto& fact = column.fact;
  if (fact.kind == TypeKind::yes_no) {
    if (!read_truths(index_, column.column, rows, yes_, known_)) return false;
    add_bits(yes_, rows, to.truth.yes);
    add_bits(known_, rows, to.truth.no);
    add_bits(yes_, rows, to.known);
  } else if (fact.steps) {
    if (!read_numbers(index_, column.column, rows, fact.grid.places, *fact.steps, steps_, known_))
      return false;
    write_steps(rows, to.cells);
  } else {
    if (!read_members(column, rows)) return false;
    write_steps(rows, to.cells);
  }
  add_bits(known_, rows, to.known);
  return true;
}

void PlainTable::add_bits(const RowBits& bits, std::size_t rows, columns::Bitmap& to) const {
  for (std::size_t row = 0; row < rows; row += word_bits)
    add_word(to, batch_.place() + row, bits[row / word_bits]);
}

// Eight neighbours stand in eight places that are the same distance apart.
template <typename Integer>
static void write_cells(const std::int64_t* steps, std::size_t rows, std::size_t place,
                        std::vector<Integer>& cells) {
  constexpr std::size_t together = 8, distance = columns::transposed_size / together;
  while (rows > 0) {
    auto* const to = &cells[columns::position(place)];
    const auto count = place % together == 0 && rows >= together ? together : 1;
    if (count == together) {
      for (std::size_t i = 0; i < together; ++i) to[i * distance] = static_cast<Integer>(steps[i]);
    } else {
      *to = static_cast<Integer>(*steps);
    }
    steps += count;
    place += count;
    rows -= count;
  }
}

void PlainTable::write_steps(std::size_t rows, columns::Cells& to) const {
  std::visit([&](auto& cells) { write_cells(steps_.data(), rows, batch_.place(), cells); }, to.values);
}

bool PlainTable::read_members(const QuickColumn& column, std::size_t rows) {
  known_.fill(0);
  for (std::size_t row = 0; row < rows; ++row) {
    const auto cell = index_.cell(row, column.column);
    if (cell.empty()) continue;
    const auto text = first_bytes(load(cell.data()), cell.size());
    auto at = slot(text, cell.size());
    const auto is_it = [&](const KnownMember& known) {
      return known.text == text &&
             (cell.size() <= short_size ? known.id.size() == cell.size() : known.id == cell);
    };
    while (!is_it(column.members[at]) && !column.members[at].id.empty()) at = (at + 1) % member_slots;
    if (column.members[at].id.empty()) return false;
    steps_[row] = column.members[at].member;
    known_[row / word_bits] |= std::uint64_t{1} << row % word_bits;
  }
  return true;
}

}  // namespace waymark::cohort
