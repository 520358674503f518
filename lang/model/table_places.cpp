// Places of a table: what two rows have in common, what none of them meets, and how either is said.
#include <algorithm>
#include <cstdint>
#include <map>

#include <fmt/format.h>

#include "lang/model/table_space.hpp"

namespace waymark {
namespace {

using Regions = std::vector<bool>;

constexpr std::size_t most_states = 20'000;

// Which rows the values chosen so far meet, a bit each.
using RowSet = std::vector<std::uint64_t>;

bool is_empty(const RowSet& rows) {
  return std::ranges::all_of(rows, [](std::uint64_t word) { return word == 0; });
}

RowSet both(const RowSet& a, const RowSet& b) {
  RowSet result(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) result[i] = a[i] & b[i];
  return result;
}

// What no row meets, column by column, as a diagram: rows that are met in common lead to the same node, and
// regions behind which the same is left out share a branch.
class HoleDiagram {
 public:
  explicit HoleDiagram(const TableSpace& space) : space_{space} {
    for (std::size_t column = 0; column < space.columns.size(); ++column) {
      auto& regions = met_.emplace_back();
      for (std::size_t region = 0; region < space.columns[column].possible.size(); ++region)
        regions.push_back(met(column, region));
    }
  }

  // At most so many places; nullopt where it would take too long.
  std::optional<std::vector<TablePlace>> places(std::size_t most) {
    RowSet all(words());
    for (std::size_t row = 0; row < space_.cells.size(); ++row) all[row / 64] |= std::uint64_t{1} << row % 64;
    const auto root = node(0, all);
    if (states_.size() > most_states) return std::nullopt;
    std::vector<TablePlace> result;
    TablePlace begun;
    append(0, root, begun, most, result);
    return result;
  }

 private:
  using Node = std::size_t;
  using Branches = std::vector<std::pair<Regions, Node>>;
  static constexpr Node nothing = 0, everything = 1;

  std::size_t words() const { return space_.cells.size() / 64 + 1; }

  RowSet met(std::size_t column, std::size_t region) const {
    RowSet result(words());
    for (std::size_t row = 0; row < space_.cells.size(); ++row) {
      if ((*space_.cells[row][column])[region]) result[row / 64] |= std::uint64_t{1} << row % 64;
    }
    return result;
  }

  Node node(std::size_t column, const RowSet& rows) {
    if (is_empty(rows)) return everything;
    if (column == space_.columns.size() || states_.size() > most_states) return nothing;
    const auto [found, is_new] = states_.try_emplace({column, rows}, nothing);
    if (is_new) found->second = node_of(column, branches(column, rows));
    return found->second;
  }

  Branches branches(std::size_t column, const RowSet& rows) {
    Branches result;
    const auto& possible = space_.columns[column].possible;
    for (std::size_t region = 0; region < possible.size(); ++region) {
      const auto next = possible[region] ? node(column + 1, both(rows, met_[column][region])) : nothing;
      if (next == nothing) continue;
      auto branch = std::ranges::find(result, next, &Branches::value_type::second);
      if (branch == result.end()) branch = result.insert(result.end(), {Regions(possible.size()), next});
      branch->first[region] = true;
    }
    return result;
  }

  Node node_of(std::size_t column, Branches branches) {
    if (branches.empty()) return nothing;
    const bool leaves_all_out = branches.size() == 1 && branches.front().second == everything &&
                                branches.front().first == space_.columns[column].possible;
    if (leaves_all_out) return everything;
    const auto [found, is_new] = known_.try_emplace(branches, nodes_.size() + 2);
    if (is_new) nodes_.push_back(std::move(branches));
    return found->second;
  }

  void append(std::size_t column, Node node, TablePlace& begun, std::size_t most,
              std::vector<TablePlace>& result) const {
    if (node == nothing || result.size() >= most) return;
    if (node == everything) {
      result.push_back(begun);
      for (; column < space_.columns.size(); ++column)
        result.back().push_back(space_.columns[column].possible);
      return;
    }
    for (const auto& [regions, next] : nodes_[node - 2]) {
      begun.push_back(regions);
      append(column + 1, next, begun, most, result);
      begun.pop_back();
    }
  }

