#pragma once

#include <optional>
#include <string_view>

#include "interpreter/cohort/fast_number.hpp"
#include "interpreter/cohort/short_text.hpp"

// What plain cells of a table say. Eight bytes are readable from the beginning of a cell on.
namespace waymark::cohort {

// nullopt where it is neither yes nor no.
inline std::optional<bool> truth_of(std::string_view cell) {
  if (cell == "yes" || cell == "true") return true;
  if (cell == "no" || cell == "false") return false;
  return std::nullopt;
}

// Not zero where some byte is a control character or beyond ASCII.
constexpr std::uint64_t other_than_printed(std::uint64_t text) {
  return (((text - repeated(' ')) & ~text) | text) & repeated('\x80');
}

// Whether a cell is its text itself: without quotation marks or blanks around it, and nothing but printed
// characters of ASCII.
inline bool is_plain_text(std::string_view cell) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  if (cell.front() == '"' || is_blank(cell.front()) || is_blank(cell.back())) return false;
  std::uint64_t bits = 0;
  for (; cell.size() > short_size; cell.remove_prefix(short_size))
    bits |= other_than_printed(load(cell.data()));
  const auto behind = ~first_bytes(~std::uint64_t{0}, cell.size());
  bits |= other_than_printed(first_bytes(load(cell.data()), cell.size()) | (behind & repeated(' ')));
  return bits == 0;
}

// Of a cell that is not empty; nullopt where it is more than a plain number.
inline std::optional<PlainNumber> number_of(std::string_view cell) {
  const char* end = cell.data();
  const auto number = plain_number(end, cell.data() + cell.size());
  return end == cell.data() + cell.size() ? number : std::nullopt;
}

}  // namespace waymark::cohort
