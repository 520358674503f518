#include "interpreter/diff/distinguishing_patient.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "interpreter/facts/input_names.hpp"
#include "interpreter/prove/example.hpp"
#include "interpreter/prove/inquiry.hpp"
#include "interpreter/search/witness.hpp"

namespace waymark::diff {
namespace {

Truth wanted(Status status) {
  switch (status) {
    case Status::advised: return Truth::yes;
    case Status::not_advised: return Truth::no;
    case Status::undetermined: break;
  }
  return Truth::unknown;
}

bool has_status(const Side& side, const model::StatementReference& statement, Status status,
                const Patient& patient, const Moment& at) {
  Evaluator evaluator{side.model, patient, at};
  return evaluator.truth(model::statement(side.model, statement).condition) == wanted(status);
}

// Whether the later pathway is for the patient.
bool applies(const Side& after, const Twins& twins) {
  Evaluator evaluator{after.model, twins.after, twins.at};
  return std::ranges::all_of(after.model.applies,
                             [&](model::ExprId expr) { return evaluator.truth(expr) == Truth::yes; });
}

bool same_number(const Value& a, const Value& b) {
  const auto first = known_number(a), second = known_number(b);
  return first && second && same_dimension(*first->unit, *second->unit) && *first == *second;
}

bool is_known_dose(Evaluator& evaluator, const model::Dose& dose) {
  return is_known(evaluator.value(dose.low)) && is_known(evaluator.value(dose.high.value_or(dose.low)));
}

// Both are known, and not the same.
bool doses_differ(const Side& before, const Side& after, const DosePair& doses, const Twins& twins) {
  Evaluator old{before.model, twins.before, twins.at}, young{after.model, twins.after, twins.at};
  if (!is_known_dose(old, *doses.before) || !is_known_dose(young, *doses.after)) return false;
  const auto high = [](const model::Dose& dose) { return dose.high.value_or(dose.low); };
  return !same_number(old.value(doses.before->low), young.value(doses.after->low)) ||
         !same_number(old.value(high(*doses.before)), young.value(high(*doses.after)));
}

// What the statement and its dose rest on.
std::vector<model::ExprId> expressions(const Side& side, const model::StatementReference& statement,
                                       const model::Dose* dose) {
  std::vector<model::ExprId> result{model::statement(side.model, statement).condition};
  if (!dose) return result;
  result.push_back(dose->low);
  if (dose->high) result.push_back(*dose->high);
  return result;
}

const model::Dose* old_dose(const Turn& turn) { return turn.doses ? turn.doses->before : nullptr; }
const model::Dose* new_dose(const Turn& turn) { return turn.doses ? turn.doses->after : nullptr; }

// Makes one of the twins smaller, and lets the other follow.
class Shrinking {
 public:
  Shrinking(const Side& before, const Side& after, const Counterparts& counterparts, const Turn& turn,
            Twins twins, const Moment& usual_moment)
      : before_{before},
        after_{after},
        counterparts_{counterparts},
        turn_{turn},
        twins_{std::move(twins)},
        usual_moment_{usual_moment} {}

  Example run() {
    auto later = shrink_later();
    if (!counterparts_.only_before.empty()) {
      const auto earlier = shrink_earlier();
      later = shrink_later();
      for (const auto& given : earlier.given) {
        if (is_of_earlier_only(given)) only_before_.push_back(given);
      }
    }
    return described(later);
  }

 private:
  Twins with_later(const Evaluator& later) const {
    return {as_before(counterparts_, later.patient(), twins_.before), later.patient(), later.at()};
  }
  Twins with_earlier(const Evaluator& earlier) const {
    return {earlier.patient(), as_after(counterparts_, earlier.patient(), twins_.after), earlier.at()};
  }

