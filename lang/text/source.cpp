#include "lang/text/source.hpp"

#include <algorithm>
#include <utility>

namespace waymark {
namespace {

constexpr std::uint32_t block_size = 1024;

bool is_code_point_start(char c) { return (c & 0xC0) != 0x80; }

std::uint32_t count_code_points(std::string_view text) {
  return static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), is_code_point_start));
}

}  // namespace

Source::Source(std::string name, std::string text)
    : name_{std::move(name)}, text_{std::move(text)}, line_starts_{0} {
  for (auto end = text_.find('\n'); end != std::string::npos; end = text_.find('\n', end + 1))
    line_starts_.push_back(static_cast<std::uint32_t>(end + 1));
  code_points_.push_back(0);
  for (std::uint32_t begin = 0; begin < text_.size(); begin += block_size)
    code_points_.push_back(code_points_.back() +
                           count_code_points(std::string_view{text_}.substr(begin, block_size)));
}

std::uint32_t Source::code_points_before(std::uint32_t offset) const {
  const auto end = std::min<std::uint32_t>(offset, static_cast<std::uint32_t>(text_.size()));
  const auto block = end / block_size;
  return code_points_[block] + count_code_points(text().substr(block * block_size, end - block * block_size));
}

std::uint32_t Source::line_start(std::uint32_t offset) const {
  return *std::prev(std::upper_bound(line_starts_.begin(), line_starts_.end(), offset));
}

Position Source::position(std::uint32_t offset) const {
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto start = *std::prev(after);
  // Most lines are short; the end of a long one is not counted from its beginning on.
  const auto before = offset - start > block_size ? code_points_before(offset) - code_points_before(start)
                                                  : count_code_points(text().substr(start, offset - start));
  return {.line = static_cast<int>(after - line_starts_.begin()), .column = 1 + static_cast<int>(before)};
}

std::string_view Source::line(std::uint32_t offset) const {
  return line_from(line_start(offset), static_cast<std::uint32_t>(text_.size()));
}

std::string_view Source::line_from(std::uint32_t offset, std::uint32_t size) const {
  const auto rest = text().substr(offset);
  std::size_t end = std::min<std::size_t>(size, rest.size());
  while (end < rest.size() && end > 0 && !is_code_point_start(rest[end])) --end;
  auto line = rest.substr(0, end);
  const auto line_end = line.find('\n');
  const bool is_whole = line_end != line.npos || end == rest.size();
  line = line.substr(0, line_end);
  if (is_whole && !line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

std::uint32_t Sources::add(std::string name, std::string text) {
  files_.emplace_back(std::move(name), std::move(text));
  return static_cast<std::uint32_t>(files_.size() - 1);
}

std::string_view Sources::text(Span span) const {
  return files_[span.file].text().substr(span.begin, span.end - span.begin);
}

}  // namespace waymark
