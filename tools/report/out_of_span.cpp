#include "tools/report/out_of_span.hpp"

#include <optional>

#include <fmt/format.h>

#include "interpreter/evaluate/window.hpp"
#include "interpreter/evaluate/window_span.hpp"
#include "tools/report/elapsed_words.hpp"
#include "tools/report/operand_words.hpp"
#include "tools/report/plain_words.hpp"

namespace waymark {

namespace {

using model::ExprId;

bool finds_no_reading(Evaluator& evaluator, ExprId expr) {
  const auto* unknown = std::get_if<Unknown>(&evaluator.value(expr));
  return unknown && unknown->reason == UnknownReason::no_reading;
}

// One that looks back before one that looks ahead, as it says more.
const model::Window* missing_window(const RunReport& report, model::FactId fact) {
  const auto& model = report.model();
  const model::Window* result = nullptr;
  for (ExprId expr = 0; expr < model.expressions.size(); ++expr) {
    const auto* window = std::get_if<model::Window>(&model[expr].operation);
    if (!window || window->fact != fact || !finds_no_reading(report.evaluator, expr)) continue;
    if (!result || window->span.word == ast::SpanWord::over) result = window;
  }
  return result;
}

std::string place(const RunReport& report, const model::WindowSpan& span, const Interval& interval,
                  const Moment& time) {
  const auto [first, second] = durations_of(report.model(), span);
  if (!span.anchor) return first ? fmt::format("is more than {} old", to_string(*first)) : "";
  const auto anchor = OperandWords{report}.phrase(*span.anchor);
  const bool is_early = interval.from && time < *interval.from;
  switch (span.word) {
    case ast::SpanWord::over:
      return is_early ? fmt::format("was taken more than {} before {}", to_string(*first), anchor)
                      : fmt::format("was taken {} {}", time == interval.to ? "with" : "after", anchor);
    case ast::SpanWord::since: return "was taken before " + anchor;
    case ast::SpanWord::from:
      if (!is_early && second)
        return fmt::format("was taken more than {} after {}", to_string(*second), anchor);
      return first->number.is_zero() ? "was taken before " + anchor
                                     : fmt::format("was not taken {} after {}", to_string(*first), anchor);
    case ast::SpanWord::all: break;
  }
  return "";
}

}  // namespace

std::string out_of_span_words(const RunReport& report, model::FactId fact) {
  const auto& type = report.model().facts[fact].type;
  if (type.kind == TypeKind::event || type.kind == TypeKind::any_of) return "";
  const auto current = report.evaluator.current_reading(fact);
  if (!current.reading || current.stale || !is_known(current.reading->value)) return "";
  const auto* window = missing_window(report, fact);
  if (!window) return "";
  const auto found = window_readings(report.evaluator, *window);
  const auto* interval = std::get_if<Interval>(&found.span);
  const bool is_outside = interval && !lies_in(current.time, *interval);
  const auto where = is_outside ? place(report, window->span, *interval, current.time) : "";
  if (where.empty()) return "";
  const auto& at = report.evaluator.at();
  const auto age = current.reading->time ? ", " + age_text(current.time, at) + "," : "";
  return fmt::format("{}{} {}", to_string(current.reading->value, type), age, where);
}

}  // namespace waymark
