#include "interpreter/explain/counterfactuals.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/search/boundary_values.hpp"
#include "interpreter/search/step_limit.hpp"
#include "interpreter/search/values_of_inputs.hpp"

namespace waymark {
namespace {

using model::ExprId;

// Values that stand in an order: numbers, days, moments, when an event happened.
bool less(const Value& a, const Value& b) {
  if (a.index() != b.index()) return false;
  if (const auto* number = std::get_if<Number>(&a)) {
    const auto& other = std::get<Number>(b);
    return number->low && other.low && compare(*number->low, *other.low) < 0;
  }
  if (const auto* date = std::get_if<Date>(&a)) return *date < std::get<Date>(b);
  if (const auto* moment = std::get_if<Moment>(&a)) return *moment < std::get<Moment>(b);
  const auto* event = std::get_if<EventValue>(&a);
  return event && event->moment && std::get<EventValue>(b).moment &&
         *event->moment < *std::get<EventValue>(b).moment;
}

bool is_ordered(const RepresentativeValue& each) {
  const auto* event = std::get_if<EventValue>(&each.value);
  return !each.time &&
         ((event && event->moment) || std::holds_alternative<Number>(each.value) ||
          std::holds_alternative<Date>(each.value) || std::holds_alternative<Moment>(each.value));
}

// Neighbors among the values of a variable, `end` not included.
struct Run {
  std::size_t begin = 0, end = 0;
};

class ChangeSearch {
 public:
  ChangeSearch(const model::Model& model, const Subject& subject, const Patient& patient, Moment at)
      : model_{model},
        subject_{subject},
        patient_{patient},
        at_{at},
        exprs_{expressions_of(model, subject)},
        dependencies_{model, exprs_},
        before_{answer_of(patient)} {
    for (auto& values : values_of_inputs(model, exprs_, tried_inputs(), patient, at)) {
      current_.push_back(current_value(model, patient, values.variable, at));
      variables_.push_back(std::move(values));
    }
  }

  Turns search() {
    Turns result;
    for (const auto& each : variables_) result.complete &= each.complete;
    for (const auto& possible : possible_answers(model_, subject_)) {
      if (possible != before_) found_[possible];
    }
    result.untried = dependencies_.inputs().size() - tried_inputs().size() + change_each();
    result.pairs_tried =
        result.untried == 0 && variables_.size() <= few && steps_of_pairs() <= most_steps_of_pairs;
    if (result.pairs_tried) change_two();
    for (const auto& possible : possible_answers(model_, subject_)) {
      if (possible == before_) continue;
      for (auto& changes : found_[possible]) name_edges(changes, possible);
      result.turns.push_back({possible, std::move(found_[possible])});
    }
    return result;
  }

 private:
  using Key = std::tuple<std::string, std::string, std::string>;  // an answer, and which way both facts go
  static constexpr const char* at_another_time = "at another time";

  // So many facts are changed two by two.
  static constexpr std::size_t few = 40;
  static constexpr std::size_t most_steps = 5'000'000;
  static constexpr std::size_t most_steps_of_pairs = 5'000'000;

  // The first ones where there are too many.
  std::set<model::Input> tried_inputs() const {
    const auto& all = dependencies_.inputs();
    const auto most = std::max(few, most_steps / steps_of_trial(model_, dependencies_));
    if (all.size() <= most) return all;
    return {all.begin(), std::next(all.begin(), static_cast<std::ptrdiff_t>(most))};
  }

  std::string answer_of(const Patient& patient) const {
    Evaluator evaluator{model_, patient, at_};
    return answer(evaluator, subject_);
  }
  Patient changed(const Patient& patient, const Variable& variable, const RepresentativeValue& value) const {
    return with_value(model_, patient, variable, value, at_);
  }

  // --- one fact

  // How many facts could not be changed within the steps.
  std::size_t change_each() {
    std::set<model::Input> untried;
    for (std::size_t i = 0; i < variables_.size(); ++i) {
      if (limit_.take(std::uint64_t{variables_[i].values.size()} * steps_of_trial(model_, dependencies_)))
        change_one(i);
      else
        untried.insert(variables_[i].variable.input);
    }
    return untried.size();
  }

