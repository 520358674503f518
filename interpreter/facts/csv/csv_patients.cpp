#include "interpreter/facts/csv/csv_patients.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <utf8proc.h>

#include "interpreter/facts/csv/csv_cells.hpp"
#include "interpreter/facts/input_names.hpp"
#include "interpreter/facts/json/value_json.hpp"
#include "interpreter/facts/name_resolver.hpp"

namespace waymark::cohort {

namespace {

using Kind = CsvColumn::Kind;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// How many bytes the line has before one that is not UTF-8.
std::size_t valid_bytes(std::string_view line) {
  utf8proc_int32_t character = 0;
  for (std::size_t at = 0; at < line.size();) {
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(line.data() + at);
    const auto size = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(line.size() - at), &character);
    if (size < 0) return at;
    at += static_cast<std::size_t>(size);
  }
  return line.size();
}

std::optional<std::vector<CsvCell>> cells_of(std::string_view line, FactsProblems& problems) {
  if (const auto nul = line.find('\0'); nul != std::string_view::npos) {
    problems.report({"", static_cast<std::uint32_t>(nul)}, diagnostics::facts_wrong_form, "text",
                    "a NUL character");
    return std::nullopt;
  }
  if (const auto valid = valid_bytes(line); valid < line.size()) {
    const auto byte = fmt::format("0x{:02X}", static_cast<unsigned char>(line[valid]));
    problems.report({"", static_cast<std::uint32_t>(valid)}, diagnostics::csv_invalid_utf8, byte);
    return std::nullopt;
  }
  auto cells = csv_cells(line);
  if (const auto* error = std::get_if<CsvQuotationError>(&cells)) {
    problems.report({"", error->offset}, diagnostics::csv_quotation_mark);
    return std::nullopt;
  }
  return std::move(std::get<std::vector<CsvCell>>(cells));
}

// Reads the titles of the columns.
class HeaderReader {
 public:
  HeaderReader(const model::Model& model, FactsProblems& problems)
      : model_{model}, names_{model}, resolver_{model, names_, problems}, problems_{problems} {}

  CsvColumn column(const CsvCell& cell) {
    CsvColumn column;
    column.title = cell.text;
    const FactsPlace place{"", cell.offset};
    if (cell.text == "patient" || cell.text == "at") {
      column.kind = cell.text == "at" ? Kind::at : Kind::patient;
    } else {
      split_unit(column);
      find(column, place);
      check_unit(column, place);
    }
    return column;
  }

 private:
  // `pao2 [kPa]`
  static void split_unit(CsvColumn& column) {
    column.name = column.title;
    const auto bracket = column.title.find('[');
    if (bracket == std::string::npos || !column.title.ends_with(']')) return;
    column.unit = column.title.substr(bracket + 1, column.title.size() - bracket - 2);
    column.name = column.title.substr(0, bracket);
    column.name.erase(column.name.find_last_not_of(' ') + 1);
  }

  void find(CsvColumn& column, const FactsPlace& place) {
    const auto found = names_.find(column.name);
    if (found.size() == 1) return set(column, found.front());
    if (found.empty() && is_member(column, place)) return;
    resolver_.fact(column.name, place);  // says what is wrong
    if (column.name.find_first_of(";\t") != std::string::npos)
      problems_.help("columns are separated by commas");
  }

  void set(CsvColumn& column, const model::Input& input) {
    const auto* parameter = std::get_if<1>(&input);
    column.name = names_.name(input);
    column.kind = parameter ? Kind::parameter : Kind::fact;
    column.type = parameter ? &model_.parameters[*parameter].type : &model_.facts[std::get<0>(input)].type;
  }

