#include "interpreter/replay/clocks.hpp"

#include <algorithm>
#include <map>

#include "interpreter/evaluate/dependencies.hpp"
#include "lang/model/operation_groups.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

using model::ExprId;

bool is_clock(const model::Operation& operation) {
  return std::holds_alternative<model::TimeSince>(operation) ||
         std::holds_alternative<model::TimeSinceReading>(operation) ||
         std::holds_alternative<model::CalendarCount>(operation);
}

// What only asks whether a time is known, or gives it another name or unit.
bool passes_on(const model::Operation& operation) {
  return std::holds_alternative<model::DefineReference>(operation) ||
         std::holds_alternative<model::DefineCall>(operation) ||
         std::holds_alternative<model::Conversion>(operation) ||
         std::holds_alternative<model::Knowledge>(operation) ||
         std::holds_alternative<model::RequiresKnown>(operation);
}

class ClockFinder {
 public:
  explicit ClockFinder(const model::Model& model) : model_{model} {
    result_.by_fact.resize(model.facts.size());
    result_.by_fact_directly.resize(model.facts.size());
  }

  void add(std::uint32_t watched, const model::StatementReference& statement) {
    watched_ = watched;
    const Dependencies dependencies{model_, roots(statement)};
    for (const auto expr : dependencies.expressions()) {
      const auto input = named_input(model_[expr].operation);
      if (input && input->index() == 0) add_fact(std::get<0>(*input), !run(expr));
      std::visit([&](const auto& operation) { look(expr, operation); }, model_[expr].operation);
    }
  }

  Clocks take() { return std::move(result_); }

 private:
  std::vector<ExprId> roots(const model::StatementReference& reference) const {
    std::vector<ExprId> result{model::statement(model_, reference).condition};
    if (reference.kind != model::StatementKind::recommendation) return result;
    const auto& recommendation = model_.recommendations[reference.index];
    if (recommendation.done) result.push_back(*recommendation.done);
    for (const auto id : recommendation.precedes) {
      if (const auto& later = model_.recommendations[id].done) result.push_back(*later);
    }
    if (!has_deadline(recommendation)) return result;
    result.push_back(*recommendation.within->of);
    result.push_back(recommendation.within->time.low);
    if (const auto& high = recommendation.within->time.high) result.push_back(*high);
    return result;
  }

  void add_fact(model::FactId fact, bool directly) {
    rest(result_.by_fact[fact]);
    if (directly) rest(result_.by_fact_directly[fact]);
  }

  // Whether it is a window that runs, which is noted.
  bool run(ExprId expr) {
    const auto* window = std::get_if<model::Window>(&model_[expr].operation);
    if (!window || !runs(*window)) return false;
    auto found = std::ranges::find(result_.running, expr, &RunningWindow::window);
    if (found == result_.running.end()) found = result_.running.insert(found, {expr, {}, {}});
    rest(found->rests_on_it);
    return true;
  }

  bool runs(const model::Window& window) const {
    using enum ast::WindowFunction;
    const bool begins_once =
        window.span.word == ast::SpanWord::since || (window.span.word == ast::SpanWord::all);
    const auto function = window.function;
    const bool grows = function == highest || function == lowest || function == earliest ||
                       function == latest || function == number;
    return begins_once && grows && model_.facts[window.fact].type.kind != TypeKind::event;
  }

  void rest(Watched& all) const {
    if (all.empty() || all.back() != watched_) all.push_back(watched_);
  }

  // The clock that an expression is, by whatever name and in whatever unit.
  std::optional<ExprId> clock_meant(ExprId expr) const {
    const auto& operation = model_[expr].operation;
    if (is_clock(operation)) return model_[expr].canonical;
    if (const auto* conversion = std::get_if<model::Conversion>(&operation))
      return clock_meant(conversion->operand);
    if (const auto* call = std::get_if<model::DefineCall>(&operation)) return clock_meant(call->body);
    const auto* reference = std::get_if<model::DefineReference>(&operation);
    const auto value = reference ? model_.defines[reference->define].value : std::nullopt;
    return value ? clock_meant(*value) : std::nullopt;
  }

  void look(ExprId, const model::Window& window) {
    add_span({window.fact, window.span, window.function == ast::WindowFunction::total, {}});
  }
  void look(ExprId expr, const model::ReadingTime& time) {
    const auto window = window_named(time.reading);
    const auto found = std::ranges::find(result_.running, window, &RunningWindow::window);
    if (found == result_.running.end()) return;
    if (std::ranges::find(found->times, expr) == found->times.end()) found->times.push_back(expr);
  }
  void look(ExprId, const model::ReadingCount& count) { add_span({count.fact, count.span, false, {}}); }
  void look(ExprId, const model::Comparison& comparison) {
    compared(comparison.left, {comparison.right});
    compared(comparison.right, {comparison.left});
  }
  void look(ExprId, const model::Between& between) {
    compared(between.subject, {between.low, between.high});
    if (clock_meant(between.low) || clock_meant(between.high)) rest(result_.each_minute);
  }
  void look(ExprId expr, const model::DoesNotCompare auto&) {
    const auto& operation = model_[expr].operation;
    if (passes_on(operation)) return;
    for (const auto part : parts(model_, expr)) {
      if (clock_meant(part)) rest(result_.each_minute);
    }
  }

  // What a name of nothing but a window stands for; canonical.
  ExprId window_named(ExprId expr) const {
    const auto* reference = std::get_if<model::DefineReference>(&model_[expr].operation);
    const auto value = reference ? model_.defines[reference->define].value : std::nullopt;
    return value ? window_named(*value) : model_[expr].canonical;
  }

  void compared(ExprId subject, const std::vector<ExprId>& with) {
    const auto clock = clock_meant(subject);
    if (!clock) return;
    if (std::ranges::any_of(with, [&](ExprId each) { return clock_meant(each).has_value(); }))
      return rest(result_.each_minute);
    const auto [place, is_new] = tests_.try_emplace(*clock, result_.tests.size());
    if (is_new) result_.tests.push_back({*clock, {}, {}});
    auto& test = result_.tests[place->second];
    for (const auto each : with) {
      const auto canonical = model_[each].canonical;
      if (std::ranges::find(test.against, canonical) == test.against.end()) test.against.push_back(canonical);
    }
    rest(test.rests_on_it);
  }

  void add_span(ClockSpan span) {
    const auto same = [&](const ClockSpan& other) {
      const auto& a = span.span;
      const auto& b = other.span;
      return span.fact == other.fact && span.is_total == other.is_total && a.word == b.word &&
             a.first == b.first && a.second == b.second && a.anchor == b.anchor;
    };
    auto found = std::ranges::find_if(result_.spans, same);
    if (found == result_.spans.end()) found = result_.spans.insert(found, std::move(span));
    rest(found->rests_on_it);
  }

  const model::Model& model_;
  Clocks result_;
  std::map<ExprId, std::size_t> tests_;  // by canonical clock
  std::uint32_t watched_ = 0;
};

}  // namespace

Clocks clocks_of(const model::Model& model, const std::vector<model::StatementReference>& watched) {
  ClockFinder finder{model};
  for (std::uint32_t i = 0; i < watched.size(); ++i) finder.add(i, watched[i]);
  return finder.take();
}

}  // namespace waymark
