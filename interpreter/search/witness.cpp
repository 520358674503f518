#include "interpreter/search/witness.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/facts/scenario_patient.hpp"
#include "interpreter/search/moment_needed.hpp"
#include "interpreter/search/representative_values.hpp"
#include "lang/text/escaped_text.hpp"

namespace waymark {
namespace {

constexpr std::size_t most_combinations = 40'000;

struct Change {
  Variable variable;
  RepresentativeValue value;
};

// Some changes of a base.
struct Step {
  Patient patient;
  std::vector<Change> changes;
};

class Search {
 public:
  Search(const model::Model& model, const std::vector<model::ExprId>& exprs, const SearchBases& bases,
         const Wanted& wanted)
      : model_{model}, exprs_{exprs}, bases_{bases}, wanted_{wanted} {}

  WitnessSearch run() {
    const auto different = different_bases();
    for (const auto& base : different) {
      if (wanted_(base.patient, base.at)) return {witness(base, {base.patient, {}}), false};
    }
    for (const auto& base : different) {
      if (auto found = one_change(base, {base.patient, {}})) return {witness(base, std::move(*found)), false};
    }
    return several_changes(different.front());
  }

 private:
  // The first one, and those of whom something is known that the expressions rest on: all others are like the
  // first.
  std::vector<SearchBase> different_bases() const {
    const Dependencies dependencies{model_, exprs_};
    std::vector<SearchBase> result{bases_.nothing_known()};
    for (const auto scenario : bases_.that_know(dependencies.inputs()))
      result.push_back(bases_.of_scenario(scenario));
    return result;
  }

  std::optional<Step> one_change(const SearchBase& base, const Step& from) {
    auto patient = from.patient;
    for (const auto& values : representative_values(model_, exprs_, from.patient, base.at)) {
      const auto& input = values.variable.input;
      for (const auto& value : values.values) {
        patient = with_value(model_, with_record_of(std::move(patient), input, from.patient), values.variable,
                             value, base.at);
        if (wanted_(patient, base.at)) return changed(from, {values.variable, value}, std::move(patient));
      }
      patient = with_record_of(std::move(patient), input, from.patient);
    }
    return std::nullopt;
  }

  static Step changed(const Step& from, Change change, Patient patient) {
    Step result{std::move(patient), from.changes};
    const auto same = [&](const Change& each) { return each.variable == change.variable; };
    std::erase_if(result.changes, same);
    result.changes.push_back(std::move(change));
    return result;
  }

  // First pairs, whose edges may depend on each other; then all combinations.
  WitnessSearch several_changes(const SearchBase& base) {
    const auto variables = representative_values(model_, exprs_, base.patient, base.at);
    for (const auto& values : variables) {
      for (const auto& value : values.values) {
        const auto step = changed({base.patient, {}}, {values.variable, value},
                                  with_value(model_, base.patient, values.variable, value, base.at));
        if (auto found = one_change(base, step)) return {witness(base, std::move(*found)), false};
      }
    }
    if (combinations(variables) > most_combinations) return {};
    Step all{base.patient, {}};
    if (combine(base, variables, 0, all))
      return {witness(base, without_needless(base, std::move(all))), false};
    return {std::nullopt, std::ranges::all_of(variables, is_decisive)};
  }

  static bool is_decisive(const RepresentativeValues& values) { return values.complete && !values.relative; }

  static std::size_t combinations(const std::vector<RepresentativeValues>& variables) {
    std::size_t product = 1;
    for (const auto& values : variables) {
      product *= std::max<std::size_t>(values.values.size(), 1);
      if (product > most_combinations) break;
    }
    return product;
  }

  bool combine(const SearchBase& base, const std::vector<RepresentativeValues>& variables, std::size_t next,
               Step& step) {
    if (next == variables.size()) return wanted_(step.patient, base.at);
    const auto& values = variables[next];
    for (const auto& value : values.values) {
      const auto before = step;
      step = changed(before, {values.variable, value},
                     with_value(model_, before.patient, values.variable, value, base.at));
      if (combine(base, variables, next + 1, step)) return true;
      step = before;
    }
    return false;
  }

  // Leaves out each change without which it is still what was wanted.
  Step without_needless(const SearchBase& base, Step step) {
    for (std::size_t i = 0; i < step.changes.size();) {
      auto fewer = step.changes;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      auto patient = base.patient;
      for (const auto& change : fewer)
        patient = with_value(model_, patient, change.variable, change.value, base.at);
      if (wanted_(patient, base.at))
        step = {std::move(patient), std::move(fewer)};
      else
        ++i;
    }
    return step;
  }

