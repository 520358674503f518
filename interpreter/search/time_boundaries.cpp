#include <algorithm>
#include <array>
#include <set>

#include "interpreter/search/boundary_values.hpp"
#include "interpreter/search/number_forms.hpp"
#include "interpreter/values/elapsed.hpp"
#include "interpreter/values/instant_range.hpp"
#include "lang/model/operation_groups.hpp"

namespace waymark {
namespace {

using model::ExprId;
using model::Input;

// A month behind the last days of a longer month is one day: so far may an edge lie from where it would be.
constexpr int window_days = 5;

// What the comparisons of one input hold it against.
struct Marks {
  std::vector<Instant> instants;
  std::vector<Quantity> durations;
  bool complete = true;
  bool relative = false;
};

bool is_duration(const Unit& unit) {
  return unit.dimension == Dimension{{"time", 1}} || unit.dimension == Dimension{{"calendar", 1}};
}

// Collects the instants and durations that stand in the same comparisons as the input.
class MarkSearch {
 public:
  MarkSearch(Evaluator& evaluator, const Dependencies& dependencies, const Input& input)
      : evaluator_{evaluator}, dependencies_{dependencies}, resting_{dependencies.resting_on(input)} {
    marks_.instants.emplace_back(evaluator.at());
    marks_.durations.push_back(Quantity{Decimal{0}, ucum("d")});
  }

  Marks search() {
    for (const auto expr : resting_.expressions()) {
      const auto& operation = model()[expr].operation;
      const bool compares = std::holds_alternative<model::Comparison>(operation) ||
                            std::holds_alternative<model::Between>(operation);
      if (compares) collect(expr);
      // Readings enter or leave a span at times that no comparison shows.
      if (model::fact_of_readings(operation)) marks_.complete = false;
    }
    add_next_counts();
    return std::move(marks_);
  }

 private:
  static UnitPtr ucum(std::string_view code) { return std::get<UnitPtr>(parse_ucum(code)); }
  const model::Model& model() const { return evaluator_.model(); }

  // What is below the comparison: what rests on the input is looked into, all else is as it is.
  void collect(ExprId comparison) {
    if (computes(comparison)) marks_.complete &= reach_both(comparison);
    std::set<ExprId> seen;
    std::vector<ExprId> pending{comparison};
    while (!pending.empty()) {
      const auto expr = model()[pending.back()].canonical;
      pending.pop_back();
      if (!seen.insert(expr).second) continue;
      if (!resting_.contains(expr)) {
        mark(expr);
      } else {
        std::visit([&](const auto& operation) { look(operation); }, model()[expr].operation);
        const auto below = parts(model(), expr);
        pending.insert(pending.end(), below.begin(), below.end());
      }
    }
  }

  void mark(ExprId expr) {
    marks_.relative |= dependencies_.below(expr).any();
    const auto& value = evaluator_.value(expr);
    if (const auto ends = ends_of(value)) {
      marks_.instants.push_back(ends->low);
      if (ends->high != ends->low) marks_.instants.push_back(ends->high);
    }
    const auto* number = std::get_if<Number>(&value);
    for (const auto& bound :
         number ? std::vector{number->low, number->high} : std::vector<std::optional<Quantity>>{}) {
      if (bound && is_duration(*bound->unit)) marks_.durations.push_back(*bound);
    }
  }

  void look(const model::Conversion& conversion) { counted_in_.push_back(conversion.unit); }
  void look(const model::CalendarCount&) {
    for (const auto* code : {"a", "mo", "d"}) counted_in_.push_back(ucum(code));
  }
  void look(const model::Grouped auto&) {}

  // Whether arithmetic or a function stands between the input and the comparison.
  bool computes(ExprId expr) const {
    if (!resting_.contains(expr)) return false;
    const auto& operation = model()[expr].operation;
    const bool of_numbers = model()[expr].type.kind == TypeKind::number;
    if (std::holds_alternative<model::Arithmetic>(operation) ||
        (std::holds_alternative<model::Call>(operation) && of_numbers))
      return true;
    return std::ranges::any_of(parts(model(), expr), [&](ExprId part) { return computes(part); });
  }