  // `causes.aav`
  bool is_member(CsvColumn& column, const FactsPlace& place) {
    const auto dot = column.name.rfind('.');
    if (dot == std::string::npos) return false;
    const auto found = names_.find(column.name.substr(0, dot));
    if (found.size() != 1 || found.front().index() != 0) return false;
    const auto& fact = model_.facts[std::get<0>(found.front())];
    if (fact.type.kind != TypeKind::any_of) return false;
    column.kind = Kind::member;
    column.type = &fact.type;
    column.member = column.name.substr(dot + 1);
    column.name.resize(dot);
    const json::Node stated{place.offset(),
                            json::Object{{column.member, place.offset(), {place.offset(), true}}}};
    ValueReader{model_.units, 0, problems_}.read(stated, expected_value(fact, column.name), place);
    column.name = fact.id;
    return true;
  }

  // The number 1 in this unit has to be readable, whatever the bounds.
  void check_unit(const CsvColumn& column, const FactsPlace& place) {
    if (column.unit.empty() || !column.type) return;
    static const std::optional<model::Bounds> no_bounds;
    const ExpectedValue wanted{column.name, *column.type, no_bounds};
    ValueReader{model_.units, 0, problems_}.read_with_unit({place.offset(), json::NumberText{"1"}},
                                                           column.unit, wanted, place);
  }

  const model::Model& model_;
  InputNames names_;
  NameResolver resolver_;
  FactsProblems& problems_;
};

// Whether both give the same: one fact, as a whole or in part.
bool overlap(const CsvColumn& a, const CsvColumn& b) {
  const bool is_part = a.kind == Kind::member && b.kind == Kind::member && a.member != b.member;
  const auto is_of_fact = [](const CsvColumn& column) {
    return column.kind == Kind::fact || column.kind == Kind::member;
  };
  return !is_part && a.name == b.name && (a.kind == b.kind || (is_of_fact(a) && is_of_fact(b)));
}

void report_doubled(const std::vector<CsvColumn>& columns, const std::vector<CsvCell>& cells,
                    FactsProblems& problems) {
  std::multimap<std::string_view, std::size_t> by_name;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto [first, last] = by_name.equal_range(columns[i].name);
    const auto earlier = std::find_if(
        first, last, [&](const auto& entry) { return overlap(columns[entry.second], columns[i]); });
    by_name.emplace(columns[i].name, i);
    if (earlier == last) continue;
    const auto& title = columns[earlier->second].title;
    if (title == columns[i].title) {
      problems.report({"", cells[i].offset}, diagnostics::csv_doubled_column, title);
    } else {
      problems.report({"", cells[i].offset}, diagnostics::facts_given_twice, title, columns[i].title);
    }
  }
}

bool is_number(const std::string& text) {
  const auto parsed = json::parse(text);
  const auto* node = std::get_if<json::Node>(&parsed);
  return node && std::holds_alternative<json::NumberText>(node->value);
}

std::optional<bool> yes_or_no(const std::string& text) {
  if (text == "yes" || text == "true") return true;
  if (text == "no" || text == "false") return false;
  return std::nullopt;
}

json::Node number(const CsvColumn& column, const CsvCell& cell) {
  if (!is_number(cell.text)) return {cell.offset, cell.text};
  if (column.unit.empty()) return {cell.offset, json::NumberText{cell.text}};
  return {cell.offset, fmt::format("{} {}", cell.text, column.unit)};
}

// What semicolons separate.
json::Array parts(const CsvCell& cell) {
  json::Array result;
  for (std::size_t from = 0; from <= cell.text.size();) {
    const auto end = std::min(cell.text.find(';', from), cell.text.size());
    result.push_back({cell.offset, cell.text.substr(from, end - from)});
    from = end + 1;
  }
  return result;
}

json::Node list(const CsvColumn& column, const CsvCell& cell) {
  const auto& known = column.type->members->members;
  if (cell.text == "none" && std::ranges::find(known, "none", &Member::id) == known.end())
    return {cell.offset, json::Array{}};
  return {cell.offset, parts(cell)};
}

json::Node value(const CsvColumn& column, const CsvCell& cell) {
  const auto stated = yes_or_no(cell.text);
  switch (column.type->kind) {
    case TypeKind::number: return number(column, cell);
    case TypeKind::any_of: return list(column, cell);
    case TypeKind::event:
      if (cell.text.find(';') != std::string::npos) return {cell.offset, parts(cell)};
      [[fallthrough]];
    case TypeKind::yes_no:
      if (stated) return {cell.offset, *stated};
      break;
    default: break;
  }
  return {cell.offset, cell.text};
}

