#include "interpreter/prove/example.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/facts/input_names.hpp"
#include "interpreter/search/boundary_values.hpp"
#include "interpreter/search/moment_needed.hpp"
#include "interpreter/search/representative_values.hpp"
#include "interpreter/search/step_limit.hpp"
#include "interpreter/search/witness.hpp"
#include "lang/text/escaped_text.hpp"

namespace waymark::prove {
namespace {

// What adults have.
struct UsualValues {
  Quantity low, usual, high;
};

// Of an age, and of a weight: what is measured in kilograms is hardly anything else.
const UsualValues* usual_of(const Quantity& number) {
  static const auto year = std::get<UnitPtr>(parse_ucum("a")), kilogram = std::get<UnitPtr>(parse_ucum("kg"));
  static const UsualValues ages{{Decimal{18}, year}, {Decimal{50}, year}, {Decimal{90}, year}};
  static const UsualValues weights{
      {Decimal{40}, kilogram}, {Decimal{70}, kilogram}, {Decimal{120}, kilogram}};
  if (same_dimension(*number.unit, *year)) return &ages;
  return same_unit(*number.unit, *kilogram) ? &weights : nullptr;
}

class Simplification {
 public:
  Simplification(const model::Model& model, const std::vector<model::ExprId>& expressions, Patient patient,
                 Moment at, const Moment& usual, const Shows& shows)
      : model_{model},
        expressions_{expressions},
        patient_{std::move(patient)},
        at_{at},
        usual_{usual},
        shows_{shows},
        steps_of_trial_{steps_of_trial(model, Dependencies{model, expressions})} {}

  Example run() {
    take_usual_moment();
    forget_facts();
    forget_readings();
    take_round_values();
    take_plausible_values();
    forget_facts();
    forget_readings();
    take_recent_times();
    take_round_times();
    patient_.at = at_;
    Example example{patient_, at_, {}, {}, {}};
    const InputNames names{model_};
    for (const auto& variable : variables()) {
      const auto value = value_now(variable.variable);
      if (!std::holds_alternative<Unknown>(value.value))
        example.given.push_back(given_text(model_, names, variable.variable, value, patient_, at_));
    }
    return example;
  }

 private:
  // One that the pathway's scenarios have too, if need be with all that is dated moved along.
  void take_usual_moment() {
    const bool timed = rests_on_time() || is_dated(patient_);
    const auto usual = timed ? usual_ : moment_of_no_matter();
    if (take(patient_, usual)) return;
    if (timed && take(moved(date_of(usual).days - date_of(at_).days), usual)) return;
    take(patient_, start_of(date_of(at_), 0));
  }

  static void move(Moment& moment, std::int64_t days) { moment.microseconds += days * microseconds_per_day; }

  Patient moved(std::int64_t days) const {
    auto result = patient_;
    for (auto& readings : result.facts) {
      for (auto& reading : readings) {
        if (reading.time) move(*reading.time, days);
        if (reading.recorded) move(*reading.recorded, days);
        if (auto* date = std::get_if<Date>(&reading.value))
          date->days += static_cast<decltype(date->days)>(days);
        if (auto* moment = std::get_if<Moment>(&reading.value)) move(*moment, days);
        auto* event = std::get_if<EventValue>(&reading.value);
        if (event && event->moment) move(*event->moment, days);
      }
    }
    return result;
  }

  // Goes over to another patient where it still shows.
  bool take(const Patient& patient, const Moment& at) {
    if (!limit_.take(steps_of_trial_)) return false;
    Evaluator evaluator{model_, patient, at};
    if (!shows_(evaluator)) return false;
    patient_ = patient;
    at_ = at;
    return true;
  }

  // Whether it matters when the patient is looked at.
  bool rests_on_time() const {
    return looks_at_time(model_, Dependencies{model_, expressions_}.expressions());
  }

  std::vector<RepresentativeValues> variables() const {
    auto result = representative_values(model_, expressions_, patient_, at_);
    std::erase_if(result, [&](const RepresentativeValues& each) {
      const auto* parameter = std::get_if<1>(&each.variable.input);
      return parameter && model_.parameters[*parameter].value && !patient_.parameters[*parameter];
    });
    return result;
  }

  RepresentativeValue value_now(const Variable& variable) const {
    RepresentativeValue result{current_value(model_, patient_, variable, at_), std::nullopt};
    if (variable.input.index() != 0) return result;
    const auto& readings = patient_.facts[std::get<0>(variable.input)];
    if (readings.empty()) return result;
    result.time = readings.back().time == at_ ? std::nullopt : readings.back().time;
    if (!variable.member) result.value = readings.back().value;
    return result;
  }

  bool try_value(const Variable& variable, const RepresentativeValue& value) {
    return take(with_value(model_, patient_, variable, value, at_), at_);
  }