  Witness witness(const SearchBase& base, Step step) const {
    Witness result{std::move(step.patient), base.at, base.scenario, {}};
    for (const auto& change : step.changes)
      result.given.push_back(
          given_text(model_, bases_.names(), change.variable, change.value, result.patient, base.at));
    return result;
  }

  const model::Model& model_;
  const std::vector<model::ExprId>& exprs_;
  const SearchBases& bases_;
  const Wanted& wanted_;
};

bool is_known(const Patient& patient, const model::Input& input) {
  if (const auto* fact = std::get_if<0>(&input)) return !patient.facts[*fact].empty();
  return patient.parameters[std::get<1>(input)].has_value();
}

}  // namespace

Moment moment_of_no_matter() { return *parse_moment("2000-01-01T00:00Z"); }

Moment usual_moment(const model::Model& model, const Moment& otherwise) {
  const auto has_moment = [](const model::Scenario& scenario) { return scenario.at.has_value(); };
  const auto timed = std::ranges::find_if(model.scenarios, has_moment);
  if (timed == model.scenarios.end()) return otherwise;
  return scenario_patient(model, static_cast<std::uint32_t>(timed - model.scenarios.begin())).at;
}

SearchBases::SearchBases(const model::Model& model) : model_{model}, names_{model} {
  for (std::uint32_t i = 0; i < model.scenarios.size(); ++i) {
    const auto given = scenario_patient(model, i);
    auto given_by = last_given(model, i);
    std::erase_if(given_by, [&](const auto& each) { return !is_known(given.patient, each.first); });
    for (const auto& [input, scenario] : given_by) scenarios_[input].push_back(i);
    known_.push_back({given.at, std::move(given_by)});
  }
}

SearchBase SearchBases::nothing_known() const {
  return {empty_patient(model_), usual_moment(model_, moment_of_no_matter()), std::nullopt};
}

SearchBase SearchBases::of_scenario(std::uint32_t scenario) const {
  auto given = scenario_patient(model_, scenario);
  return {std::move(given.patient), given.at, scenario};
}

std::set<model::Input> SearchBases::known_in(std::uint32_t scenario) const {
  std::set<model::Input> result;
  for (const auto& [input, given_by] : known_[scenario].given_by) result.insert(result.end(), input);
  return result;
}

// Equal of two scenarios whose patients are alike in these inputs.
std::vector<std::int64_t> SearchBases::Known::record_of(const std::set<model::Input>& inputs) const {
  std::vector<std::int64_t> result{at.microseconds, at.offset_minutes};
  for (const auto& input : inputs) {
    const auto found = given_by.find(input);
    result.push_back(found == given_by.end() ? -1 : std::int64_t{found->second});
  }
  return result;
}

std::vector<std::uint32_t> SearchBases::that_know(const std::set<model::Input>& inputs) const {
  std::set<std::uint32_t> knowing;
  for (const auto& input : inputs) {
    const auto found = scenarios_.find(input);
    if (found != scenarios_.end()) knowing.insert(found->second.begin(), found->second.end());
  }
  std::vector<std::uint32_t> result;
  std::set<std::vector<std::int64_t>> records;
  for (const auto scenario : knowing) {
    if (records.insert(known_[scenario].record_of(inputs)).second) result.push_back(scenario);
  }
  return result;
}

WitnessSearch find_witness(const model::Model& model, const std::vector<model::ExprId>& exprs,
                           const SearchBases& bases, const Wanted& wanted) {
  return Search{model, exprs, bases, wanted}.run();
}

std::string scenario_head(const model::Model& model, const Witness& witness, const std::string& name,
                          const std::vector<model::ExprId>& expected) {
  auto text = fmt::format("scenario \"{}\"", escaped_text(name));
  if (witness.scenario)
    text += fmt::format(" extends \"{}\"", escaped_text(model.scenarios[*witness.scenario].name));
  text += " {\n";
  const bool is_given = witness.scenario && has_moment(model, *witness.scenario);
  const auto any_has_moment = [&] {
    return std::ranges::any_of(model.scenarios, [](const auto& each) { return each.at.has_value(); });
  };
  if (!is_given && (any_has_moment() || is_dated(witness.patient) ||
                    looks_at_time(model, Dependencies{model, expected}.expressions())))
    text += fmt::format("  at {}\n", to_string(witness.at));
  for (const auto& given : witness.given) text += fmt::format("  given {}\n", given);
  return text;
}

}  // namespace waymark