  // --- the durations at which what is computed reaches what it is compared with; false where some may be
  // missing

  bool reach_both(ExprId expr) {
    if (const auto* comparison = std::get_if<model::Comparison>(&model()[expr].operation))
      return reach_value_of(comparison->left, comparison->right);
    const auto& between = std::get<model::Between>(model()[expr].operation);
    const bool low = reach_value_of(between.subject, between.low);
    return reach_value_of(between.subject, between.high) && low;
  }

  bool reach_value_of(ExprId a, ExprId b) {
    const bool is_first = resting_.contains(a);
    if (is_first && resting_.contains(b)) return false;
    const auto* number = std::get_if<Number>(&evaluator_.value(is_first ? b : a));
    if (!number) return false;
    bool complete = true;
    for (const auto& bound : {number->low, number->high})
      if (bound) complete &= reach(is_first ? a : b, in_base_units(*bound));
    return complete;
  }

  bool reach(ExprId expr, const Rational& target) {
    if (!resting_.contains(expr)) return true;
    return std::visit([&](const auto& operation) { return reach(operation, expr, target); },
                      model()[expr].operation);
  }

  bool reach_all(const std::vector<ExprId>& exprs, const Rational& target) {
    bool complete = true;
    for (const auto expr : exprs) complete &= reach(expr, target);
    return complete;
  }

  bool reach(const model::DefineReference& reference, ExprId, const Rational& target) {
    return reach(*model().defines[reference.define].value, target);
  }
  bool reach(const model::DefineCall& call, ExprId, const Rational& target) {
    return reach(call.body, target);
  }
  bool reach(const model::FirstKnown& first, ExprId, const Rational& target) {
    return reach_all(first.arguments, target);
  }
  bool reach(const model::Negate& negate, ExprId, const Rational& target) {
    return reach(negate.operand, Rational{-target});
  }
  bool reach(const model::Call& call, ExprId, const Rational& target) {
    const bool mirrors = call.function == model::Function::absolute;
    const bool picks = call.function == model::Function::min || call.function == model::Function::max;
    if (!mirrors && !picks) return false;
    const bool complete = reach_all(call.arguments, target);
    return complete && (!mirrors || reach(call.arguments.front(), Rational{-target}));
  }
  bool reach(const model::Choose& choose, ExprId, const Rational& target) {
    std::vector<ExprId> values;
    for (const auto& arm : choose.arms) values.push_back(arm.value);
    if (choose.otherwise) values.push_back(*choose.otherwise);
    return reach_all(values, target);
  }
  bool reach(const model::Conversion& conversion, ExprId, const Rational& target) {
    if (model()[conversion.operand].type.kind == TypeKind::number) return reach(conversion.operand, target);
    return mark_duration(target, conversion.unit);
  }
  bool reach(const model::CalendarCount& count, ExprId, const Rational& target) {
    return mark_duration(target, ucum(count.word == ast::SinceWord::days ? "d" : "mo"));
  }
  // What cannot be turned round; the marks may be too few then.
  bool reach(const model::Grouped auto&, ExprId, const Rational&) { return false; }

  bool reach(const model::Arithmetic& arithmetic, ExprId, const Rational& target) {
    const bool is_left = resting_.contains(arithmetic.left);
    if (is_left && resting_.contains(arithmetic.right)) return false;
    const auto other = known_number(evaluator_.value(is_left ? arithmetic.right : arithmetic.left));
    if (!other) return false;
    const auto side = is_left ? arithmetic.left : arithmetic.right;
    const bool divides = arithmetic.op == ast::ArithmeticOperator::divide && !is_left;
    const auto inner = solved(arithmetic.op, in_base_units(*other), is_left, target);
    return (!divides || reach(side, 0)) && (!inner || reach(side, *inner));
  }

  // What the unknown side is where the result is `target`; nullopt where it never is, or always.
  static std::optional<Rational> solved(ast::ArithmeticOperator op, const Rational& other, bool is_left,
                                        const Rational& target) {
    using enum ast::ArithmeticOperator;
    switch (op) {
      case add: return Rational{target - other};
      case subtract: return is_left ? Rational{target + other} : Rational{other - target};
      case multiply: return other == 0 ? std::nullopt : std::optional{Rational{target / other}};
      case divide: break;
    }
    if (is_left) return Rational{target * other};
    return target == 0 ? std::nullopt : std::optional{Rational{other / target}};
  }