  void forget_facts() {
    for (const auto& each : variables()) {
      if (std::holds_alternative<Unknown>(value_now(each.variable).value)) continue;
      try_value(each.variable, {unknown_because(UnknownReason::not_recorded), std::nullopt});
    }
    forget_empty_sets();
  }

  // Of several readings of a fact those that do not matter.
  void forget_readings() {
    for (std::size_t fact = 0; fact < patient_.facts.size(); ++fact) {
      for (std::size_t i = patient_.facts[fact].size(); i > 0 && patient_.facts[fact].size() > 1; --i) {
        auto fewer = patient_;
        fewer.facts[fact].erase(fewer.facts[fact].begin() + static_cast<std::ptrdiff_t>(i) - 1);
        take(fewer, at_);
      }
    }
  }

  // The latest of several readings is not older than it has to be.
  void take_recent_times() {
    constexpr std::int64_t days_ago[] = {0, 1, 2, 8, 15, 40, 100, 200, 400};
    for (std::size_t fact = 0; fact < patient_.facts.size(); ++fact) {
      const auto& readings = patient_.facts[fact];
      if (readings.size() < 2 || !readings.back().time) continue;
      for (const auto days : days_ago) {
        auto later = patient_;
        const auto shift =
            at_.microseconds - days * microseconds_per_day - readings.back().time->microseconds;
        if (shift <= 0) break;
        for (auto& reading : later.facts[fact]) {
          if (reading.time) reading.time->microseconds += shift;
        }
        if (take(later, at_)) break;
      }
    }
  }

  // Readings of which there are several were taken on the hour, or the minute, where that does.
  void take_round_times() {
    for (std::size_t fact = 0; fact < patient_.facts.size(); ++fact) {
      if (patient_.facts[fact].size() < 2) continue;
      for (std::size_t i = 0; i < patient_.facts[fact].size(); ++i) {
        for (const auto step :
             {60 * microseconds_per_minute, microseconds_per_minute, microseconds_per_second}) {
          if (take_round_time(fact, i, step)) break;
        }
      }
    }
  }

  bool take_round_time(std::size_t fact, std::size_t index, std::int64_t step) {
    auto rounder = patient_;
    auto& readings = rounder.facts[fact];
    auto& time = readings[index].time;
    if (!time) return true;
    const auto beyond = (time->microseconds % step + step) % step;
    if (beyond == 0) return true;
    for (const auto shift : {-beyond, step - beyond}) {
      time->microseconds += shift;
      const auto is_later = [](const FactReading& a, const FactReading& b) {
        return a.time && b.time && *a.time >= *b.time;
      };
      if (std::ranges::adjacent_find(readings, is_later) == readings.end() && take(rounder, at_)) return true;
      time->microseconds -= shift;
    }
    return false;
  }

  // A set of which nothing is said is not recorded.
  void forget_empty_sets() {
    for (std::size_t fact = 0; fact < patient_.facts.size(); ++fact) {
      if (patient_.facts[fact].empty() || model_.facts[fact].type.kind != TypeKind::any_of) continue;
      auto fewer = patient_;
      fewer.facts[fact].clear();
      take(fewer, at_);
    }
  }

  void take_round_values() {
    for (const auto& each : variables()) {
      const auto now = value_now(each.variable);
      if (std::holds_alternative<Unknown>(now.value)) continue;
      for (const auto& value : with_turning_times_first(each)) {
        if (!std::holds_alternative<Unknown>(value.value) && try_value(each.variable, value)) break;
      }
    }
  }

  // A value may have been the only one that shows it, as long as another one was not round yet.
  void take_plausible_values() {
    for (const auto& each : variables()) {
      const auto& input = each.variable.input;
      if (is_plausible(input, value_now(each.variable).value)) continue;
      for (const auto& value : nearest_edges_first(each.values)) {
        const bool is_known = !std::holds_alternative<Unknown>(value.value);
        if (is_known && is_plausible(input, value.value) && try_value(each.variable, value)) break;
      }
      take_usual_value(each.variable);
    }
  }

  // For where no value near a threshold is plausible.
  void take_usual_value(const Variable& variable) {
    const auto now = value_now(variable);
    if (is_plausible(variable.input, now.value)) return;
    const auto number = known_number(now.value);
    const auto* usual = number ? usual_of(*number) : nullptr;
    if (usual) try_value(variable, {Number{usual->usual, usual->usual}, now.time});
  }

  // Of a date or moment; nullopt of anything else.
  static std::optional<Moment> time_of(const Value& value) {
    if (const auto* date = std::get_if<Date>(&value)) return start_of(*date, 0);
    if (const auto* moment = std::get_if<Moment>(&value)) return *moment;
    return std::nullopt;
  }

