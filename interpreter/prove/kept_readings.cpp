#include "interpreter/prove/kept_readings.hpp"

#include <algorithm>
#include <optional>

#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/evaluate/window_span.hpp"

namespace waymark::prove {
namespace {

using model::ExprId;

constexpr std::size_t most_readings = 12;  // of one fact
constexpr int most_months = 580;           // the calendar of the formulas goes no further back

bool has_value_of_its_own(TypeKind kind) {
  return kind == TypeKind::yes_no || kind == TypeKind::number || kind == TypeKind::one_of ||
         kind == TypeKind::date || kind == TypeKind::moment;
}

// Whether the formulas can count so far from an instant, by the calendar or in whole microseconds.
bool can_count(const Quantity& duration) {
  const Rational size = duration.number.to_rational() * duration.unit->scale;
  if (counts_months(*duration.unit)) return size.get_den() == 1 && size <= most_months;
  const Rational microseconds = size * Rational{microseconds_per_second};
  return microseconds.get_den() == 1 && microseconds >= 0 &&
         microseconds <= Rational{most_months} * 31 * microseconds_per_day;
}

// Counts of readings, and what they are compared with.
class CountComparisons {
 public:
  explicit CountComparisons(const model::Model& model) : model_{model}, largest_(model.expressions.size()) {
    for (ExprId expr = 0; expr < model.expressions.size(); ++expr) {
      if (model[expr].canonical == expr) note(expr);
    }
  }

  // The largest number that a count is compared with; nullopt where it is put to another use.
  std::optional<std::size_t> largest(ExprId window) const {
    if (std::ranges::find(used_otherwise_, window) != used_otherwise_.end()) return std::nullopt;
    return largest_[window];
  }

 private:
  // What names of definitions stand for.
  ExprId meant(ExprId expr) const {
    expr = model_[expr].canonical;
    while (const auto* define = std::get_if<model::DefineReference>(&model_[expr].operation)) {
      const auto& value = model_.defines[define->define].value;
      if (!value) return expr;
      expr = model_[*value].canonical;
    }
    return expr;
  }

  bool is_count(ExprId expr) const {
    const auto* window = std::get_if<model::Window>(&model_[expr].operation);
    return window && window->function == ast::WindowFunction::number;
  }

  void note(ExprId expr) {
    const auto& operation = model_[expr].operation;
    if (const auto* comparison = std::get_if<model::Comparison>(&operation)) {
      compare(meant(comparison->left), {meant(comparison->right)});
      compare(meant(comparison->right), {meant(comparison->left)});
    } else if (const auto* between = std::get_if<model::Between>(&operation)) {
      compare(meant(between->subject), {meant(between->low), meant(between->high)});
      compare(meant(between->low), {});
      compare(meant(between->high), {});
    } else if (!std::holds_alternative<model::DefineReference>(operation) &&
               !std::holds_alternative<model::Knowledge>(operation)) {
      for (const auto part : model::operands(operation)) compare(meant(part), {});
    }
  }

  // Against nothing: used in another way.
  void compare(ExprId count, const std::vector<ExprId>& against) {
    if (!is_count(count)) return;
    if (against.empty()) used_otherwise_.push_back(count);
    for (const auto expr : against) {
      const auto* literal = std::get_if<model::Literal>(&model_[expr].operation);
      const auto* number = literal ? std::get_if<Quantity>(&literal->value) : nullptr;
      const auto whole =
          number && is_dimensionless(*number->unit) ? floor(number->number).to_integer() : std::nullopt;
      if (!whole || *whole > static_cast<std::int64_t>(most_readings)) {
        used_otherwise_.push_back(count);
      } else {
        largest_[count] =
            std::max(largest_[count], static_cast<std::size_t>(std::max<std::int64_t>(0, *whole)));
      }
    }
  }

  const model::Model& model_;
  std::vector<std::size_t> largest_;  // by canonical ExprId
  std::vector<ExprId> used_otherwise_;
};

class ReadingsNeeded {
 public:
  explicit ReadingsNeeded(const model::Model& model) : model_{model}, counts_{model} {}

  // Beside the latest; nullopt where no number of them is enough, or the formulas cannot say it.
  std::optional<std::size_t> of(ExprId expr) const {
    if (const auto* window = std::get_if<model::Window>(&model_[expr].operation)) return of(*window, expr);
    const auto& count = std::get<model::ReadingCount>(model_[expr].operation);
    const bool is_said =
        can_say(count.fact, count.span) && (!count.apart || can_count(literal(*count.apart)));
    if (!is_said || count.count > static_cast<std::int64_t>(most_readings)) return std::nullopt;
    const auto wanted = static_cast<std::size_t>(count.count);
    return count.word == ast::CountingWord::at_least ? wanted : wanted + 1;
  }

 private:
  const Quantity& literal(ExprId expr) const {
    return std::get<Quantity>(std::get<model::Literal>(model_[expr].operation).value);
  }

  bool can_say(model::FactId fact, const model::WindowSpan& span) const {
    const auto durations = durations_of(model_, span);
    return has_value_of_its_own(model_.facts[fact].type.kind) &&
           (!durations.first || can_count(*durations.first)) &&
           (!durations.second || can_count(*durations.second));
  }

  std::optional<std::size_t> of(const model::Window& window, ExprId expr) const {
    if (!can_say(window.fact, window.span)) return std::nullopt;
    switch (window.function) {
      case ast::WindowFunction::highest:
      case ast::WindowFunction::lowest:
      case ast::WindowFunction::earliest:
      case ast::WindowFunction::latest: return 1;
      case ast::WindowFunction::previous:
      case ast::WindowFunction::average: return 2;
      case ast::WindowFunction::number: {
        const auto largest = counts_.largest(expr);
        return largest ? std::optional{*largest + 1} : std::nullopt;
      }
      case ast::WindowFunction::total: break;
    }
    return std::nullopt;
  }

  const model::Model& model_;
  const CountComparisons counts_;
};

bool is_window(const model::Operation& operation) {
  return std::holds_alternative<model::Window>(operation) ||
         std::holds_alternative<model::ReadingCount>(operation);
}

}  // namespace

KeptReadings kept_readings(const model::Model& model, std::size_t at_least) {
  KeptReadings result{std::vector<std::size_t>(model.facts.size()),
                      std::vector<bool>(model.expressions.size())};
  const ReadingsNeeded needed{model};
  for (ExprId expr = 0; expr < model.expressions.size(); ++expr) {
    if (model[expr].canonical != expr || !is_window(model[expr].operation)) continue;
    auto& kept = result.of_fact[*model::fact_of_readings(model[expr].operation)];
    const auto further = needed.of(expr);
    const auto together = std::max<std::size_t>(kept, 1) + further.value_or(0);
    if (!further || together > most_readings) continue;
    kept = together;
    result.is_said[expr] = true;
  }
  for (auto& kept : result.of_fact) kept = kept > 0 ? std::max(kept, at_least) : 0;
  return result;
}

}  // namespace waymark::prove