  void change_one(std::size_t index) {
    const auto& its = variables_[index];
    std::vector<std::string> answers;
    for (const auto& value : its.values) answers.push_back(answer_of(changed(patient_, its.variable, value)));
    for (const auto& run : runs(its, answers)) {
      const auto& answer = answers[run.begin];
      const auto found = found_.find(answer);
      if (found == found_.end() || is_needless(its, answers, run.begin)) continue;
      found->second.push_back({change(index, its, run)});
    }
  }

  // Stretches of neighboring values that lead to the same.
  template <typename Key>
  static std::vector<Run> runs(const RepresentativeValues& its, const std::vector<Key>& keys) {
    std::vector<Run> result;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const bool goes_on =
          i > 0 && keys[i] == keys[i - 1] && is_ordered(its.values[i]) && is_ordered(its.values[i - 1]);
      if (goes_on)
        result.back().end = i + 1;
      else
        result.push_back({i, i + 1});
    }
    return result;
  }

  // A value read at another time says nothing new where it does the same without a time, or at a third time.
  static bool is_needless(const RepresentativeValues& its, const std::vector<std::string>& answers,
                          std::size_t index) {
    if (!its.values[index].time) return false;
    for (std::size_t i = 0; i < index; ++i) {
      if (answers[i] == answers[index]) return true;
    }
    return std::holds_alternative<Unknown>(its.values.back().value) && answers.back() == answers[index];
  }

  // What the fact is now, where a new reading of it would do. Ends of what is not known exactly say nothing.
  bool would_do_again(std::size_t variable, const RepresentativeValues& its, const Run& run) const {
    const auto& current = current_[variable];
    const auto& first = its.values[run.begin];
    if (!its.exact || !is_ordered(first) || !is_ordered({current, std::nullopt})) return false;
    if (std::holds_alternative<Number>(current) && !known_number(current)) return false;
    return current.index() == first.value.index() && !less(current, first.value) &&
           !less(its.values[run.end - 1].value, current);
  }

  // The one next to what the fact is now; else next to an edge.
  std::size_t nearest(std::size_t variable, const RepresentativeValues& its, const Run& run) const {
    const auto& current = current_[variable];
    if (std::holds_alternative<Unknown>(current)) return run.begin == 0 ? run.end - 1 : run.begin;
    return less(its.values[run.end - 1].value, current) ? run.end - 1 : run.begin;
  }

  Change change(std::size_t variable, const RepresentativeValues& its, const Run& run) const {
    const bool read_again = would_do_again(variable, its, run);
    const auto to =
        read_again ? RepresentativeValue{current_[variable], {}} : its.values[nearest(variable, its, run)];
    Change result{its.variable, current_[variable], to, to, to, read_again};
    if (!its.exact || !is_ordered(to)) return result;
    result.first = its.values[run.begin];
    result.last = its.values[run.end - 1];
    if (run.begin > 0) result.next_below = its.values[run.begin - 1];
    if (run.end < its.values.size()) result.next_above = its.values[run.end];
    result.open_below = run.begin == 0 || !is_ordered(its.values[run.begin - 1]);
    result.open_above = run.end == its.values.size() || !is_ordered(its.values[run.end]);
    return result;
  }

  // Of a value that is just not an edge, whether one next to the edge would do: then the edge is that of `<`.
  void name_edges(std::vector<Change>& changes, const std::string& answer) const {
    for (auto& each : changes) {
      const auto does = [&](const std::optional<RepresentativeValue>& edge, const RepresentativeValue& end) {
        const auto near = edge ? next_to(edge->value, end.value) : std::nullopt;
        return near && answer_of(with_all(changes, each, *near)) == answer;
      };
      if (type_of(model_, each.variable.input).whole) continue;
      if (!each.open_below && does(each.next_below, each.first)) each.above = each.next_below;
      if (!each.open_above && does(each.next_above, each.last)) each.below = each.next_above;
    }
  }

  Patient with_all(const std::vector<Change>& changes, const Change& other, const Quantity& number) const {
    auto result = patient_;
    for (const auto& each : changes) {
      const bool is_other = each.variable == other.variable;
      result = changed(result, each.variable,
                       is_other ? RepresentativeValue{Number{number, number}, std::nullopt} : each.to);
    }
    return result;
  }

