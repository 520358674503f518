#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace waymark::cohort {

// Where the cells of neighbouring rows of a table begin and end, as long as nothing in them is quoted.
class RowIndex {
 public:
  // Finds up to `most_rows` whole rows; 64 bytes behind the text are readable. Gives how many there are; none
  // where one of them is not as wide as it should be.
  std::size_t find(std::string_view text, std::size_t columns, std::size_t most_rows);

  // What ends the cells of a column.
  char separator_behind(std::size_t column) const { return column + 1 == columns_ ? '\n' : ','; }
  const char* begin(std::size_t row, std::size_t column) const {
    return text_ + std::uint32_t{ends_[row * columns_ + column] + 1};
  }
  std::size_t size(std::size_t row, std::size_t column) const {
    const auto at = row * columns_ + column;
    return ends_[at + 1] - ends_[at] - 1;
  }
  std::string_view cell(std::size_t row, std::size_t column) const {
    return {begin(row, column), size(row, column)};
  }
  // The cells of one column, row by row.
  class Cells {
   public:
    Cells(const char* text, const std::uint32_t* end, std::size_t columns)
        : text_{text}, end_{end}, columns_{columns} {}

    const char* begin() const { return text_ + std::uint32_t{end_[0] + 1}; }
    std::size_t size() const { return std::uint32_t{end_[1] - end_[0] - 1}; }
    Cells& operator++() {
      end_ += columns_;
      return *this;
    }

   private:
    const char* text_;
    const std::uint32_t* end_;  // of the cell before
    std::size_t columns_;
  };
  Cells cells(std::size_t column) const { return {text_, &ends_[column], columns_}; }
  std::string_view row(std::size_t row) const {
    const std::uint32_t first = ends_[row * columns_] + 1;
    return {text_ + first, ends_[(row + 1) * columns_] - first};
  }
  // How much of the text the rows take, with their line breaks.
  std::size_t bytes(std::size_t rows) const { return ends_[rows * columns_] + 1; }

 private:
  bool each_ends_a_line(std::size_t rows) const;

  const char* text_ = nullptr;
  std::size_t columns_ = 0;
  // Of each cell; before them that of nothing, which ends one byte before the text: numbers wrap around
  // there.
  std::vector<std::uint32_t> ends_;
};

}  // namespace waymark::cohort
