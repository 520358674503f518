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

std::string status_text(Status status) {
  return status == Status::not_advised ? "not advised" : std::string{waymark::to_string(status)};
}

// Makes one of the twins smaller, and lets the other follow.
class Shrinking {
 public:
  Shrinking(const Side& before, const Side& after, const Counterparts& counterparts, const Turn& turn,
            Twins twins)
      : before_{before}, after_{after}, counterparts_{counterparts}, turn_{turn}, twins_{std::move(twins)} {}

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

  prove::Example shrink_later() {
    const auto condition = model::statement(after_.model, turn_.after).condition;
    auto example = prove::small_example(
        after_.model, {condition}, twins_.after, twins_.at, usual_moment(after_.model),
        [&](Evaluator& evaluator) { return shows(before_, after_, turn_, with_later(evaluator)); });
    twins_ = with_later(Evaluator{after_.model, example.patient, example.at});
    return example;
  }

  prove::Example shrink_earlier() {
    const auto condition = model::statement(before_.model, turn_.before).condition;
    auto example = prove::small_example(
        before_.model, {condition}, twins_.before, twins_.at, usual_moment(before_.model),
        [&](Evaluator& evaluator) { return shows(before_, after_, turn_, with_earlier(evaluator)); });
    twins_ = with_earlier(Evaluator{before_.model, example.patient, example.at});
    return example;
  }

  bool is_of_earlier_only(const std::string& given) const {
    const InputNames names{before_.model};
    return std::ranges::any_of(counterparts_.only_before, [&](const model::Input& input) {
      return given.starts_with(names.name(input) + " ");
    });
  }

  Example described(prove::Example& later) const {
    const auto name = fmt::format("{}: {}, was {}", model::statement(after_.model, turn_.after).id,
                                  status_text(turn_.new_status), status_text(turn_.old_status));
    const auto expects = [&](Evaluator& evaluator) {
      return std::vector{prove::expected_status(evaluator, turn_.after)};
    };
    prove::describe(after_.model, later, name, expects);
    const auto scenario = later.scenario;
    later.given.insert(later.given.end(), only_before_.begin(), only_before_.end());
    prove::describe(after_.model, later, name, expects);
    return {twins_.before, twins_.after, twins_.at, later.given, later.sentence, scenario};
  }

  const Side& before_;
  const Side& after_;
  const Counterparts& counterparts_;
  const Turn& turn_;
  Twins twins_;
  std::vector<std::string> only_before_;
};

}  // namespace

bool shows(const Side& before, const Side& after, const Turn& turn, const Twins& twins) {
  return has_status(before, turn.before, turn.old_status, twins.before, twins.at) &&
         has_status(after, turn.after, turn.new_status, twins.after, twins.at);
}

Example small_example(const Side& before, const Side& after, const Counterparts& counterparts,
                      const Turn& turn, Twins twins) {
  return Shrinking{before, after, counterparts, turn, std::move(twins)}.run();
}

std::optional<Twins> search(const Side& before, const Side& after, const Counterparts& counterparts,
                            const Turn& turn) {
  const auto later = [&](const Patient& patient, Moment at) {
    return Twins{as_before(counterparts, patient, empty_patient(before.model)), patient, at};
  };
  const auto earlier = [&](const Patient& patient, Moment at) {
    return Twins{patient, as_after(counterparts, patient, empty_patient(after.model)), at};
  };
  const auto look = [&](const Side& side, const model::StatementReference& statement, const auto& twins) {
    return find_witness(side.model, {model::statement(side.model, statement).condition},
                        SearchBases{side.model},
                        [&](const Patient& patient, Moment at) {
                          return shows(before, after, turn, twins(patient, at));
                        })
        .found;
  };
  if (const auto found = look(after, turn.after, later)) return later(found->patient, found->at);
  if (const auto found = look(before, turn.before, earlier)) return earlier(found->patient, found->at);
  return std::nullopt;
}

}  // namespace waymark::diff
