#include "interpreter/explain/explanation.hpp"

#include <algorithm>
#include <set>

#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/explain/hidden_knowledge.hpp"
#include "interpreter/search/boundary_values.hpp"
#include "interpreter/search/step_limit.hpp"
#include "interpreter/search/values_of_inputs.hpp"

namespace waymark {
namespace {

bool is_open(const std::string& answer) { return answer == "undetermined" || answer == "unknown"; }

// All that the expression rests on, one by one.
std::vector<Variable> variables(const model::Model& model, const Dependencies& dependencies) {
  std::vector<Variable> result;
  for (const auto& input : dependencies.inputs()) {
    const auto& type = type_of(model, input);
    if (type.kind != TypeKind::any_of) {
      result.push_back({input, std::nullopt});
      continue;
    }
    for (model::MemberIndex member = 0; member < type.members->members.size(); ++member)
      result.push_back({input, member});
  }
  return result;
}

// The patient of whom nothing is known of what these are about.
Patient without(const std::vector<Variable>& variables, Patient patient) {
  for (const auto& each : variables) {
    if (const auto* fact = std::get_if<0>(&each.input))
      patient.facts[*fact].clear();
    else
      patient.parameters[std::get<1>(each.input)] = unknown_because(UnknownReason::not_set);
  }
  return patient;
}

class ReasonSearch {
 public:
  ReasonSearch(const model::Model& model, const Subject& subject, const Patient& patient, Moment at)
      : model_{model},
        subject_{subject},
        patient_{patient},
        at_{at},
        dependencies_{model, expressions_of(model, subject)},
        knowledge_{model, dependencies_},
        all_{variables(model, dependencies_)},
        nothing_known_{without(all_, patient)} {
    const auto has_value = [&](const Variable& each) {
      return is_known(current_value(model, patient, each, at));
    };
    known_ =
        static_cast<std::size_t>(std::stable_partition(all_.begin(), all_.end(), has_value) - all_.begin());
  }

  ShortestReason search() {
    Evaluator evaluator{model_, patient_, at_};
    wanted_ = answer(evaluator, subject_);
    if (is_open(wanted_)) return of_open(needs_of(evaluator, subject_));
    auto smallest = this->smallest();
    suffices(smallest);
    ShortestReason result{.patient = only(smallest), .not_said = words_, .shortest = shortest_};
    for (const auto& each : smallest) {
      if (is_known(current_value(model_, patient_, each, at_)))
        result.deciding.push_back(each);
      else if (std::ranges::find(result.missing, each.input) == result.missing.end())
        result.missing.push_back(each.input);
    }
    return result;
  }

  bool leads_there(const ShortestReason& reason) {
    Evaluator evaluator{model_, patient_, at_};
    wanted_ = answer(evaluator, subject_);
    if (is_open(wanted_)) return stays_open(reason.deciding);
    auto shown = reason.deciding;
    for (const auto& each : all_) {
      const bool is_missing = !is_known(current_value(model_, patient_, each, at_));
      if (is_missing && std::ranges::find(reason.missing, each.input) != reason.missing.end())
        shown.push_back(each);
    }
    return suffices(shown);
  }

 private:
  // So many values are tried two by two.
  static constexpr std::size_t few = 20;
  // Before the search for a shorter reason ends.
  static constexpr std::size_t most_steps = 5'000'000;

  // What does not decide it is open whatever is known; what is missing is all that can be asked for. Where
  // words of knowledge decide it of a patient of whom nothing is known, what is known keeps it open.
  ShortestReason of_open(std::vector<model::Input> needs) const {
    const auto deciding = stays_open({}) ? std::vector<Variable>{} : keeping_open();
    return {.deciding = deciding, .missing = std::move(needs), .patient = only(deciding)};
  }

  bool stays_open(const std::vector<Variable>& shown) const {
    const auto patient = only(shown);
    Evaluator evaluator{model_, patient, at_};
    return answer(evaluator, subject_) == wanted_;
  }

