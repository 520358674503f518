#include "table_generator.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace waymark::generated {
namespace {

std::string unit_of(const std::string& threshold) {
  const auto at = threshold.find('~');
  return at == std::string::npos ? std::string{} : threshold.substr(at + 1);
}

bool share_a_unit(const std::vector<std::string>& thresholds) {
  const auto first = unit_of(thresholds.front());
  return !first.empty() &&
         std::ranges::all_of(thresholds, [&](const std::string& each) { return unit_of(each) == first; });
}

}  // namespace

std::string TableGenerator::table(const std::string& name) {
  const bool first = random_.once_in(3);
  const bool is_single = random_.flip();
  std::vector<Column> columns;
  for (int i = 1 + random_.below(3); i > 0; --i) columns.push_back(column());
  std::vector<Output> outputs;
  for (int i = is_single ? 1 : 1 + random_.below(3); i > 0; --i) outputs.push_back(output());

  auto result = fmt::format("table {} \"Table\"", name);
  if (is_single) result += " : " + type(outputs.front());
  result += first ? " first {" : " {";
  for (const auto& column : columns) result += " | " + column.header;
  result += " =>";
  for (std::size_t i = 0; i < outputs.size() && !is_single; ++i) {
    const auto title = random_.flip() ? " \"Output\"" : "";
    result += fmt::format("{} out_{}{} : {}", i > 0 ? "," : "", i, title, type(outputs[i]));
  }
  for (const auto& row : rows(columns, first)) {
    result += " | " + row + " =>";
    for (std::size_t i = 0; i < outputs.size(); ++i) result += (i > 0 ? ", " : " ") + value(outputs[i]);
  }
  for (std::size_t i = 0; i < outputs.size(); ++i)
    add(is_single ? name : fmt::format("{}.out_{}", name, i), outputs[i]);
  return result + " }";
}

TableGenerator::Column TableGenerator::column() {
  switch (random_.below(6)) {
    case 0: return {conditions_.condition(1), {"yes", "no"}, {}};
    case 1: return {random_.one_of(vocabulary_.choices), {"red", "green, blue"}, {}};
    case 2:
      return {random_.one_of(vocabulary_.levels),
              {"mild", ">= moderate"},
              {"< " + random_.one_of(vocabulary_.levels)}};
    case 3:
      return {"time since " + random_.one_of(vocabulary_.events),
              {"< 24~hours", "24~hours to below 3~days", ">= 3~days"},
              {}};
    default: return number_column();
  }
}

TableGenerator::Column TableGenerator::number_column() {
  const auto& number = random_.one_of(vocabulary_.numbers);
  const auto measure = number.measure;
  auto ends = measures()[measure].thresholds;
  auto subject = random_.flip() ? number.name : conditions_.number(measure, 1);
  if (share_a_unit(ends) && random_.flip() && subject == number.name) {
    subject += " in " + unit_of(ends.front());
    for (auto& end : ends) end = end.substr(0, end.find('~'));
  }
  const auto open = fmt::format("min({}, {})", number.name, conditions_.threshold(measure));
  return {subject, number_cells(ends), {"< " + open, ">= " + open, "!= " + open}};
}

std::vector<std::string> TableGenerator::number_cells(const std::vector<std::string>& ends) {
  if (ends.size() == 2) {
    return random_.flip()
               ? std::vector{"< " + ends[0], ends[0] + " to " + ends[1], "> " + ends[1]}
               : std::vector{"<= " + ends[0], "above " + ends[0] + " to below " + ends[1], ">= " + ends[1]};
  }
  return random_.flip() ? std::vector{"< " + ends[0], ends[0] + " to below " + ends[1], ends[1],
                                      "above " + ends[1] + " to " + ends[2], "> " + ends[2]}
                        : std::vector{"<= " + ends[0], "above " + ends[0] + " to " + ends[1], "> " + ends[2]};
}

// The first column tells rows apart that would be refused otherwise; some split by the second.
std::vector<std::string> TableGenerator::rows(const std::vector<Column>& columns, bool first) {
  std::vector<std::string> result;
  for (const auto& key : columns.front().cells) {
    if (random_.once_in(6)) continue;
    if (columns.size() == 1 || first || random_.flip()) {
      result.push_back(cells(columns, key, first));
      continue;
    }
    for (const auto& second : columns[1].cells)
      result.push_back(
          fmt::format("{} | {}{}", key, second, columns.size() > 2 ? " | " + any_cell(columns[2]) : ""));
  }
  if (!columns.front().open.empty() && random_.once_in(3))
    result.push_back(cells(columns, random_.one_of(columns.front().open), first));
  if (result.empty()) result.push_back(cells(columns, columns.front().cells.front(), first));
  if (random_.once_in(3)) result.emplace_back("otherwise");
  return result;
}

std::string TableGenerator::cells(const std::vector<Column>& columns, const std::string& key, bool first) {
  auto result = first && columns.size() > 1 && random_.once_in(4) ? "any" : key;
  for (std::size_t i = 1; i < columns.size(); ++i) {
    const bool needs_one = result == "any" && i == 1;
    result += " | " + (needs_one ? columns[i].cells.front() : any_cell(columns[i]));
  }
  return result;
}

std::string TableGenerator::any_cell(const Column& column) {
  return random_.flip() ? "any" : random_.one_of(column.cells);
}

TableGenerator::Output TableGenerator::output() {
  switch (random_.below(3)) {
    case 0: return {OutputKind::condition, 0};
    case 1: return {OutputKind::level, 0};
    default: return {OutputKind::number, random_.one_of(vocabulary_.numbers).measure};
  }
}

std::string TableGenerator::type(const Output& output) {
  if (output.kind == OutputKind::condition) return "yes or no";
  if (output.kind == OutputKind::level) return "grade";
  const auto& written = measures()[output.measure].type;
  const auto type = written.substr(0, written.find(" within"));
  return type.starts_with("whole ") ? type.substr(6) : type;
}

std::string TableGenerator::value(const Output& output) {
  if (random_.once_in(12)) return "unknown";
  switch (output.kind) {
    case OutputKind::condition:
      return random_.flip() ? random_.one_of({"yes", "no"}) : conditions_.condition(1);
    case OutputKind::level:
      return random_.once_in(3) ? conditions_.level(0) : random_.one_of({"mild", "moderate", "severe"});
    case OutputKind::number: break;
  }
  return random_.once_in(3) ? conditions_.number(output.measure, 1) : conditions_.threshold(output.measure);
}

void TableGenerator::add(const std::string& name, const Output& output) {
  switch (output.kind) {
    case OutputKind::condition: return vocabulary_.conditions.push_back(name);
    case OutputKind::level: return vocabulary_.levels.push_back(name);
    case OutputKind::number: vocabulary_.numbers.push_back({name, output.measure});
  }
}

}  // namespace waymark::generated