  // A thousandth of the way from one number to another.
  static std::optional<Quantity> next_to(const Value& edge, const Value& end) {
    constexpr int parts = 1000;
    const auto from = known_number(edge), to = known_number(end);
    const auto distance = from && to ? subtract(*to, *from) : std::nullopt;
    const auto step = distance ? divide(distance->number, Decimal{parts}) : std::nullopt;
    return step ? add(*from, {*step, distance->unit}) : std::nullopt;
  }

  // --- two facts

  // Each value of a variable with each of all the others.
  std::uint64_t steps_of_pairs() const {
    std::uint64_t before = 0, pairs = 0;
    for (const auto& each : variables_) {
      pairs += before * each.values.size();
      before += each.values.size();
    }
    return pairs * steps_of_trial(model_, dependencies_);
  }

  // What one value of a variable is to what decides: values that are alike make one cell.
  std::vector<Run> cells(const RepresentativeValues& its) const {
    std::vector<ExprId> judged;
    for (const auto expr : dependencies_.expressions()) {
      const bool only_this = dependencies_.below(expr).only(its.variable.input);
      if (only_this && model_[expr].type.kind == TypeKind::yes_no) judged.push_back(expr);
    }
    std::vector<std::vector<Truth>> keys;
    for (const auto& value : its.values) {
      const auto patient = changed(patient_, its.variable, value);
      Evaluator evaluator{model_, patient, at_};
      auto& key = keys.emplace_back();
      for (const auto expr : judged) key.push_back(evaluator.truth(expr));
    }
    return runs(its, keys);
  }

  // Whether each comparison that is made of its value is made of nothing else.
  bool stands_alone(const RepresentativeValues& its) const {
    if (its.relative) return false;
    std::set<ExprId> carriers;  // what is made of the value, before it is compared
    for (const auto expr : dependencies_.expressions()) {
      const auto below = parts(model_, expr);
      const auto carries = [&](ExprId part) { return carriers.contains(model_[part].canonical); };
      if (named_input(model_[expr].operation) != its.variable.input && std::ranges::none_of(below, carries))
        continue;
      if (model_[expr].type.kind != TypeKind::yes_no)
        carriers.insert(expr);
      else if (dependencies_.below(expr).several)
        return false;
    }
    return true;
  }

  static std::vector<Run> single_values(const RepresentativeValues& its) {
    std::vector<Run> result;
    for (std::size_t i = 0; i < its.values.size(); ++i) result.push_back({i, i + 1});
    return result;
  }

  // Neighbors that lead to the same once the other fact has changed.
  std::vector<Run> like_cells(const Patient& patient, const RepresentativeValues& its) const {
    std::vector<std::string> answers;
    for (const auto& value : its.values) answers.push_back(answer_of(changed(patient, its.variable, value)));
    return runs(its, answers);
  }

  void change_two() {
    for (auto& [answer, changes] : found_) {
      if (changes.empty()) wanted_.push_back(answer);
    }
    if (wanted_.empty()) return;
    std::vector<std::vector<Run>> all_cells;
    for (const auto& its : variables_) {
      alone_.push_back(stands_alone(its));
      all_cells.push_back(alone_.back() ? cells(its) : single_values(its));
    }
    for (std::size_t a = 0; a < variables_.size(); ++a) {
      for (std::size_t b = a + 1; b < variables_.size(); ++b) {
        best_.clear();
        const bool first_alone = alone_[a], second_alone = alone_[b];
        if (first_alone || !second_alone) try_pairs(a, all_cells[a], b, all_cells[b]);
        if (!first_alone) try_pairs(b, all_cells[b], a, all_cells[a]);
        keep_best();
      }
    }
  }

  // The second variable's edges may lie elsewhere once the first one has changed.
  void try_pairs(std::size_t a, const std::vector<Run>& a_cells, std::size_t b,
                 const std::vector<Run>& b_cells) {
    for (const auto& a_cell : a_cells) {
      const auto first = change(a, variables_[a], a_cell);
      const auto patient = changed(patient_, first.variable, first.to);
      if (!variables_[b].relative) {
        const auto& its = variables_[b];
        try_second(a, first, patient, a_cell, b, its, alone_[b] ? b_cells : like_cells(patient, its));
        continue;
      }
      const std::set<model::Input> moves{variables_[b].variable.input};
      for (const auto& moved : values_of_inputs(model_, exprs_, moves, patient, at_)) {
        if (moved.variable == variables_[b].variable)
          try_second(a, first, patient, a_cell, b, moved, like_cells(patient, moved));
      }
    }
  }