  // One where it is enough; else none that can be left out.
  std::vector<Variable> keeping_open() const {
    std::vector<Variable> result{all_.begin(), all_.begin() + static_cast<std::ptrdiff_t>(known_)};
    for (const auto& one : result) {
      if (stays_open({one})) return {one};
    }
    for (std::size_t i = result.size(); i-- > 0;) {
      auto fewer = result;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      if (stays_open(fewer)) result = std::move(fewer);
    }
    return result;
  }

  // The patient of whom only these are known; what is missing stays as it was given.
  Patient only(const std::vector<Variable>& shown) const {
    auto result = nothing_known_;
    for (const auto& variable : shown) {
      result = variable.member ? with_value(model_, std::move(result), variable,
                                            {current_value(model_, patient_, variable, at_), {}}, at_)
                               : with_record_of(std::move(result), variable.input, patient_);
    }
    return result;
  }

  // Whether these lead to the answer whatever all others are. Those that are missing are so for good.
  bool suffices(const std::vector<Variable>& shown) {
    const auto patient = only(shown);
    Evaluator evaluator{model_, patient, at_};
    std::set<Variable> hidden{all_.begin(), all_.end()};
    for (const auto& each : shown) hidden.erase(each);
    words_ = knowledge_.hide(evaluator, hidden);
    return answer(evaluator, subject_) == wanted_;
  }

  // One or two where so few do; else none that can be left out.
  std::vector<Variable> smallest() {
    if (suffices({})) return {};
    if (all_.size() > few) return without_needless_blocks();
    for (const auto& one : all_) {
      if (suffices({one})) return {one};
    }
    for (std::size_t i = 0; i < all_.size(); ++i) {
      for (std::size_t j = i + 1; j < all_.size(); ++j) {
        if (suffices({all_[i], all_[j]})) return {all_[i], all_[j]};
      }
    }
    return without_needless_blocks();
  }

  // Large parts are left out at once where they can be; what is missing first, then the last ones.
  std::vector<Variable> without_needless_blocks() {
    auto result = all_;
    std::size_t tries = std::max(few, most_steps / steps_of_trial(model_, dependencies_));
    std::vector<std::pair<std::size_t, std::size_t>> blocks{{0, known_}, {known_, all_.size() - known_}};
    while (!blocks.empty()) {
      const auto [begin, size] = blocks.back();
      blocks.pop_back();
      if (size == 0) continue;
      if (tries-- == 0) {
        shortest_ = false;
        break;
      }
      auto fewer = result;
      const auto first = fewer.begin() + static_cast<std::ptrdiff_t>(begin);
      fewer.erase(first, first + static_cast<std::ptrdiff_t>(size));
      if (suffices(fewer)) {
        result = std::move(fewer);
      } else if (size > 1) {
        blocks.emplace_back(begin, size / 2);
        blocks.emplace_back(begin + size / 2, size - size / 2);
      }
    }
    return result;
  }

