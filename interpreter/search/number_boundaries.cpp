#include <algorithm>
#include <map>

#include "interpreter/search/boundary_values.hpp"
#include "interpreter/search/number_forms.hpp"
#include "lang/model/operation_groups.hpp"

namespace waymark {
namespace {

using model::ExprId;
using model::Input;

// Thresholds with more places are computed, and say nothing of how finely something is measured.
constexpr int most_places = 6;

int places_of(const Decimal& number) {
  for (int places = 0; places < most_places; ++places) {
    if (round_to_places(number, places) == number) return places;
  }
  return most_places;
}

std::optional<Decimal> exact_decimal(const Rational& value) {
  const auto decimal = Decimal::from_rational(value);
  return decimal && decimal->to_rational() == value ? decimal : std::nullopt;
}

// A value at which a comparison can turn.
struct Threshold {
  Rational value;                   // in the input's own unit
  std::optional<Quantity> written;  // as a decimal in some unit, where there is one
};

class NumberEdges {
 public:
  NumberEdges(Evaluator& evaluator, const Dependencies& dependencies, const Input& input)
      : evaluator_{evaluator},
        dependencies_{dependencies},
        resting_{dependencies.resting_on(input)},
        input_{input},
        type_{type_of(evaluator.model(), input)},
        bounds_{bounds_of(evaluator.model(), input)} {}

  Edges find() {
    for (const auto expr : resting_.expressions())
      std::visit([&](const auto& o) { visit(o); }, model()[expr].operation);
    if (bounds_) {
      add_threshold(in_base_units(bounds_->low), bounds_->low.unit);
      add_threshold(in_base_units(bounds_->high), bounds_->high.unit);
    }
    return values();
  }

 private:
  const model::Model& model() const { return evaluator_.model(); }

  void visit(const model::Comparison& comparison) { meet(comparison.left, comparison.right); }
  void visit(const model::Between& between) {
    meet(between.subject, between.low);
    meet(between.subject, between.high);
  }
  void visit(const model::DoesNotCompare auto&) {}

  void meet(ExprId left, ExprId right) {
    const bool here = resting_.contains(left) || resting_.contains(right);
    if (!here || !is_measured(left) || !is_measured(right)) return;
    edges_.relative |=
        dependencies_.below(left).others_than(input_) || dependencies_.below(right).others_than(input_);
    edges_.mixes_readings |= mixes_readings(left, right);
    if (!is_number(left) || !is_number(right)) {
      edges_.complete = false;
      return;
    }
    const auto a = number_forms(evaluator_, resting_, left);
    const auto b = number_forms(evaluator_, resting_, right);
    if (!a || !b) {
      edges_.complete = false;
      return;
    }
    for (const auto& one : *a) {
      for (const auto& other : *b) cross(one, other, model()[right].type.unit, model()[left].type.unit);
    }
  }

  // What an expression is made of at once: how many readings of the input, and whether windows pick them.
  struct Readings {
    int count = 0;
    bool has_window = false, averages = false;
  };

  bool mixes_readings(ExprId left, ExprId right) {
    const auto a = readings_in(left), b = readings_in(right);
    return a.averages || b.averages || ((a.has_window || b.has_window) && a.count + b.count > 1);
  }

  Readings readings_in(ExprId expr) {
    const auto canonical = model()[expr].canonical;
    if (!resting_.contains(canonical)) return {};
    const auto known = readings_.find(canonical);
    if (known != readings_.end()) return known->second;
    const auto result = counted(canonical);
    readings_.emplace(canonical, result);
    return result;
  }

  Readings counted(ExprId expr) {
    const auto& operation = model()[expr].operation;
    if (named_input(operation) == input_) {
      const auto* window = std::get_if<model::Window>(&operation);
      return {1, window != nullptr, window && window->function == ast::WindowFunction::average};
    }
    const bool takes_one = std::holds_alternative<model::FirstKnown>(operation) ||
                           std::holds_alternative<model::Choose>(operation);
    Readings result;
    for (const auto part : parts(model(), expr)) {
      const auto its = readings_in(part);
      result.count = std::min(2, takes_one ? std::max(result.count, its.count) : result.count + its.count);
      result.has_window |= its.has_window;
      result.averages |= its.averages;
    }
    return result;
  }

