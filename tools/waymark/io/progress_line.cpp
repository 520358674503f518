#include "tools/waymark/io/progress_line.hpp"

#include <string>
#include <string_view>
#include <unistd.h>

#include <fmt/format.h>

namespace waymark {

namespace {

constexpr std::chrono::milliseconds interval{200};
constexpr std::string_view clear_line = "\r\x1b[K";

// Of a line that cannot be shown nobody misses anything.
void show(const std::string& text) {
  if (::write(STDERR_FILENO, text.data(), text.size()) < 0) return;
}

std::string bar(double share) {
  constexpr int columns = 24;
  const auto full = static_cast<std::size_t>(share * columns);
  return std::string(full, '#') + std::string(columns - full, '.');
}

}  // namespace

ProgressLine::~ProgressLine() {
  if (is_visible_) show(std::string{clear_line});
}

void ProgressLine::update(std::size_t patients, std::uint64_t bytes, std::uint64_t bytes_in_all) {
  const auto now = Clock::now();
  if (!is_shown_ || now - last_ < interval) return;
  last_ = now;
  is_visible_ = true;
  const auto seconds = std::chrono::duration<double>{now - begin_}.count();
  auto text = fmt::format("{}{} patients, {:.0f} a second", clear_line, patients,
                          static_cast<double>(patients) / seconds);
  if (bytes_in_all > 0 && bytes > 0) {
    const auto share = std::min(1.0, static_cast<double>(bytes) / static_cast<double>(bytes_in_all));
    text +=
        fmt::format("  [{}] {:.0f} %, {:.0f} s left", bar(share), 100 * share, seconds * (1 - share) / share);
  }
  show(text);
}

}  // namespace waymark