  bool mark_duration(const Rational& size, const UnitPtr& unit) {
    const auto number = Decimal::from_rational(size / unit->scale);
    if (!number) return false;
    counted_in_.push_back(unit);
    for (const auto& each : {*number, floor(*number), ceiling(*number)})
      marks_.durations.push_back(Quantity{each, unit});
    return true;
  }

  // Whole counts turn one count later as well.
  void add_next_counts() {
    const auto durations = marks_.durations;
    for (const auto& unit : counted_in_) {
      for (const auto& duration : durations) {
        if (!same_dimension(*unit, *duration.unit)) continue;
        if (const auto next = add(duration, Quantity{Decimal{1}, unit})) marks_.durations.push_back(*next);
      }
    }
  }

  Evaluator& evaluator_;
  const Dependencies& dependencies_;
  const RestingExpressions resting_;
  Marks marks_;
  std::vector<UnitPtr> counted_in_;
};

// --- edges

Date day_of(const Instant& instant) {
  const auto* moment = std::get_if<Moment>(&instant);
  return moment ? date_of(*moment) : std::get<Date>(instant);
}

Elapsed between(const Instant& from, const Instant& to) {
  const auto* first = std::get_if<Moment>(&from);
  const auto* last = std::get_if<Moment>(&to);
  if (first && last) return {std::pair{*first, *last}};
  return {std::pair{day_of(from), day_of(to)}};
}

// How the time between an instant and a mark stands to a duration.
struct Edge {
  Instant mark;
  Quantity duration;
  bool ahead = false;  // from the mark to the instant

