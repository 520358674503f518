#include "lang/syntax/slip_ranges.hpp"

#include <algorithm>
#include <array>

#include "lang/syntax/slip_words.hpp"
#include "lang/text/characters.hpp"

namespace waymark::slips {

std::size_t number_size(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && is_digit(text[size])) ++size;
  const bool goes_on = size > 0 && size + 1 < text.size() && text[size] == '.' && is_digit(text[size + 1]);
  if (!goes_on) return size;
  ++size;
  while (size < text.size() && is_digit(text[size])) ++size;
  return size;
}

std::size_t blanks(std::string_view text) { return std::min(text.find_first_not_of(" \t"), text.size()); }

std::size_t quantity_size(std::string_view text) {
  const auto number = number_size(text);
  if (number == 0) return 0;
  const auto begin = number + blanks(text.substr(number));
  auto unit = unit_text(text.substr(begin));
  unit = unit.substr(0, unit.find_first_of("<>|&!-"));
  return is_unit(unit) ? begin + unit.size() : number;
}

std::size_t dash_size(std::string_view text) {
  constexpr auto dashes = std::to_array<std::string_view>({"-", "–", "—", "−", "‑", "..", "to ", "and "});
  for (const auto dash : dashes) {
    if (text.starts_with(dash)) return dash.size();
  }
  return 0;
}

std::optional<Range> range_ahead(std::string_view text) {
  const auto low = quantity_size(text);
  const auto dash_begin = low + blanks(text.substr(low));
  const auto dash = low == 0 ? 0 : dash_size(text.substr(dash_begin));
  if (dash == 0) return std::nullopt;
  const auto high_begin = dash_begin + dash + blanks(text.substr(dash_begin + dash));
  const auto high = quantity_size(text.substr(high_begin));
  if (high == 0) return std::nullopt;
  return Range{high_begin + high, text.substr(0, low), text.substr(high_begin, high)};
}

}  // namespace waymark::slips