  void try_second(std::size_t a, const Change& first, const Patient& patient, const Run& a_cell,
                  std::size_t b, const RepresentativeValues& its, const std::vector<Run>& cells) {
    for (const auto& cell : cells) {
      auto second = change(b, its, cell);
      const auto answer = answer_of(changed(patient, second.variable, second.to));
      if (std::ranges::find(wanted_, answer) == wanted_.end()) continue;
      const auto distance = distance_of(first, variables_[a], a_cell) + distance_of(second, its, cell);
      auto pair = first.variable < second.variable ? std::vector{first, std::move(second)}
                                                   : std::vector{std::move(second), first};
      if (!alone_[a]) pair = exactly(std::move(pair));
      const auto key = std::tuple{answer, side(pair[0]), side(pair[1])};
      const auto best = best_.find(key);
      if (best == best_.end() || distance < best->second.first) best_[key] = {distance, std::move(pair)};
    }
  }

  // Where the edges of one may hang on the other, as both are compared together with others, only the two
  // values together are certain.
  static std::vector<Change> exactly(std::vector<Change> changes) {
    for (auto& each : changes) {
      each.first = each.last = each.to;
      each.open_below = each.open_above = false;
      each.next_below = each.next_above = std::nullopt;
    }
    return changes;
  }

  // In which direction a change goes; what has no order is a direction of its own.
  std::string side(const Change& change) const {
    if (change.to.time) return at_another_time;
    if (!is_ordered(change.to)) return to_string(model_, change.variable, change.to);
    if (less(change.to.value, change.from)) return "<";
    return less(change.from, change.to.value) ? ">" : "known";
  }

  static std::size_t distance_of(const Change& change, const RepresentativeValues& its, const Run& run) {
    std::size_t between = 0;
    for (std::size_t i = 0; i < its.values.size(); ++i) {
      const auto& value = its.values[i].value;
      const bool lies_below = less(change.to.value, value) && less(value, change.from);
      const bool lies_above = less(change.from, value) && less(value, change.to.value);
      between += lies_below || lies_above ? 1 : 0;
    }
    return between > 0 ? between : std::holds_alternative<Unknown>(change.from) ? run.begin : 0;
  }

  // A value read at another time says nothing new where one without a time does the same.
  void keep_best() {
    std::vector<Key> kept;
    for (const auto& [key, best] : best_) {
      if (!is_needless(key)) kept.push_back(key);
    }
    for (const auto& key : kept) found_[std::get<0>(key)].push_back(std::move(best_[key].second));
  }

  bool is_needless(const Key& key) const {
    const auto has_time = [](const Key& of) {
      return std::get<1>(of) == at_another_time || std::get<2>(of) == at_another_time;
    };
    const auto goes_as = [](const std::string& timed, const std::string& way) {
      return timed == at_another_time || timed == way;
    };
    const auto does_without_time = [&](const auto& each) {
      const Key& other = each.first;
      return std::get<0>(other) == std::get<0>(key) && !has_time(other) &&
             goes_as(std::get<1>(key), std::get<1>(other)) && goes_as(std::get<2>(key), std::get<2>(other));
    };
    return has_time(key) && std::ranges::any_of(best_, does_without_time);
  }

  const model::Model& model_;
  const Subject& subject_;
  const Patient& patient_;
  Moment at_;
  std::vector<ExprId> exprs_;
  Dependencies dependencies_;
  std::string before_;
  StepLimit limit_{most_steps};
  std::vector<RepresentativeValues> variables_;
  std::vector<Value> current_;  // by variable
  std::vector<bool> alone_;     // by variable: whether it is compared without others
  std::map<std::string, std::vector<std::vector<Change>>> found_;
  std::vector<std::string> wanted_;
  std::map<Key, std::pair<std::size_t, std::vector<Change>>> best_;  // of one pair of variables
};

}  // namespace

Turns smallest_changes(const model::Model& model, const Subject& subject, const Patient& patient, Moment at) {
  return ChangeSearch{model, subject, patient, at}.search();
}

}  // namespace waymark