  const TableSpace& space_;
  std::vector<std::vector<RowSet>> met_;  // by column and region
  std::map<std::pair<std::size_t, RowSet>, Node> states_;
  std::map<Branches, Node> known_;
  std::vector<Branches> nodes_;  // behind `nothing` and `everything`
};

std::string to_string(const TableEnd& end) {
  if (const auto* quantity = std::get_if<Quantity>(&end)) return waymark::to_string(*quantity);
  if (const auto* date = std::get_if<Date>(&end)) return waymark::to_string(*date);
  return waymark::to_string(std::get<Moment>(end));
}

struct OrderWords {
  std::string_view below, above, or_less, or_more;
};

OrderWords words_for(const TableEnd& end) {
  if (std::holds_alternative<Quantity>(end)) return {"below", "above", "or less", "or more"};
  return {"before", "after", "or earlier", "or later"};
}

// From one region to another, of what has an order.
std::string describe_run(const ColumnSpace& column, std::size_t first, std::size_t last) {
  const auto possible_before = std::ranges::find(column.possible, true) - column.possible.begin();
  const bool has_low = first > static_cast<std::size_t>(possible_before);
  const bool has_high = std::ranges::find(column.possible.begin() + static_cast<std::ptrdiff_t>(last) + 1,
                                          column.possible.end(), true) != column.possible.end();
  const bool low_counts = first % 2 == 1, high_counts = last % 2 == 1;
  if (first == last && low_counts) return to_string(column.ends[first / 2]);
  const auto [below, above, or_less, or_more] = words_for(column.ends.front());
  const auto low = has_low ? to_string(column.ends[low_counts ? first / 2 : first / 2 - 1]) : std::string{};
  const auto high = has_high ? to_string(column.ends[last / 2]) : std::string{};
  if (!has_low && !has_high) return "anything";
  if (!has_high) return low_counts ? fmt::format("{} {}", low, or_more) : fmt::format("{} {}", above, low);
  if (!has_low) return high_counts ? fmt::format("{} {}", high, or_less) : fmt::format("{} {}", below, high);
  if (low_counts && high_counts) return fmt::format("{} to {}", low, high);
  if (low_counts) return fmt::format("{} to {} {}", low, below, high);
  return high_counts ? fmt::format("{} {} to {}", above, low, high)
                     : fmt::format("{} {} and {} {}", above, low, below, high);
}

std::vector<std::string> described_runs(const ColumnSpace& column, const Regions& regions) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < regions.size(); ++i) {
    if (!regions[i]) continue;
    auto last = i;
    for (auto next = i + 1; next < regions.size() && (regions[next] || !column.possible[next]); ++next) {
      if (regions[next]) last = next;
    }
    result.push_back(describe_run(column, i, last));
    i = last;
  }
  return result;
}

std::vector<std::string> described_members(const ColumnSpace& column, const Regions& regions) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < regions.size(); ++i) {
    if (regions[i]) result.push_back(column.members ? column.members->members[i].id : i == 1 ? "yes" : "no");
  }
  return result;
}

}  // namespace

std::optional<TablePlace> common_place(const TableSpace& space, std::size_t row, std::size_t other) {
  TablePlace result;
  for (std::size_t column = 0; column < space.columns.size(); ++column) {
    const auto& first = space.cells[row][column];
    const auto& second = space.cells[other][column];
    if (!first || !second) return std::nullopt;
    Regions common(first->size());
    for (std::size_t i = 0; i < common.size(); ++i) common[i] = (*first)[i] && (*second)[i];
    if (std::ranges::find(common, true) == common.end()) return std::nullopt;
    result.push_back(std::move(common));
  }
  return result;
}

std::optional<std::vector<TablePlace>> uncovered_places(const TableSpace& space, std::size_t most) {
  const auto is_fixed = [](const auto& cells) {
    return std::ranges::all_of(cells, [](const auto& cell) { return cell.has_value(); });
  };
  if (!std::ranges::all_of(space.cells, is_fixed)) return std::nullopt;
  return HoleDiagram{space}.places(most);
}

std::vector<bool> first_region(const ColumnSpace& column, const std::vector<bool>& regions) {
  Regions result(column.possible.size());
  result[static_cast<std::size_t>(std::ranges::find(regions, true) - regions.begin())] = true;
  return result;
}

bool is_everything(const ColumnSpace& column, const std::vector<bool>& regions) {
  return regions == column.possible;
}

std::string describe(const ColumnSpace& column, const std::vector<bool>& regions) {
  const bool has_order = !column.members && !column.ends.empty();
  const auto parts = has_order ? described_runs(column, regions) : described_members(column, regions);
  return fmt::format("{}", fmt::join(parts, " or "));
}

}  // namespace waymark
