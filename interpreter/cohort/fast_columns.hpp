#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "interpreter/cohort/row_index.hpp"
#include "interpreter/columns/bitmap.hpp"
#include "interpreter/columns/cell_layout.hpp"

// Reads one column of many rows of a table. Each is false where some cell is not plain; then what it has
// written says nothing.
namespace waymark::cohort {

// So few that they and where their cells end stay in the processor's nearest cache.
inline constexpr std::size_t rows_together = 192;
using RowBits = std::array<std::uint64_t, rows_together / columns::word_bits>;
using RowSteps = std::array<std::int64_t, rows_together>;

// Who it is yes for, and who no; of the others the cell is empty.
bool read_truths(const RowIndex& index, std::size_t column, std::size_t rows, RowBits& yes, RowBits& no);

// Numbers as steps of a tenth to the power of `places`, all of them within `steps`; of an empty cell any.
bool read_numbers(const RowIndex& index, std::size_t column, std::size_t rows, int places,
                  const columns::Domain& steps, RowSteps& found, RowBits& known);

}  // namespace waymark::cohort
