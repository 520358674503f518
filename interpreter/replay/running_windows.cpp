#include "interpreter/replay/running_windows.hpp"

#include <algorithm>

#include "interpreter/evaluate/bounds.hpp"
#include "interpreter/evaluate/comparison.hpp"
#include "interpreter/evaluate/window.hpp"
#include "interpreter/evaluate/window_span.hpp"
#include "interpreter/values/unknown.hpp"

namespace waymark {
namespace {

using ast::WindowFunction;

const model::Window& window_of(const model::Model& model, model::ExprId expr) {
  return std::get<model::Window>(model[expr].operation);
}

// Of bounds it may be open which is the highest.
bool are_exact(const std::vector<FactReading>& readings) {
  return std::ranges::none_of(readings, [](const FactReading& reading) {
    return std::holds_alternative<Number>(reading.value) && !is_known(reading.value);
  });
}

// Of equal ones the latest.
bool beats(WindowFunction function, const Value& later, const Value& earlier) {
  const auto op = function == WindowFunction::highest ? ast::ComparisonOperator::greater_equal
                                                      : ast::ComparisonOperator::less_equal;
  return truth(compare_values(op, later, earlier)) == Truth::yes;
}

// Whether the window picks the later reading in place of the one that it has picked.
bool is_picked(WindowFunction function, const FactReading& later, const FactReading* picked) {
  switch (function) {
    case WindowFunction::highest:
    case WindowFunction::lowest: return !picked || beats(function, later.value, picked->value);
    case WindowFunction::earliest: return !picked;
    case WindowFunction::latest: return true;
    case WindowFunction::average:
    case WindowFunction::previous:
    case WindowFunction::total:
    case WindowFunction::number: break;
  }
  return false;
}

}  // namespace

std::vector<std::size_t> RunningWindows::take(const model::Model& model, model::FactId fact,
                                              const FactReading& reading, const Moment& time) {
  std::vector<std::size_t> changed;
  for (std::size_t i = 0; i < windows_.size(); ++i) {
    const auto& window = window_of(model, clocks_.running[i].window);
    if (window.fact != fact) continue;
    auto& running = windows_[i];
    // Readings that do not come one behind the other are looked at anew, all together.
    running.is_known = running.is_known && running.last && *running.last < time;
    running.last = time;
    if (!running.is_known) {
      changed.push_back(i);
      continue;
    }
    if (running.anchor && time < *running.anchor) continue;
    ++running.count;
    const bool picks = is_picked(window.function, reading, running.picked);
    if (picks) running.picked = &reading;
    if (picks || window.function == WindowFunction::number) changed.push_back(i);
  }
  return changed;
}

void RunningWindows::tell(Evaluator& evaluator) {
  const auto& model = evaluator.model();
  for (std::size_t i = 0; i < windows_.size(); ++i) {
    const auto expr = clocks_.running[i].window;
    const auto& window = window_of(model, expr);
    const auto anchor = window.span.anchor ? anchor_of(evaluator, *window.span.anchor)
                                           : std::variant<Unknown, NotYet, Moment>{NotYet{}};
    const auto* since = std::get_if<Moment>(&anchor);
    auto& running = windows_[i];
    const bool is_settled = !window.span.anchor || (since && *since <= evaluator.at());
    if (!running.is_exact) running.is_exact = are_exact(patient_.facts[window.fact]);
    if (!is_settled || !*running.is_exact || (!running.is_known && !is_recorded(evaluator, window.fact))) {
      running.is_known = false;
      continue;
    }
    const auto now = since ? std::optional{*since} : std::nullopt;
    if (!running.is_known || running.anchor != now) {
      running.anchor = now;
      begin(evaluator, i);
    }
    evaluator.assume(expr, value(window, running, model[expr].type));
    for (const auto time : clocks_.running[i].times) {
      if (running.picked && running.picked->time) evaluator.assume(time, *running.picked->time);
    }
  }
}

void RunningWindows::begin(Evaluator& evaluator, std::size_t i) {
  auto& running = windows_[i];
  const auto& window = window_of(evaluator.model(), clocks_.running[i].window);
  const auto found = window_readings(evaluator, window);
  const auto all =
      seen_readings(evaluator.model().facts[window.fact], patient_.facts[window.fact], evaluator.at());
  running.is_known = true;
  running.count = static_cast<std::int64_t>(found.inside.size());
  running.picked = found.picked ? found.inside[*found.picked].reading : nullptr;
  running.last = all.empty() ? std::nullopt : std::optional{all.back().time};
}

Value RunningWindows::value(const model::Window& window, const Running& running, const Type& type) {
  if (window.function == WindowFunction::number) return exactly(Quantity{Decimal{running.count}});
  if (running.picked) return running.picked->value;
  if (type.kind == TypeKind::event) return EventValue{};
  return unknown_because(UnknownReason::no_reading);
}

}  // namespace waymark
