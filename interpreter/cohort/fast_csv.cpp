#include "interpreter/cohort/fast_csv.hpp"

#include <algorithm>
#include <cstring>

#include "interpreter/cohort/fast_cell.hpp"
#include "interpreter/facts/input_names.hpp"

namespace waymark::cohort {

namespace {

using Kind = CsvColumn::Kind;

bool list(model::FactId fact, std::string_view members, PlainPatient& patient) {
  while (!members.empty()) {
    const auto end = std::min(members.find(';'), members.size());
    if (!patient.list_member(fact, members.substr(0, end))) return false;
    if (end + 1 == members.size()) return false;  // nothing behind a semicolon
    members.remove_prefix(std::min(end + 1, members.size()));
  }
  return true;
}

}  // namespace

PlainCsv::PlainCsv(const model::Model& model, const std::vector<CsvColumn>& columns) {
  const InputNames names{model};
  for (const auto& each : columns) columns_.push_back(column(model, names, each));
}

PlainCsv::Column PlainCsv::column(const model::Model& model, const InputNames& names,
                                  const CsvColumn& column) {
  Column result;
  result.kind = column.kind;
  result.member = column.member;
  if (column.kind != Kind::fact && column.kind != Kind::member) return result;
  result.fact = std::get<0>(names.find(column.name).front());
  const auto& type = model.facts[result.fact].type;
  result.type = type.kind;
  result.is_truth = column.kind == Kind::fact && type.kind == TypeKind::yes_no;
  result.is_number = column.kind == Kind::fact && type.kind == TypeKind::number;
  result.unit = column.unit;
  if (type.kind == TypeKind::any_of)
    result.has_member_none =
        std::ranges::find(type.members->members, "none", &Member::id) != type.members->members.end();
  return result;
}

// How long the cell is that begins here.
static std::size_t cell_size(const char* begin, const char* end) {
  const auto size = position_of(load(begin), ',');
  if (size < short_size) return size;
  const auto rest = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, end - begin));
  const auto* comma = static_cast<const char*>(std::memchr(begin, ',', rest));
  return comma ? static_cast<std::size_t>(comma - begin) : rest;
}

// A line with too few cells is found out at its end: some cell then reaches beyond it.
bool PlainCsv::read(std::string_view line, PlainPatient& patient, PlainLine& said) {
  const char* begin = line.data();
  const char* const end = begin + line.size();
  for (auto column = columns_.begin(); column + 1 != columns_.end(); ++column) {
    const auto size = cell_size(begin, end);
    if (size > 0 && !cell(*column, {begin, size}, patient, said)) return false;
    begin += size + 1;
  }
  if (begin > end) return false;
  const std::string_view last{begin, static_cast<std::size_t>(end - begin)};
  if (last.find(',') != last.npos) return false;
  return last.empty() || cell(columns_.back(), last, patient, said);
}

bool PlainCsv::cell(const Column& column, std::string_view cell, PlainPatient& patient, PlainLine& said) {
  if (column.is_number) {
    const auto number = number_of(cell);
    if (number) return patient.number_in(column.fact, *number, column.unit);
    return column.unit.empty() && is_plain_text(cell) && patient.text(column.fact, cell);
  }
  if (column.is_truth) {
    const auto truth = truth_of(cell);
    return truth && patient.truth(column.fact, *truth);
  }
  return is_plain_text(cell) && text(column, cell, patient, said);
}

bool PlainCsv::text(const Column& column, std::string_view cell, PlainPatient& patient, PlainLine& said) {
  switch (column.kind) {
    case Kind::patient: said.id = cell; return true;
    case Kind::at: said.at = moments_.read(cell); return said.at.has_value();
    case Kind::parameter: return false;
    case Kind::member: {
      const auto truth = truth_of(cell);
      return truth && patient.stated_member(column.fact, column.member, *truth ? Truth::yes : Truth::no);
    }
    case Kind::fact: break;
  }
  if (column.type == TypeKind::any_of) {
    const bool is_empty = cell == "none" && !column.has_member_none;
    return patient.begin_list(column.fact) &&
           list(column.fact, is_empty ? std::string_view{} : cell, patient);
  }
  const auto truth = column.type == TypeKind::event ? truth_of(cell) : std::nullopt;
  if (truth) return patient.truth(column.fact, *truth);
  return patient.text(column.fact, cell);
}

}  // namespace waymark::cohort
