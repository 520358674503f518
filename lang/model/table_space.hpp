#pragma once

#include <compare>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lang/model/model.hpp"

// Which values the columns of a table can have, and which of its rows meets which. Columns count as
// independent of each other; ends of cells that are not fixed count for nothing.
namespace waymark {

// Where the cells of a column end: numbers, days or instants.
using TableEnd = std::variant<Quantity, Date, Moment>;

// The values of one column, cut into regions: those of one region meet the same cells. Of what has an order
// every odd region is the end of a cell, and the even ones lie between. Else each member is a region, or no
// and yes.
struct ColumnSpace {
  std::vector<TableEnd> ends;  // in order
  MemberSetPtr members;        // of a choice
  std::vector<bool> possible;  // by region: whether there is such a value
};

struct TableSpace {
  std::vector<ColumnSpace> columns;
  // By row and column: the regions that the cell meets; nullopt where some end is not fixed.
  std::vector<std::vector<std::optional<std::vector<bool>>>> cells;
};

TableSpace space_of(const model::Model& model, const model::Table& table);

// By column: some of its regions.
using TablePlace = std::vector<std::vector<bool>>;

// The place that both rows meet, if there is one and the ends of both are fixed.
std::optional<TablePlace> common_place(const TableSpace& space, std::size_t row, std::size_t other);

// The places that no row meets, at most so many of them; nullopt where the ends of some row are not fixed, or
// it would take too long.
std::optional<std::vector<TablePlace>> uncovered_places(const TableSpace& space, std::size_t most);

// Whether some row is met whatever the values are.
bool covers_everything(const model::Model& model, const model::Table& table);

// The first region of a column alone: what to show of a place that has several.
std::vector<bool> first_region(const ColumnSpace& column, const std::vector<bool>& regions);
// Whether the place leaves nothing out that the column can have.
bool is_everything(const ColumnSpace& column, const std::vector<bool>& regions);
// "46 s", "above 45 s and below 46 s", "90 s or more", "usual or resistant".
std::string describe(const ColumnSpace& column, const std::vector<bool>& regions);

}  // namespace waymark
