#include "lang/model/verbs.hpp"

#include <algorithm>
#include <array>

namespace waymark {
namespace {

using model::ActionKind;
using model::Verb;

// default, then the others
constexpr std::array drug_verbs = {Verb::give, Verb::use,   Verb::start,  Verb::continue_,
                                   Verb::stop, Verb::delay, Verb::reduce, Verb::switch_to};
constexpr std::array treatment_verbs = {Verb::use,  Verb::give,  Verb::start,  Verb::continue_,
                                        Verb::stop, Verb::delay, Verb::reduce, Verb::switch_to};
constexpr std::array assessment_verbs = {Verb::assess,    Verb::measure, Verb::monitor, Verb::start,
                                         Verb::continue_, Verb::stop,    Verb::delay};
constexpr std::array monitoring_verbs = {Verb::monitor,   Verb::assess, Verb::measure, Verb::start,
                                         Verb::continue_, Verb::stop,   Verb::delay};
constexpr std::array every_verb = {Verb::give,    Verb::use,     Verb::start,   Verb::continue_,
                                   Verb::stop,    Verb::delay,   Verb::reduce,  Verb::switch_to,
                                   Verb::assess,  Verb::measure, Verb::monitor, Verb::refer_to,
                                   Verb::admit_to};
constexpr std::array referral_verbs = {Verb::refer_to, Verb::admit_to, Verb::delay};

}  // namespace

std::span<const Verb> verbs_of(ActionKind kind) {
  switch (kind) {
    case ActionKind::drug: return drug_verbs;
    case ActionKind::procedure:
    case ActionKind::support: return treatment_verbs;
    case ActionKind::assessment: return assessment_verbs;
    case ActionKind::monitoring: return monitoring_verbs;
    case ActionKind::referral: break;
  }
  return referral_verbs;
}

Verb default_verb(ActionKind kind) { return verbs_of(kind).front(); }

bool fits(Verb verb, ActionKind kind) {
  return std::ranges::find(verbs_of(kind), verb) != verbs_of(kind).end();
}

std::span<const Verb> all_verbs() { return every_verb; }

std::optional<Verb> find_verb(std::string_view word) {
  for (const auto verb : every_verb) {
    const auto text = to_string(verb);
    if (word == text.substr(0, text.find(' '))) return verb;
  }
  return std::nullopt;
}

}  // namespace waymark