  std::optional<Instant> place() const { return shifted(mark, duration, !ahead); }
  // Rises with the instant.
  int side(const Instant& instant) const {
    const auto order =
        ahead ? compare(between(mark, instant), duration) : compare(between(instant, mark), duration);
    const int sign = !order || *order == 0 ? 0 : *order < 0 ? -1 : 1;
    return ahead ? sign : -sign;
  }
};

// The days at which something turns: those whose neighbor is on another side.
std::vector<Instant> days_around(const Edge& edge, Date place) {
  std::vector<Instant> result;
  const auto side = [&](int distance) {
    const auto day = add_days(place, distance);
    return day ? edge.side(*day) : 0;
  };
  for (int distance = -window_days; distance <= window_days; ++distance) {
    const bool turns = side(distance) != side(distance - 1) || side(distance) != side(distance + 1);
    const auto day = add_days(place, distance);
    if (turns && day) result.emplace_back(*day);
  }
  return result;
}

// The first microsecond of each side.
std::vector<Instant> turns_around(const Edge& edge, const Moment& place) {
  std::vector<Instant> result;
  const auto moved = [&](std::int64_t by) { return Moment{place.microseconds + by, place.offset_minutes}; };
  for (const int least : {0, 1}) {
    std::int64_t below = -window_days * microseconds_per_day;
    std::int64_t reached = window_days * microseconds_per_day;
    if (edge.side(moved(below)) >= least || edge.side(moved(reached)) < least) continue;
    while (reached - below > 1) {
      const auto middle = below + (reached - below) / 2;
      (edge.side(moved(middle)) >= least ? reached : below) = middle;
    }
    result.emplace_back(moved(reached));
  }
  return result;
}

std::vector<Instant> around(const Edge& edge, bool in_days, std::int32_t offset_minutes) {
  const auto place = edge.place();
  if (!place) return {};
  if (in_days) return days_around(edge, day_of(*place));
  const auto* date = std::get_if<Date>(&*place);
  return turns_around(edge, date ? start_of(*date, offset_minutes) : std::get<Moment>(*place));
}

// The days, or the first microseconds of moments, at which something turns.
std::vector<Instant> all_around(const Marks& marks, bool in_days, const Moment& at) {
  std::vector<Instant> result;
  for (const auto& mark : marks.instants) {
    for (const auto& duration : marks.durations) {
      for (const bool ahead : {false, true}) {
        const auto some =
            around({in_days ? Instant{day_of(mark)} : mark, duration, ahead}, in_days, at.offset_minutes);
        result.insert(result.end(), some.begin(), some.end());
      }
    }
  }
  return result;
}

// Sorted, each once. All are of one kind.
template <typename Time>
std::vector<Time> times(const std::vector<Instant>& instants) {
  std::set<Time> result;
  for (const auto& instant : instants) result.insert(std::get<Time>(instant));
  return {result.begin(), result.end()};
}

std::int64_t whole_seconds_before(std::int64_t microseconds) {
  const auto rest = microseconds % microseconds_per_second;
  return microseconds - (rest < 0 ? rest + microseconds_per_second : rest);
}

// The moments to look at where something turns: of each stretch between two turns the first and the last
// whole second, or the first and the last microsecond of one in which there is no whole second.
std::vector<Moment> moments_beside(const std::vector<Moment>& turns) {
  std::set<Moment> result;
  for (std::size_t i = 0; i < turns.size(); ++i) {
    const auto& [first, offset] = turns[i];
    const auto second = whole_seconds_before(first + microseconds_per_second - 1);
    const bool has_second = i + 1 == turns.size() || second < turns[i + 1].microseconds;
    result.insert(Moment{has_second ? second : first, offset});
    const auto second_before = whole_seconds_before(first - 1);
    const bool has_second_before = i == 0 || second_before >= turns[i - 1].microseconds;
    result.insert(Moment{has_second_before ? second_before : first - 1, offset});
  }
  return {result.begin(), result.end()};
}

}  // namespace

Edges time_edges(Evaluator& evaluator, const Dependencies& dependencies, const Input& input) {
  const auto kind = type_of(evaluator.model(), input).kind;
  const auto marks = MarkSearch{evaluator, dependencies, input}.search();
  const auto instants = all_around(marks, kind == TypeKind::date, evaluator.at());
  Edges edges{{}, marks.complete, marks.relative};
  if (kind == TypeKind::date) {
    for (const auto date : times<Date>(instants)) edges.values.emplace_back(date);
    return edges;
  }
  if (kind == TypeKind::event) edges.values.emplace_back(EventValue{});
  for (const auto& moment : moments_beside(times<Moment>(instants))) {
    edges.values.push_back(kind == TypeKind::event ? Value{EventValue{moment}} : Value{moment});
  }
  return edges;
}

ReadingTimes reading_times(Evaluator& evaluator, const Dependencies& dependencies, model::FactId fact) {
  ReadingTimes result;
  const Input input{std::in_place_index<0>, fact};
  const auto valid_for =
      validity(evaluator.model(), evaluator.model().facts[fact], evaluator.patient().parameters);
  const auto asks_for_age = [&](ExprId expr) {
    const auto& operation = evaluator.model()[expr].operation;
    const auto* since = std::get_if<model::TimeSinceReading>(&operation);
    if (const auto* time = std::get_if<model::ReadingTime>(&operation))
      return named_input(evaluator.model()[time->reading].operation) == input;
    return since && since->fact == fact;
  };
  const bool age_matters = std::ranges::any_of(dependencies.expressions(), asks_for_age);
  if (!age_matters && !valid_for) return result;
  auto marks = age_matters ? MarkSearch{evaluator, dependencies, input}.search()
                           : Marks{{evaluator.at()}, {}, true, false};
  if (valid_for) marks.durations.push_back(*valid_for);
  for (const auto& moment : moments_beside(times<Moment>(all_around(marks, false, evaluator.at())))) {
    if (evaluator.at() < moment) continue;
    const auto age =
        valid_for ? compare(Elapsed{std::pair{moment, evaluator.at()}}, *valid_for) : std::nullopt;
    if (valid_for && (!age || *age > 0))
      result.stale = moment;
    else if (age_matters)
      result.fresh.push_back(moment);
  }
  result.complete = marks.complete;
  result.relative = marks.relative;
  return result;
}

}  // namespace waymark
