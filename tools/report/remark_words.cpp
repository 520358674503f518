#include "tools/report/remark_words.hpp"

#include <fmt/format.h>

#include "lang/text/overloaded.hpp"
#include "tools/report/elapsed_words.hpp"

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

std::string words(const WindowHolds& found) {
  return remark(found.span, found.is_event ? occurrences_text(found.count) : readings_text(found.count));
}

std::string words(const ReadingCounts& found) {
  auto inside =
      readings_text(static_cast<std::size_t>(found.certain)) + (found.certain == 1 ? " passes" : " pass");
  if (const auto open = found.possible - found.certain; open > 0) inside += fmt::format(", {} may", open);
  if (found.failing > 0)
    inside += fmt::format(", {} {} not", found.failing, found.failing == 1 ? "does" : "do");
  if (found.too_near > 0) inside += fmt::format(", {} too near to another", found.too_near);
  return remark(found.span, inside + ",");
}

std::string words(const AlternativeCounts& counts) {
  if (counts.holds == Truth::no) return counts.why;
  const auto text = fmt::format("{} {} {}", counts.holds == Truth::yes ? "counts" : "may count",
                                counts.points.to_string(), counts.points == Decimal{1} ? "point" : "points");
  return counts.why.empty() ? text : text + ": " + counts.why;
}

}  // namespace

std::string_view unknown_words(UnknownReason reason) {
  switch (reason) {
    case UnknownReason::not_recorded: return "not recorded";
    case UnknownReason::in_doubt: return "the record leaves it open";
    case UnknownReason::no_reading: return "no reading in this time";
    case UnknownReason::stale: return "stale";
    case UnknownReason::not_set: return "not set at this site";
    case UnknownReason::not_stated: return "not stated";
    case UnknownReason::written: return "written as unknown";
    case UnknownReason::no_arm: return "no case applies";
    case UnknownReason::rows_differ: return "several rows hold and differ";
    case UnknownReason::not_happened: return "has not happened";
    case UnknownReason::division_by_zero: return "division by zero";
    case UnknownReason::overflow: return "the number is too large";
    case UnknownReason::outside_domain: return "not defined for this value";
    case UnknownReason::from_operands: break;
  }
  return "part of it is unknown";
}

std::string age_words(const ReasonNode::Reading& reading) {
  return reading.time ? age_text(*reading.time, reading.at) : "";
}

std::string why_unknown_words(const ReasonNode& node) {
  return std::visit(
      overloaded{
          [](std::monostate) { return std::string{}; },
          [](UnknownReason reason) { return std::string{unknown_words(reason)}; },
          [](const ReadLongAgo& stale) { return "stale: read " + age_text(stale.read, stale.at); },
          [](const ReadLater& later) {
            return fmt::format("recorded at {}, after {}, not looked at", to_string(later.recorded),
                               to_string(later.at));
          },
      },
      node.why_unknown);
}

std::string remark_words(const ReasonNode& node) {
  return std::visit(overloaded{
                        [](std::monostate) { return std::string{}; },
                        [](NotFurther) { return std::string{"explained no further"}; },
                        [](ExplainedAbove) { return std::string{"explained above"}; },
                        [](NoSinceUnknown) { return std::string{"not recorded, which is no at this site"}; },
                        [](NotInClosedList) { return std::string{"not in the list given"}; },
                        [](const DecidedByBounds& bounds) { return "decided by the bounds " + bounds.value; },
                        [](const RowGives& row) { return "gives " + row.value; },
                        [](const auto& counted) { return words(counted); },
                    },
                    node.remark);
}

}  // namespace waymark