  bool is_number(ExprId expr) const { return model()[expr].type.kind == TypeKind::number; }
  // A number, or time that a number may have a say in.
  bool is_measured(ExprId expr) const {
    const auto kind = model()[expr].type.kind;
    return is_number(expr) || kind == TypeKind::elapsed || kind == TypeKind::date || kind == TypeKind::moment;
  }

  void cross(const NumberForm& a, const NumberForm& b, const UnitPtr& unit, const UnitPtr& other_unit) {
    const auto found = crossings(a, b);
    edges_.complete &= found.exact;
    for (const auto& value : found.values) {
      add_threshold(value, same_dimension(*unit, *type_.unit) ? unit : other_unit);
    }
  }

  Rational in_own_unit(const Rational& size) const { return (size - type_.unit->offset) / type_.unit->scale; }

  void add_threshold(const Rational& size, const UnitPtr& unit) {
    const auto value = in_own_unit(size);
    Threshold threshold{value, std::nullopt};
    if (const auto own = exact_decimal(value)) {
      threshold.written = Quantity{*own, type_.unit};
      if (round_to_places(*own, most_places) == *own) places_ = std::max(places_, places_of(*own));
    } else if (same_dimension(*unit, *type_.unit)) {
      if (const auto other = exact_decimal((size - unit->offset) / unit->scale))
        threshold.written = Quantity{*other, unit};
    }
    thresholds_.push_back(std::move(threshold));
  }

  Edges values() {
    std::ranges::sort(thresholds_, {}, &Threshold::value);
    const auto same = [](const Threshold& a, const Threshold& b) { return a.value == b.value; };
    thresholds_.erase(std::unique(thresholds_.begin(), thresholds_.end(), same), thresholds_.end());
    if (thresholds_.empty()) add(Rational{1});
    for (const auto& threshold : thresholds_) {
      if (threshold.written) add(threshold.value, *threshold.written);
      add(below(threshold.value));
      add(above(threshold.value));
    }
    for (std::size_t i = 1; i < thresholds_.size(); ++i)
      add_between(thresholds_[i - 1].value, thresholds_[i].value);
    return sorted();
  }

  // --- the grid

  Rational step() const {
    Rational result = 1;
    for (int i = 0; i < (type_.whole ? 0 : places_); ++i) result /= 10;
    return result;
  }
  Rational above(const Rational& value) const { return Rational{floor_of(value / step()) + 1} * step(); }
  Rational below(const Rational& value) const { return -above(-value); }

  // In the middle on the grid; where no point of the grid is left between both, on a finer one.
  void add_between(const Rational& low, const Rational& high) {
    const Rational middle = (low + high) / 2;
    const Rational on_grid = Rational{floor_of(middle / step() + Rational{1, 2})} * step();
    if (low < on_grid && on_grid < high) return add(on_grid);
    if (!type_.whole) add(middle);
  }

  void add(const Rational& value) {
    const auto decimal = Decimal::from_rational(value);
    if (decimal) add(value, Quantity{*decimal, type_.unit});
  }

  void add(const Rational& value, const Quantity& written) {
    if (type_.whole && value.get_den() != 1) return;
    if (bounds_ && !model::is_within(written, *bounds_)) return;
    found_.push_back({value, written});
  }

  Edges sorted() {
    std::ranges::stable_sort(found_, {}, &Found::value);
    for (std::size_t i = 0; i < found_.size(); ++i) {
      if (i > 0 && found_[i].value == found_[i - 1].value) continue;
      edges_.values.emplace_back(Number{found_[i].written, found_[i].written});
    }
    return std::move(edges_);
  }

  struct Found {
    Rational value;
    Quantity written;
  };

  Evaluator& evaluator_;
  const Dependencies& dependencies_;
  const RestingExpressions resting_;
  std::map<ExprId, Readings> readings_;  // by canonical ExprId
  const Input& input_;
  const Type& type_;
  const std::optional<model::Bounds>& bounds_;
  std::vector<Threshold> thresholds_;
  std::vector<Found> found_;
  int places_ = 0;
  Edges edges_;
};

}  // namespace

Edges number_edges(Evaluator& evaluator, const Dependencies& dependencies, const Input& input) {
  return NumberEdges{evaluator, dependencies, input}.find();
}

}  // namespace waymark
