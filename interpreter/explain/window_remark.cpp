#include "interpreter/explain/window_remark.hpp"

#include <fmt/format.h>

namespace waymark {
namespace {

std::string readings_text(std::size_t count) {
  return fmt::format("{} reading{}", count == 0 ? "no" : std::to_string(count), count == 1 ? "" : "s");
}

std::string interval_text(const Interval& interval) {
  const auto end = (interval.without_end ? "before " : "") + to_string(interval.to);
  return interval.from ? fmt::format("from {} to {}", to_string(*interval.from), end) : "up to " + end;
}

std::string occurrences_text(std::size_t count) {
  if (count == 0) return "did not happen";
  return count == 1 ? "happened once" : fmt::format("happened {} times", count);
}

// What there is in a span.
std::string remark(const SpanValue& span, const std::string& inside) {
  if (std::holds_alternative<NotYet>(span)) return "its time has not begun";
  const auto* interval = std::get_if<Interval>(&span);
  return interval ? fmt::format("{} {}", inside, interval_text(*interval)) : std::string{};
}

}  // namespace

std::string window_remark(const WindowReadings& found, bool is_event) {
  const auto count = found.inside.size();
  return remark(found.span, is_event ? occurrences_text(count) : readings_text(count));
}

std::string count_remark(const ReadingCounts& found) {
  auto inside =
      readings_text(static_cast<std::size_t>(found.certain)) + (found.certain == 1 ? " passes" : " pass");
  if (const auto open = found.possible - found.certain; open > 0) inside += fmt::format(", {} may", open);
  if (found.failing > 0)
    inside += fmt::format(", {} {} not", found.failing, found.failing == 1 ? "does" : "do");
  if (found.too_near > 0) inside += fmt::format(", {} too near to another", found.too_near);
  return remark(found.span, inside + ",");
}

}  // namespace waymark
