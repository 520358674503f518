#include "interpreter/cohort/plain_csv.hpp"

#include <algorithm>

#include "interpreter/input_names.hpp"

namespace waymark::cohort {

namespace {

using Kind = CsvColumn::Kind;

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

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
  Column result{column.kind, TypeKind::broken, 0, column.member, !column.unit.empty(), false};
  if (column.kind != Kind::fact && column.kind != Kind::member) return result;
  result.fact = std::get<0>(names.find(column.name).front());
  const auto& type = model.facts[result.fact].type;
  result.type = type.kind;
  if (type.kind == TypeKind::any_of)
    result.has_member_none =
        std::ranges::find(type.members->members, "none", &Member::id) != type.members->members.end();
  return result;
}

bool PlainCsv::read(std::string_view line, PlainPatient& patient, PlainLine& said) {
  const char* begin = line.data();
  const char* const end = begin + line.size();
  for (auto column = columns_.begin(); column != columns_.end(); ++column) {
    if (column != columns_.begin() && (begin == end || *begin++ != ',')) return false;
    if (begin != end && *begin != ',' && !cell(*column, begin, end, patient, said)) return false;
  }
  return begin == end;
}

// Moves `begin` behind the cell.
bool PlainCsv::cell(const Column& column, const char*& begin, const char* end, PlainPatient& patient,
                    PlainLine& said) {
  if (column.type == TypeKind::number) {
    const auto number = column.has_own_unit ? std::nullopt : plain_number(begin, end);
    return number && patient.begin(column.fact) && patient.number(column.fact, *number);
  }
  const char* const first = begin;
  while (begin != end && *begin != ',') ++begin;
  if (*first == '"' || is_blank(*first) || is_blank(begin[-1])) return false;
  return text(column, {first, static_cast<std::size_t>(begin - first)}, patient, said);
}

bool PlainCsv::text(const Column& column, std::string_view cell, PlainPatient& patient, PlainLine& said) {
  const bool is_yes = cell == "true" || cell == "yes", is_no = cell == "false" || cell == "no";
  switch (column.kind) {
    case Kind::patient: said.id = cell; return is_ascii(cell);
    case Kind::at: said.at = moments_.read(cell); return said.at.has_value();
    case Kind::parameter: return false;
    case Kind::member:
      return (is_yes || is_no) &&
             patient.stated_member(column.fact, column.member, is_yes ? Truth::yes : Truth::no);
    case Kind::fact: break;
  }
  if (!patient.begin(column.fact)) return false;
  if (column.type == TypeKind::any_of) {
    const bool is_empty = cell == "none" && !column.has_member_none;
    return patient.begin_list(column.fact) &&
           list(column.fact, is_empty ? std::string_view{} : cell, patient);
  }
  const bool is_stated = column.type == TypeKind::yes_no || column.type == TypeKind::event;
  if (is_stated && (is_yes || is_no)) return patient.truth(column.fact, is_yes);
  return patient.text(column.fact, cell);
}

}  // namespace waymark::cohort
