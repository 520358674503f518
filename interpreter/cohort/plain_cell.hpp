#pragma once

#include <optional>
#include <string_view>

#include "interpreter/cohort/plain_number.hpp"
#include "interpreter/cohort/short_text.hpp"

// What plain cells of a table say. Eight bytes are readable from the beginning of a cell on.
namespace waymark::cohort {

// `text` are the first bytes of a cell; of a cell that is longer it is neither.
constexpr bool says_yes(std::uint64_t text) {
  return (text == short_text("true")) | (text == short_text("yes"));
}
constexpr bool says_no(std::uint64_t text) {
  return (text == short_text("false")) | (text == short_text("no"));
}

// nullopt where it is neither yes nor no.
inline std::optional<bool> truth_of(std::string_view cell) {
  const auto text = first_bytes(load(cell.data()), cell.size());
  if (says_yes(text)) return true;
  if (says_no(text)) return false;
  return std::nullopt;
}

// Whether a cell is its text itself: without quotation marks or blanks around it, and nothing beyond ASCII.
inline bool is_plain_text(std::string_view cell) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  if (cell.front() == '"' || is_blank(cell.front()) || is_blank(cell.back())) return false;
  std::uint64_t bits = 0;
  for (; cell.size() > short_size; cell.remove_prefix(short_size)) bits |= load(cell.data());
  bits |= first_bytes(load(cell.data()), cell.size());
  return (bits & repeated('\x80')) == 0;
}

// Of a cell that is not empty; nullopt where it is more than a plain number.
inline std::optional<PlainNumber> number_of(std::string_view cell) {
  const char* end = cell.data();
  const auto number = plain_number(end, cell.data() + cell.size());
  return end == cell.data() + cell.size() ? number : std::nullopt;
}

}  // namespace waymark::cohort
