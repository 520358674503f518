#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

// Numbers and ranges as beginners write them, at the beginning of a text; 0 bytes where there are none.
namespace waymark::slips {

std::size_t number_size(std::string_view text);
// A number with its unit.
std::size_t quantity_size(std::string_view text);
// Blanks and tabs.
std::size_t blanks(std::string_view text);
// `-`, `–`, `to `, `and `: what stands between the ends of a range.
std::size_t dash_size(std::string_view text);

// `65-74 years` or `65 to 74 years`.
struct Range {
  std::size_t size;
  std::string_view low, high;
};
std::optional<Range> range_ahead(std::string_view text);

}  // namespace waymark::slips
