#include "tools/waymark/io/line_source.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "interpreter/cohort/fast_ndjson.hpp"
#include "interpreter/facts/json/json_document.hpp"

namespace waymark {

namespace {

// Each stretch goes to a thread of its own: smaller ones cost more threads, larger ones twice the memory.
constexpr std::size_t read_size = std::size_t{1} << 20;

// Counted in bytes side by side, which the compiler keeps in vector registers.
std::size_t line_breaks(std::string_view text) {
  constexpr std::size_t lanes = 64, most_rounds = 255;
  std::size_t result = 0;
  while (text.size() >= lanes) {
    std::array<std::uint8_t, lanes> counts{};
    for (std::size_t round = 0; round < most_rounds && text.size() >= lanes; ++round) {
      for (std::size_t i = 0; i < lanes; ++i)
        counts[i] = static_cast<std::uint8_t>(counts[i] + (text[i] == '\n'));
      text.remove_prefix(lanes);
    }
    result = std::accumulate(counts.begin(), counts.end(), result);
  }
  return result + static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

}  // namespace

std::variant<LineSource, std::string> LineSource::open(const std::string& path,
                                                       const Surroundings& surroundings) {
  auto bytes = ByteSource::open(path, surroundings);
  if (auto* reason = std::get_if<std::string>(&bytes)) return std::move(*reason);
  return LineSource{std::get<ByteSource>(std::move(bytes))};
}

void LineSource::keep_rest(const char* begin, const char* end) { rest_.assign(begin, end); }

// A line that goes on behind a block needs a larger one, which begins with what has been read of it.
std::optional<Lines> LineSource::next() {
  std::size_t size = rest_.size(), room = 0;
  std::unique_ptr<char[]> bytes;
  for (std::size_t seen = 0;; seen = size) {
    if (size + read_size > room) {
      room = 2 * size + read_size;
      auto larger = std::make_unique_for_overwrite<char[]>(room + cohort::readable_behind_line);
      const char* const before = bytes ? bytes.get() : rest_.data();
      std::copy(before, before + size, larger.get());
      bytes = std::move(larger);
    }
    const auto count = bytes_.read(bytes.get() + size, read_size);
    if (count == 0) break;
    size += count;
    const std::string_view added{bytes.get() + seen, size - seen};
    const auto end = added.rfind('\n');
    if (end != std::string_view::npos) {
      keep_rest(added.data() + end + 1, added.data() + added.size());
      size = seen + end + 1;
      return lines(std::move(bytes), size);
    }
    if (size > json::most_bytes) return skip_long_line();
  }
  rest_.clear();
  if (size == 0 || failure()) return std::nullopt;
  return lines(std::move(bytes), size);
}

// No JSON goes on behind the text.
Lines LineSource::lines(std::unique_ptr<char[]> bytes, std::size_t size) {
  std::fill_n(bytes.get() + size, cohort::readable_behind_line, '\0');
  const std::string_view text{bytes.get(), size};
  const auto first = next_line_;
  next_line_ += line_breaks(text);
  return {std::move(bytes), text, first, false};
}

Lines LineSource::skip_long_line() {
  const auto block = std::make_unique_for_overwrite<char[]>(read_size);
  for (auto count = bytes_.read(block.get(), read_size); count > 0;
       count = bytes_.read(block.get(), read_size)) {
    const char* const end = block.get() + count;
    const auto line_end = std::find(block.get(), block.get() + count, '\n');
    if (line_end == end) continue;
    keep_rest(line_end + 1, end);
    return {nullptr, {}, next_line_++, true};
  }
  rest_.clear();
  return {nullptr, {}, next_line_++, true};
}

}  // namespace waymark