  // How far a value is from the next one, of times in seconds; nothing else is nearer than another.
  static Rational distance(const RepresentativeValue& a, const RepresentativeValue& b) {
    const auto earlier = time_of(a.value), later = time_of(b.value);
    if (earlier && later)
      return Rational{std::abs(later->microseconds - earlier->microseconds)} / microseconds_per_second;
    const auto first = known_number(a.value), second = known_number(b.value);
    if (!first || !second) return 0;
    const Rational size = second->number.to_rational() - first->number.to_rational();
    return size < 0 ? Rational{-size} : size;
  }

  bool would_show(const Variable& variable, const RepresentativeValue& value) const {
    const auto patient = with_value(model_, patient_, variable, value, at_);
    Evaluator evaluator{model_, patient, at_};
    return shows_(evaluator);
  }

  // Whether the time beside this one shows it no more.
  bool is_last_to_show(const RepresentativeValues& all, const RepresentativeValue& value) const {
    const auto same_time = [&](const RepresentativeValue& each) {
      return time_of(each.value) == time_of(value.value);
    };
    const auto at = std::ranges::find_if(all.values, same_time);
    const auto fails = [&](auto each) { return time_of(each->value) && !would_show(all.variable, *each); };
    return would_show(all.variable, value) &&
           ((at != all.values.begin() && fails(at - 1)) || (at + 1 < all.values.end() && fails(at + 1)));
  }

  std::vector<RepresentativeValue> with_turning_times_first(const RepresentativeValues& all) const {
    auto result = nearest_edges_first(all.values);
    std::stable_partition(result.begin(), result.end(), [&](const RepresentativeValue& value) {
      return is_plausible(all.variable.input, value.value);
    });
    std::stable_partition(result.begin(), result.end(), [&](const RepresentativeValue& value) {
      return time_of(value.value) && is_last_to_show(all, value);
    });
    return result;
  }

  // An adult, of whom no reading is at the end of what there can be.
  bool is_plausible(const model::Input& input, const Value& value) const {
    const auto number = known_number(value);
    if (!number) return true;
    const auto& bounds = bounds_of(model_, input);
    if (bounds && (*number == bounds->low || *number == bounds->high)) return false;
    const auto* usual = usual_of(*number);
    return !usual || (compare(*number, usual->low) >= 0 && compare(*number, usual->high) <= 0);
  }

  static std::vector<RepresentativeValue> nearest_edges_first(std::vector<RepresentativeValue> values) {
    std::vector<std::pair<Rational, RepresentativeValue>> ranked;
    for (std::size_t i = 0; i < values.size(); ++i) {
      std::optional<Rational> nearest;
      for (const auto j : {i - 1, i + 1}) {
        if (j >= values.size() || std::holds_alternative<Unknown>(values[j].value)) continue;
        const auto far = distance(values[i], values[j]);
        if (!nearest || far < *nearest) nearest = far;
      }
      // What was read at another moment is told in more words.
      ranked.emplace_back(nearest.value_or(0) + (values[i].time ? 1'000'000 : 0), values[i]);
    }
    std::ranges::stable_sort(ranked, {}, [](const auto& each) -> const Rational& { return each.first; });
    std::vector<RepresentativeValue> result;
    for (auto& each : ranked) result.push_back(std::move(each.second));
    return result;
  }

  const model::Model& model_;
  const std::vector<model::ExprId>& expressions_;
  Patient patient_;
  Moment at_;
  const Moment usual_;
  const Shows& shows_;
  const std::size_t steps_of_trial_;
  StepLimit limit_{2'000'000};  // of trials: a smaller example is of use, but nothing rests on it
};

// A condition that is expected may look at the time, where the pathway does so anywhere.
bool may_ask_for_time(const model::Model& model, const std::vector<std::string>& expected) {
  const auto is_condition = [](const std::string& line) { return line.starts_with('('); };
  return std::ranges::any_of(expected, is_condition) && looks_at_time(model);
}

}  // namespace

Example small_example(const model::Model& model, const std::vector<model::ExprId>& expressions,
                      Patient patient, Moment at, const Moment& usual, const Shows& shows) {
  return Simplification{model, expressions, std::move(patient), at, usual, shows}.run();
}

void write_scenario(const model::Model& model, Example& example, const Expectations& expectations) {
  Evaluator evaluator{model, example.patient, example.at};
  auto expected = expectations(evaluator);
  const bool has_moment =
      example.at != moment_of_no_matter() || is_dated(example.patient) || may_ask_for_time(model, expected);
  std::set<std::string> seen;
  std::erase_if(expected, [&](const std::string& line) { return !seen.insert(line).second; });
  example.scenario = {has_moment ? std::optional{example.at} : std::nullopt, example.given,
                      std::move(expected)};
}

}  // namespace waymark::prove