// Members of one fact come together, wherever their columns stand.
void add_member(json::Object& facts, const CsvColumn& column, const CsvCell& cell) {
  auto found = std::ranges::find(facts, column.name, &json::Entry::key);
  if (found == facts.end())
    found = facts.insert(facts.end(), {column.name, cell.offset, {cell.offset, json::Object{}}});
  const auto stated = yes_or_no(cell.text);
  auto node = stated ? json::Node{cell.offset, *stated} : json::Node{cell.offset, cell.text};
  if (auto* members = std::get_if<json::Object>(&found->value.value))
    members->push_back({column.member, cell.offset, std::move(node)});
}

json::Node document(const std::vector<CsvColumn>& columns, const std::vector<CsvCell>& cells) {
  json::Object top, facts, parameters;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto& column = columns[i];
    const auto& cell = cells[i];
    if (cell.text.empty()) continue;
    switch (column.kind) {
      case Kind::patient: top.push_back({"patient", cell.offset, {cell.offset, cell.text}}); break;
      case Kind::at: top.push_back({"at", cell.offset, {cell.offset, cell.text}}); break;
      case Kind::fact: facts.push_back({column.name, cell.offset, value(column, cell)}); break;
      case Kind::parameter: parameters.push_back({column.name, cell.offset, value(column, cell)}); break;
      case Kind::member: add_member(facts, column, cell); break;
    }
  }
  top.push_back({"facts", 0, {0, std::move(facts)}});
  top.push_back({"parameters", 0, {0, std::move(parameters)}});
  return {0, std::move(top)};
}

// Whether a column gives what stands in the document at a place.
bool gives(const CsvColumn& column, const FactsPlace& place) {
  const auto key = place.own_key();
  const auto* above = place.above();
  if (!key) return false;
  const auto above_key = above->own_key();
  if (!above_key)
    return (column.kind == Kind::patient && key == "patient") || (column.kind == Kind::at && key == "at");
  const auto* facts = above->above();
  if (!facts->own_key()) {
    const bool is_parameter = column.kind == Kind::parameter;
    return key == column.name && above_key == (is_parameter ? "parameters" : "facts");
  }
  return column.kind == Kind::member && key == column.member && above_key == column.name;
}

// A table has no paths: the title of the column that gives a place, or what it stands in.
std::string title_of(const FactsPlace& place, const std::vector<CsvColumn>& columns) {
  for (const auto* each = &place; each; each = each->above()) {
    const auto column = std::ranges::find_if(columns, [&](const auto& its) { return gives(its, *each); });
    if (column != columns.end()) return column->title;
  }
  return place.path();
}

}  // namespace

std::variant<CsvPatients, std::vector<FactsProblem>> CsvPatients::read_header(std::string_view line,
                                                                              const model::Model& model) {
  if (line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
  FactsProblems problems{line};
  std::vector<CsvColumn> columns;
  const auto cells = cells_of(line, problems);
  if (cells) {
    HeaderReader reader{model, problems};
    for (const auto& cell : *cells) columns.push_back(reader.column(cell));
    report_doubled(columns, *cells, problems);
  }
  if (!problems.empty()) return problems.take();
  return CsvPatients{model, std::move(columns)};
}

FactsResult CsvPatients::read(std::string_view line, std::optional<Moment> at) const {
  FactsProblems problems{line};
  const auto cells = cells_of(line, problems);
  if (cells && cells->size() != columns_.size())
    problems.report({"", 0}, diagnostics::csv_wrong_width, cells->size(), columns_.size());
  if (!problems.empty()) return problems.take();
  const auto title = [this](const FactsPlace& place) { return title_of(place, columns_); };
  return reader_.read(document(columns_, *cells), at, FactsProblems{line, title});
}

}  // namespace waymark::cohort