  // Makes the patient of one version small as long as both versions still show the change; `twins_of` gives
  // the two patients that belong to the one of that version.
  template <typename TwinsOf>
  prove::Example shrink(const model::Model& model, const std::vector<model::ExprId>& expressions,
                        const Patient& patient, TwinsOf twins_of) {
    auto example = prove::small_example(
        model, expressions, patient, twins_.at, usual_moment_,
        [&](Evaluator& evaluator) { return shows(before_, after_, turn_, twins_of(evaluator)); });
    twins_ = twins_of(Evaluator{model, example.patient, example.at});
    return example;
  }
  prove::Example shrink_later() {
    return shrink(after_.model, expressions(after_, turn_.after, new_dose(turn_)), twins_.after,
                  [&](const Evaluator& later) { return with_later(later); });
  }
  prove::Example shrink_earlier() {
    return shrink(before_.model, expressions(before_, turn_.before, old_dose(turn_)), twins_.before,
                  [&](const Evaluator& earlier) { return with_earlier(earlier); });
  }

  bool is_of_earlier_only(const std::string& given) const {
    const InputNames names{before_.model};
    return std::ranges::any_of(counterparts_.only_before, [&](const model::Input& input) {
      return given.starts_with(names.name(input) + " ");
    });
  }

  Example described(prove::Example& later) const {
    const auto expects = [&](Evaluator& evaluator) {
      std::vector result{prove::expected_status(evaluator, turn_.after)};
      if (turn_.doses) result.push_back(expected_dose(evaluator));
      return result;
    };
    prove::write_scenario(after_.model, later, expects);
    later.given.insert(later.given.end(), only_before_.begin(), only_before_.end());
    return {twins_.before, twins_.after, twins_.at, later.given, later.scenario};
  }

  std::string expected_dose(Evaluator& evaluator) const {
    const auto& [before, after, action] = *turn_.doses;
    return fmt::format("{} dose {}{}", model::statement(after_.model, turn_.after).id,
                       dose_text(evaluator, *after), action.empty() ? "" : " of " + action);
  }

  const Side& before_;
  const Side& after_;
  const Counterparts& counterparts_;
  const Turn& turn_;
  Twins twins_;
  const Moment usual_moment_;
  std::vector<std::string> only_before_;
};

}  // namespace

std::string dose_text(Evaluator& evaluator, const model::Dose& dose) {
  const auto text = [&](model::ExprId expr) {
    return to_string(evaluator.value(expr), evaluator.model()[expr].type);
  };
  return dose.high ? fmt::format("{} to {}", text(dose.low), text(*dose.high)) : text(dose.low);
}

bool shows(const Side& before, const Side& after, const Turn& turn, const Twins& twins) {
  if (turn.must_apply && !applies(after, twins)) return false;
  return has_status(before, turn.before, turn.old_status, twins.before, twins.at) &&
         has_status(after, turn.after, turn.new_status, twins.after, twins.at) &&
         (!turn.doses || doses_differ(before, after, *turn.doses, twins));
}

Example small_example(const Side& before, const Side& after, const Counterparts& counterparts,
                      const Turn& turn, Twins twins, const Moment& usual_moment) {
  return Shrinking{before, after, counterparts, turn, std::move(twins), usual_moment}.run();
}

std::optional<Twins> search(const Side& before, const Side& after, const Counterparts& counterparts,
                            const Turn& turn) {
  const auto later = [&](const Patient& patient, Moment at) {
    return Twins{as_before(counterparts, patient, empty_patient(before.model)), patient, at};
  };
  const auto earlier = [&](const Patient& patient, Moment at) {
    return Twins{patient, as_after(counterparts, patient, empty_patient(after.model)), at};
  };
  const auto look = [&](const Side& side, const model::StatementReference& statement, const model::Dose* dose,
                        const auto& twins) {
    return find_witness(side.model, expressions(side, statement, dose), SearchBases{side.model},
                        [&](const Patient& patient, Moment at) {
                          return shows(before, after, turn, twins(patient, at));
                        })
        .found;
  };
  if (const auto found = look(after, turn.after, new_dose(turn), later))
    return later(found->patient, found->at);
  if (const auto found = look(before, turn.before, old_dose(turn), earlier))
    return earlier(found->patient, found->at);
  return std::nullopt;
}

}  // namespace waymark::diff
