#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace waymark::cohort {

struct CsvCell {
  std::string text;  // without quotation marks, and without the blanks around it outside and inside of them
  std::uint32_t offset = 0;  // of its first byte in the line
};

// Where a cell begins with a quotation mark and does not end with one.
struct CsvQuotationError {
  std::uint32_t offset = 0;
};

// The cells of one line of a table (RFC 4180).
std::variant<std::vector<CsvCell>, CsvQuotationError> csv_cells(std::string_view line);

}  // namespace waymark::cohort
