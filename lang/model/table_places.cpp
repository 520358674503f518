// Places of a table: what two rows have in common, what none of them meets, and how either is said.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "lang/model/table_space.hpp"

namespace waymark {
namespace {

using Regions = std::vector<bool>;
using Rows = std::vector<std::size_t>;

constexpr std::size_t most_steps = 20'000;

// Column by column, with the rows that the values chosen so far meet.
class HoleSearch {
 public:
  explicit HoleSearch(const TableSpace& space) : space_{space} {}

  std::optional<std::vector<TablePlace>> search() {
    Rows all;
    for (std::size_t row = 0; row < space_.cells.size(); ++row) {
      const auto is_fixed = [](const auto& cell) { return cell.has_value(); };
      if (!std::ranges::all_of(space_.cells[row], is_fixed)) return std::nullopt;
      all.push_back(row);
    }
    auto result = behind(0, all);
    return steps_ > most_steps ? std::nullopt : std::optional{std::move(result)};
  }

 private:
  // The places from a column on that none of the rows meets.
  const std::vector<TablePlace>& behind(std::size_t column, const Rows& rows) {
    const auto [found, is_new] = found_.try_emplace({column, rows});
    if (is_new && ++steps_ <= most_steps) found->second = places(column, rows);
    return found->second;
  }

  std::vector<TablePlace> places(std::size_t column, const Rows& rows) {
    if (rows.empty()) return {everything_from(column)};
    if (column == space_.columns.size()) return {};
    std::map<std::vector<TablePlace>, Regions> by_rest;
    std::vector<std::vector<TablePlace>> in_order;
    for (std::size_t region = 0; region < space_.columns[column].possible.size(); ++region) {
      if (!space_.columns[column].possible[region]) continue;
      const auto& rest = behind(column + 1, met(column, rows, region));
      if (rest.empty()) continue;
      const auto [group, is_new] = by_rest.try_emplace(rest, space_.columns[column].possible.size());
      if (is_new) in_order.push_back(rest);
      group->second[region] = true;
    }
    std::vector<TablePlace> result;
    for (const auto& group : in_order) {
      for (auto place : group) {
        place.insert(place.begin(), by_rest[group]);
        result.push_back(std::move(place));
      }
    }
    return result;
  }

  TablePlace everything_from(std::size_t column) const {
    TablePlace result;
    for (; column < space_.columns.size(); ++column) result.push_back(space_.columns[column].possible);
    return result;
  }

  Rows met(std::size_t column, const Rows& rows, std::size_t region) const {
    Rows result;
    std::ranges::copy_if(rows, std::back_inserter(result),
                         [&](std::size_t row) { return (*space_.cells[row][column])[region]; });
    return result;
  }

  const TableSpace& space_;
  std::map<std::pair<std::size_t, Rows>, std::vector<TablePlace>> found_;
  std::size_t steps_ = 0;
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

std::optional<std::vector<TablePlace>> uncovered_places(const TableSpace& space) {
  return HoleSearch{space}.search();
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