  const model::Model& model_;
  const Subject& subject_;
  const Patient& patient_;
  Moment at_;
  Dependencies dependencies_;
  HiddenKnowledge knowledge_;
  std::vector<Variable> all_;  // those that are known stand first
  std::size_t known_ = 0;
  Patient nothing_known_;
  std::string wanted_;
  std::vector<model::ExprId> words_;  // what was left open in the last trial
  bool shortest_ = true;
};

// --- questions

constexpr std::size_t most_steps_of_questions = 5'000'000;

std::size_t undetermined(const model::Model& model, const Patient& patient, const Moment& at,
                         const SettledConditions& settled) {
  Evaluator evaluator{model, patient, at};
  for (const auto& [condition, holds] : settled) evaluator.assume(condition, holds);
  std::size_t result = 0;
  for (const auto& each : statements(model))
    result += evaluator.truth(expression_of(model, each)) == Truth::unknown ? 1 : 0;
  return result;
}

// The first ones where there are too many, as each of their values is held against the whole pathway.
std::vector<model::Input> first_inputs(const Dependencies& all, const model::Model& model,
                                       const std::vector<model::Input>& inputs) {
  constexpr std::size_t few = 20, few_values = 2;
  const auto most = std::max(few, most_steps_of_questions / (few_values * steps_of_trial(model, all)));
  return {inputs.begin(), inputs.begin() + static_cast<std::ptrdiff_t>(std::min(most, inputs.size()))};
}

struct Reply {
  Variable variable;
  RepresentativeValue value;
};

// The replies that a question may get: of a set that none of its members hold, or one of them alone.
std::vector<Reply> possible_replies(const model::Model& model, const std::vector<RepresentativeValues>& all,
                                    const model::Input& input) {
  std::vector<Reply> result;
  const auto& type = type_of(model, input);
  if (type.kind == TypeKind::any_of && input.index() == 0) {
    for (std::size_t holds = 0; holds <= type.members->members.size(); ++holds) {
      MemberStates states{std::vector<Truth>(type.members->members.size(), Truth::no), true};
      if (holds > 0) states.states[holds - 1] = Truth::yes;
      result.push_back({{input, std::nullopt}, {std::move(states), std::nullopt}});
    }
    return result;
  }
  for (const auto& each : all) {
    if (each.variable.input != input) continue;
    for (const auto& value : each.values) {
      if (is_known(value.value) && !value.time) result.push_back({each.variable, value});
    }
  }
  return result;
}

Question question_about(const model::Model& model, const model::Input& input,
                        const std::vector<Reply>& replies, const Patient& patient, Moment at,
                        const SettledConditions& settled, std::size_t before) {
  Question question{input, before, 0, 0};
  for (const auto& each : replies) {
    const auto after =
        undetermined(model, with_value(model, patient, each.variable, each.value, at), at, settled);
    const auto fewer = before > after ? before - after : 0;
    question.fewest = std::min(question.fewest, fewer);
    question.most = std::max(question.most, fewer);
    question.average += static_cast<double>(fewer) / static_cast<double>(replies.size());
  }
  if (replies.empty()) question.fewest = 0;
  return question;
}

}  // namespace

ShortestReason shortest_reason(const model::Model& model, const Subject& subject, const Patient& patient,
                               Moment at) {
  return ReasonSearch{model, subject, patient, at}.search();
}

bool leads_to_answer(const model::Model& model, const Subject& subject, const Patient& patient, Moment at,
                     const ShortestReason& reason) {
  return ReasonSearch{model, subject, patient, at}.leads_there(reason);
}

std::vector<Question> ranked_questions(const model::Model& model, const std::vector<model::Input>& inputs,
                                       const Patient& patient, Moment at, const SettledConditions& settled) {
  const Dependencies all{model, decisive_conditions(model)};
  const auto asked = first_inputs(all, model, inputs);
  const auto values =
      values_of_inputs(model, decisive_conditions(model), {asked.begin(), asked.end()}, patient, at);
  StepLimit limit{most_steps_of_questions};
  const auto before = undetermined(model, patient, at, settled);
  std::vector<Question> result;
  for (const auto& input : asked) {
    const auto replies = possible_replies(model, values, input);
    if (limit.take(std::uint64_t{replies.size()} * steps_of_trial(model, all)))
      result.push_back(question_about(model, input, replies, patient, at, settled, before));
  }
  std::ranges::stable_sort(result, std::greater{}, &Question::average);
  return result;
}

bool is_open_condition(Evaluator& evaluator, const Subject& subject) {
  const auto condition = expression_of(evaluator.model(), subject);
  const bool is_condition = evaluator.model()[condition].type.kind == TypeKind::yes_no &&
                            expressions_of(evaluator.model(), subject).size() == 1;
  return is_condition && evaluator.truth(condition) == Truth::unknown;
}

OpenAnswer open_answer(Evaluator& evaluator, const Subject& subject) {
  return {needs_of(evaluator, subject), std::nullopt};
}

Explanation explanation(Evaluator& evaluator, const Subject& subject, OpenAnswer open) {
  const auto& model = evaluator.model();
  const auto& patient = evaluator.patient();
  const auto& at = evaluator.at();
  auto questions = ranked_questions(model, open.needs, patient, at);
  return {subject,
          answer(evaluator, subject),
          std::move(open),
          shortest_reason(model, subject, patient, at),
          smallest_changes(model, subject, patient, at),
          std::move(questions)};
}

}  // namespace waymark
