#include "lang/source.hpp"

#include <algorithm>
#include <utility>

namespace waymark {

Source::Source(std::string name, std::string text)
    : name_{std::move(name)}, text_{std::move(text)}, line_starts_{0} {
  for (std::uint32_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') line_starts_.push_back(i + 1);
  }
}

std::uint32_t Source::line_start(std::uint32_t offset) const {
  return *std::prev(std::upper_bound(line_starts_.begin(), line_starts_.end(), offset));
}

Position Source::position(std::uint32_t offset) const {
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto start = *std::prev(after);
  const auto is_code_point_start = [](char c) { return (c & 0xC0) != 0x80; };
  const auto before = text().substr(start, offset - start);
  return {.line = static_cast<int>(after - line_starts_.begin()),
          .column = 1 + static_cast<int>(std::count_if(before.begin(), before.end(), is_code_point_start))};
}

std::string_view Source::line(std::uint32_t offset) const {
  const auto start = line_start(offset);
  auto whole = text().substr(start, text().find('\n', start) - start);
  if (!whole.empty() && whole.back() == '\r') whole.remove_suffix(1);
  return whole;
}

std::uint32_t Sources::add(std::string name, std::string text) {
  files_.emplace_back(std::move(name), std::move(text));
  return static_cast<std::uint32_t>(files_.size() - 1);
}

std::string_view Sources::text(Span span) const {
  return files_[span.file].text().substr(span.begin, span.end - span.begin);
}

}  // namespace waymark
