#include "interpreter/explanation.hpp"

#include <algorithm>

#include "interpreter/edges.hpp"
#include "interpreter/hidden_knowledge.hpp"

namespace waymark {
namespace {

class ReasonSearch {
 public:
  ReasonSearch(const model::Model& model, const Subject& subject, const Patient& patient, Moment at)
      : model_{model}, subject_{subject}, patient_{patient}, at_{at}, wanted_{answer_of(patient)} {
    values_ = representative_values(model, {expression_of(model, subject)}, patient, at);
    hidden_.emplace(model, subject, patient, at);
    nothing_known_ = patient;
    for (const auto& each : values_) {
      if (is_known(current_value(model, patient, each.variable, at))) known_.push_back(each.variable);
      nothing_known_ = with_value(model, std::move(nothing_known_), each.variable, each.values.back(), at);
    }
  }

  ShortestReason search() {
    auto deciding = smallest();
    auto patient = only(deciding);
    auto missing = inputs_missing(patient, deciding);
    return {std::move(deciding), std::move(missing), std::move(patient), shortest_};
  }

 private:
  // So many known values are tried two by two.
  static constexpr std::size_t few = 40;
  // So many values are looked at in all, before the search for a shorter reason ends.
  static constexpr std::size_t effort = 1'000'000;

  std::string answer_of(const Patient& patient) const {
    Evaluator evaluator{model_, patient, at_};
    return answer(evaluator, subject_);
  }

  // The patient of whom only these are known. A set of which all is asked stays as it was given.
  Patient only(const std::vector<Variable>& variables) const {
    auto result = nothing_known_;
    for (const auto& variable : variables) {
      result = variable.member ? with_value(model_, std::move(result), variable,
                                            {current_value(model_, patient_, variable, at_), {}}, at_)
                               : with_record_of(std::move(result), variable.input, patient_);
    }
    return result;
  }

  bool suffices(const std::vector<Variable>& variables) {
    const auto patient = only(variables);
    Evaluator evaluator{model_, patient, at_};
    hidden_->hide(evaluator, variables);
    return answer(evaluator, subject_) == wanted_;
  }

  // One or two where so few do; else none that can be left out.
  std::vector<Variable> smallest() {
    if (suffices({})) return {};
    if (known_.size() > few) return without_needless_blocks();
    for (const auto& one : known_) {
      if (suffices({one})) return {one};
    }
    for (std::size_t i = 0; i < known_.size(); ++i) {
      for (std::size_t j = i + 1; j < known_.size(); ++j) {
        if (suffices({known_[i], known_[j]})) return {known_[i], known_[j]};
      }
    }
    return without_needless_blocks();
  }

  // Large parts are left out at once where they can be; the last ones first.
  std::vector<Variable> without_needless_blocks() {
    auto result = known_;
    std::size_t tries = std::max<std::size_t>(few, effort / known_.size());
    std::vector<std::pair<std::size_t, std::size_t>> blocks{{0, known_.size()}};
    while (!blocks.empty()) {
      if (tries-- == 0) {
        shortest_ = false;
        break;
      }
      const auto [begin, size] = blocks.back();
      blocks.pop_back();
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

  // Of what is unknown now: what turns the answer where only the deciding values are known beside it.
  std::vector<model::Input> inputs_missing(const Patient& reduced,
                                           const std::vector<Variable>& deciding) const {
    std::vector<model::Input> result;
    for (const auto& each : values_) {
      const bool is_open = std::ranges::find(known_, each.variable) == known_.end();
      const bool is_new = std::ranges::find(result, each.variable.input) == result.end();
      if (is_open && is_new && std::ranges::find(deciding, each.variable) == deciding.end() &&
          turns(reduced, each))
        result.push_back(each.variable.input);
    }
    return result;
  }

  bool turns(const Patient& reduced, const RepresentativeValues& each) const {
    return std::ranges::any_of(each.values, [&](const RepresentativeValue& value) {
      return answer_of(with_value(model_, reduced, each.variable, value, at_)) != wanted_;
    });
  }

  const model::Model& model_;
  const Subject& subject_;
  const Patient& patient_;
  Moment at_;
  std::string wanted_;
  std::vector<RepresentativeValues> values_;
  std::vector<Variable> known_;
  std::optional<HiddenKnowledge> hidden_;
  Patient nothing_known_;
  bool shortest_ = true;
};

// --- questions

std::size_t undetermined(const model::Model& model, const Patient& patient, const Moment& at,
                         const SettledConditions& settled) {
  Evaluator evaluator{model, patient, at};
  for (const auto& [condition, holds] : settled) evaluator.assume(condition, holds);
  std::size_t result = 0;
  for (const auto& each : statements(model))
    result += evaluator.truth(expression_of(model, each)) == Truth::unknown ? 1 : 0;
  return result;
}

// The answers that a question may get: of a set that none of its members hold, or one of them alone.
std::vector<Patient> answered(const model::Model& model, const std::vector<RepresentativeValues>& all,
                              const model::Input& input, const Patient& patient, const Moment& at) {
  std::vector<Patient> result;
  const auto& type = type_of(model, input);
  if (type.kind == TypeKind::any_of && input.index() == 0) {
    for (std::size_t holds = 0; holds <= type.members->members.size(); ++holds) {
      MemberStates states{std::vector<Truth>(type.members->members.size(), Truth::no), true};
      if (holds > 0) states.states[holds - 1] = Truth::yes;
      result.push_back(with_value(model, patient, {input, std::nullopt}, {states, std::nullopt}, at));
    }
    return result;
  }
  for (const auto& each : all) {
    if (each.variable.input != input) continue;
    for (const auto& value : each.values) {
      if (is_known(value.value) && !value.time)
        result.push_back(with_value(model, patient, each.variable, value, at));
    }
  }
  return result;
}

}  // namespace

ShortestReason shortest_reason(const model::Model& model, const Subject& subject, const Patient& patient,
                               Moment at) {
  return ReasonSearch{model, subject, patient, at}.search();
}

std::vector<Question> ranked_questions(const model::Model& model, const std::vector<model::Input>& inputs,
                                       const Patient& patient, Moment at, const SettledConditions& settled) {
  const auto values = representative_values(model, decisive_conditions(model), patient, at);
  const auto before = undetermined(model, patient, at, settled);
  std::vector<Question> result;
  for (const auto& input : inputs) {
    Question question{input, before, 0, 0};
    const auto patients = answered(model, values, input, patient, at);
    for (const auto& each : patients) {
      const auto after = undetermined(model, each, at, settled);
      const auto fewer = before > after ? before - after : 0;
      question.fewest = std::min(question.fewest, fewer);
      question.most = std::max(question.most, fewer);
      question.average += static_cast<double>(fewer) / static_cast<double>(patients.size());
    }
    if (patients.empty()) question.fewest = 0;
    result.push_back(question);
  }
  std::ranges::stable_sort(result, std::greater{}, &Question::average);
  return result;
}

OpenAnswer open_answer(Evaluator& evaluator, const Subject& subject) {
  return {evaluator.needs(expression_of(evaluator.model(), subject)), std::nullopt};
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
