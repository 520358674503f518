#include "lang/model/verbs.hpp"

#include <algorithm>
#include <array>

namespace waymark {
namespace {

using model::ActionKind;
using model::Verb;

// The first verb of each kind is the default.
constexpr std::array drug_verbs = {Verb::give, Verb::use,   Verb::start,  Verb::continue_,
                                   Verb::stop, Verb::delay, Verb::reduce, Verb::switch_to};
constexpr std::array procedure_verbs = {Verb::use,   Verb::perform,   Verb::give,
                                        Verb::start, Verb::continue_, Verb::stop,
                                        Verb::delay, Verb::reduce,    Verb::switch_to};
constexpr std::array support_verbs = {Verb::use,  Verb::give,  Verb::start,  Verb::continue_,
                                      Verb::stop, Verb::delay, Verb::reduce, Verb::switch_to};
constexpr std::array assessment_verbs = {Verb::assess,    Verb::measure, Verb::monitor,
                                         Verb::perform,   Verb::obtain,  Verb::start,
                                         Verb::continue_, Verb::stop,    Verb::delay};
constexpr std::array monitoring_verbs = {Verb::monitor,   Verb::assess, Verb::measure, Verb::start,
                                         Verb::continue_, Verb::stop,   Verb::delay};
constexpr std::array referral_verbs = {Verb::refer_to, Verb::admit_to, Verb::delay};
constexpr std::array specimen_verbs = {Verb::obtain, Verb::draw, Verb::stop, Verb::delay};
constexpr std::array disposition_verbs = {Verb::discharge_to, Verb::admit_to, Verb::delay};
constexpr std::array education_verbs = {Verb::counsel,   Verb::give, Verb::start,
                                        Verb::continue_, Verb::stop, Verb::delay};
constexpr std::array immunization_verbs = {Verb::give,      Verb::vaccinate, Verb::start,
                                           Verb::continue_, Verb::stop,      Verb::delay};
constexpr std::array every_verb = {Verb::give,         Verb::use,     Verb::start,    Verb::continue_,
                                   Verb::stop,         Verb::delay,   Verb::reduce,   Verb::switch_to,
                                   Verb::assess,       Verb::measure, Verb::monitor,  Verb::refer_to,
                                   Verb::admit_to,     Verb::perform, Verb::obtain,   Verb::draw,
                                   Verb::discharge_to, Verb::counsel, Verb::vaccinate};

}  // namespace

std::span<const Verb> verbs_of(ActionKind kind) {
  switch (kind) {
    case ActionKind::drug: return drug_verbs;
    case ActionKind::procedure: return procedure_verbs;
    case ActionKind::support: return support_verbs;
    case ActionKind::assessment: return assessment_verbs;
    case ActionKind::monitoring: return monitoring_verbs;
    case ActionKind::referral: return referral_verbs;
    case ActionKind::specimen: return specimen_verbs;
    case ActionKind::disposition: return disposition_verbs;
    case ActionKind::education: return education_verbs;
    case ActionKind::immunization: break;
  }
  return immunization_verbs;
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
