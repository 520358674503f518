#include <map>
#include <set>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiled.hpp"
#include "lang/model/model.hpp"

// The names that callers of the pathway for diffuse alveolar hemorrhage rely on: nothing is missing and
// nothing is more.
namespace waymark::dah_inventory_test {
namespace {

using Names = std::vector<std::string>;

const std::map<std::string, std::string> facts{
    {"hemorrhage_active", "yes or no"},
    {"history_of_aav", "yes or no"},
    {"causes", "any of {aav, sle, other_autoimmune, infection, hct, other}"},
    {"spo2", "number in % within 0 % to 100 %, respiratory"},
    {"pao2", "number in mmHg within 0 mmHg to 800 mmHg, respiratory"},
    {"fio2", "number in % within 21 % to 100 %, respiratory"},
    {"hypoxemia_observed", "yes or no, respiratory"},
    {"severe_respiratory_failure", "yes or no"},
    {"platelets", "number in 10^9/L within 0 10^9/L to 5000 10^9/L, hematology"},
    {"refractory", "yes or no"},
    {"standard_therapy_failed", "yes or no"},
    {"life_threatening", "yes or no"},
    {"unresponsive_to_medical_management", "yes or no"},
    {"bleeding_controlled", "yes or no"},
    {"remission_since", "an event"},
    {"kidney_transplant_candidate", "yes or no"},
    {"age", "number in years within 0 years to 130 years, person"},
    {"severe_kidney_failure", "yes or no"},
    {"lung_area_involved", "number in % within 0 % to 100 %"},
    {"hemoptysis_rate", "number in mL/h within 0 mL/h to 5000 mL/h"},
};

const std::map<std::string, std::string> parameters{
    {"platelet_target", "number in 10^9/L"},
    {"older_age", "number in years"},
    {"rapid_hemoptysis_rate", "number in mL/h"},
};

const std::map<std::string, std::string> actions{
    {"methylprednisolone", "drug"},
    {"cyclophosphamide", "drug"},
    {"rituximab", "drug"},
    {"antifibrinolytic", "drug"},
    {"aminocaproic_acid", "drug"},
    {"rfviia_intrapulmonary", "drug"},
    {"antimicrobial_therapy", "drug"},
    {"systemic_corticosteroids", "drug"},
    {"ivig", "drug"},
    {"maintenance_immunosuppression", "drug"},
    {"vte_prophylaxis", "drug"},
    {"plasma_exchange", "procedure"},
    {"platelet_transfusion", "procedure"},
    {"plasmapheresis", "procedure"},
    {"kidney_transplant", "procedure"},
    {"respiratory_support", "support"},
    {"mechanical_ventilation", "support"},
    {"ecmo", "support"},
    {"supportive_care", "support"},
    {"oxygenation", "assessment"},
    {"symptoms", "monitoring"},
    {"radiography", "monitoring"},
    {"vasculitis_center", "referral"},
};

struct ExpectedRecommendation {
  std::string modality, verb, choice;
  Names actions, cites;
};

const std::map<std::string, ExpectedRecommendation> recommendations{
    {"initial.respiratory_support", {"must", "start", "", {"respiratory_support"}, {"initial.1"}}},
    {"initial.mechanical_ventilation", {"consider", "use", "", {"mechanical_ventilation"}, {"initial.1"}}},
    {"initial.pulse", {"must", "give", "", {"methylprednisolone"}, {"initial.2", "summary.1"}}},
    {"initial.assess_oxygenation", {"must", "assess", "", {"oxygenation"}, {"initial.3"}}},
    {"immunosuppression.induction",
     {"must", "start", "one of", {"cyclophosphamide", "rituximab"}, {"summary.1", "immunosuppression.1"}}},
    {"plasma_exchange.exchange",
     {"consider", "use", "", {"plasma_exchange"}, {"plasma_exchange.1", "plasma_exchange.2", "summary.1"}}},
    {"adjunctive.platelets", {"consider", "use", "", {"platelet_transfusion"}, {"adjunctive.1"}}},
    {"adjunctive.antifibrinolytic", {"consider", "give", "", {"antifibrinolytic"}, {"adjunctive.2"}}},
    {"adjunctive.rfviia", {"consider", "give", "", {"rfviia_intrapulmonary"}, {"adjunctive.3"}}},
    {"adjunctive.ecmo", {"consider", "use", "", {"ecmo"}, {"adjunctive.4"}}},
    {"etiology.antimicrobials", {"must", "start", "", {"antimicrobial_therapy"}, {"etiology.1"}}},
    {"etiology.hct",
     {"should",
      "give",
      "all of",
      {"supportive_care", "systemic_corticosteroids", "platelet_transfusion"},
      {"etiology.2"}}},
    {"etiology.sle_refractory", {"consider", "give", "all of", {"ivig", "plasmapheresis"}, {"etiology.3"}}},
    {"monitoring.response",
     {"should", "monitor", "all of", {"symptoms", "oxygenation", "radiography"}, {"monitoring.1"}}},
    {"monitoring.maintenance",
     {"should", "continue", "", {"maintenance_immunosuppression"}, {"monitoring.2"}}},
    {"prognosis.vte", {"should", "start", "", {"vte_prophylaxis"}, {"prognosis.3"}}},
    {"special.refer", {"should", "refer to", "", {"vasculitis_center"}, {"special.2"}}},
    {"special.delay_transplant", {"should", "delay", "", {"kidney_transplant"}, {"special.3"}}},
};

const std::map<std::string, Names> notes{
    {"initial.severe_presentation", {"initial.3", "prognosis.1"}},
    {"plasma_exchange.other_indications", {"plasma_exchange.2"}},
    {"monitoring.in_remission", {"monitoring.2"}},
    {"monitoring.minimum_reached", {"monitoring.2"}},
    {"prognosis.rapid_hemoptysis", {"prognosis.1"}},
    {"prognosis.aav_risk", {"prognosis.2"}},
    {"special.benign_course", {"special.1"}},
};

// What has to be done at once.
const std::set<std::string> prompt{"initial.respiratory_support", "initial.pulse",
                                   "immunosuppression.induction", "etiology.antimicrobials", "prognosis.vte"};

// By group: its members.
const std::map<std::string, Names> groups{{"antifibrinolytic", {"aminocaproic_acid"}},
                                          {"systemic_corticosteroids", {"methylprednisolone"}},
                                          {"plasma_exchange", {"plasmapheresis"}}};

// --- what the model has, in the same words

std::string member_names(const MemberSet& members) {
  Names names;
  for (const auto& member : members.members) names.push_back(member.id);
  return fmt::format("{{{}}}", fmt::join(names, ", "));
}

std::string type_text(const Type& type) {
  switch (type.kind) {
    case TypeKind::yes_no: return "yes or no";
    case TypeKind::number: return fmt::format("number in {}", to_string(*type.unit));
    case TypeKind::any_of: return "any of " + member_names(*type.members);
    case TypeKind::date: return "date";
    default: return describe(type);
  }
}

std::string fact_text(const model::Fact& fact) {
  auto text = type_text(fact.type);
  if (fact.within) {
    text += fmt::format(" within {} to {}", to_string(fact.within->low), to_string(fact.within->high));
  }
  return fact.library.empty() ? text : text + ", " + fact.library;
}

Names cites_of(const model::StatementBase& statement) {
  Names result;
  for (const auto& cite : statement.cites) result.push_back(cite.text);
  return result;
}

Names action_names(const model::Recommendation& recommendation) {
  Names result;
  for (const auto action : recommendation.actions) result.push_back(golden::dah().actions[action].id);
  return result;
}

std::string choice_text(const model::Target& target) {
  const auto* choice = std::get_if<model::Choice>(&target.node);
  if (!choice) return "";
  return choice->kind == ast::ChoiceKind::one_of ? "one of" : "all of";
}

template <typename Expected>
Names keys(const std::map<std::string, Expected>& expected) {
  Names result;
  for (const auto& [key, value] : expected) result.push_back(key);
  return result;
}

template <typename Declared>
Names ids(const std::vector<Declared>& declared) {
  std::set<std::string> result;
  for (const auto& one : declared) result.insert(one.id);
  CHECK(result.size() == declared.size());
  return {result.begin(), result.end()};
}

// Libraries have facts that this pathway does not speak of.
TEST_CASE("the facts of the DAH pathway have the types that callers know", "[dah]") {
  std::size_t found = 0;
  for (const auto& fact : golden::dah().facts) {
    const auto expected = facts.find(fact.id);
    CAPTURE(fact.id);
    if (expected == facts.end()) {
      CHECK(fact.library != "");
      continue;
    }
    ++found;
    CHECK(fact_text(fact) == expected->second);
    CHECK(fact.title != "");
  }
  CHECK(found == facts.size());
}

TEST_CASE("the parameters of the DAH pathway are for a site to set", "[dah]") {
  CHECK(ids(golden::dah().parameters) == keys(parameters));
  for (const auto& parameter : golden::dah().parameters) {
    CAPTURE(parameter.id);
    CHECK(type_text(parameter.type) == parameters.at(parameter.id));
    CHECK_FALSE(parameter.value);
  }
}

TEST_CASE("the actions of the DAH pathway are of the kinds that callers know", "[dah]") {
  CHECK(ids(golden::dah().actions) == keys(actions));
  for (const auto& action : golden::dah().actions) {
    CAPTURE(action.id);
    CHECK(model::to_string(action.kind) == actions.at(action.id));
  }
}

TEST_CASE("the DAH pathway recommends what its source recommends", "[dah]") {
  CHECK(ids(golden::dah().recommendations) == keys(recommendations));
  for (const auto& recommendation : golden::dah().recommendations) {
    CAPTURE(recommendation.id);
    const auto& expected = recommendations.at(recommendation.id);
    CHECK(model::to_string(recommendation.modality) == expected.modality);
    CHECK(model::to_string(recommendation.verb) == expected.verb);
    CHECK(choice_text(recommendation.target) == expected.choice);
    CHECK(action_names(recommendation) == expected.actions);
    CHECK(cites_of(recommendation) == expected.cites);
    CHECK(recommendation.promptly == prompt.contains(recommendation.id));
  }
}

TEST_CASE("the groups of the DAH pathway have the members that callers know", "[dah]") {
  for (const auto& action : golden::dah().actions) {
    CAPTURE(action.id);
    Names members;
    for (const auto member : action.members) members.push_back(golden::dah().actions[member].id);
    const auto expected = groups.find(action.id);
    CHECK(members == (expected == groups.end() ? Names{} : expected->second));
  }
}

TEST_CASE("the DAH pathway notes what its source notes", "[dah]") {
  CHECK(ids(golden::dah().notes) == keys(notes));
  for (const auto& note : golden::dah().notes) {
    CAPTURE(note.id);
    CHECK(cites_of(note) == notes.at(note.id));
    CHECK(note.says);
  }
}

TEST_CASE("the DAH pathway gives the regimens of its source and no other", "[dah]") {
  Names with_dose, with_duration;
  for (const auto& recommendation : golden::dah().recommendations) {
    for (const auto& step : recommendation.steps) {
      if (step.dose) with_dose.push_back(recommendation.id);
      if (step.duration) with_duration.push_back(recommendation.id);
    }
  }
  CHECK(with_dose == Names{"initial.pulse"});
  CHECK(with_duration == Names{"initial.pulse", "monitoring.maintenance"});
}

TEST_CASE("the source has 22 statements in 9 sections, two of them incomplete", "[dah]") {
  const auto& model = golden::dah();
  REQUIRE(model.follows.size() == 1);
  const auto& source = model.sources[model.follows.front()];
  CHECK(source.sections.size() == 9);
  std::size_t count = 0;
  Names incomplete;
  for (const auto& section : source.sections) {
    count += section.statements.size();
    for (const auto& statement : section.statements) {
      if (statement.incomplete) incomplete.push_back(section.id + "." + statement.number);
      CHECK_FALSE(statement.outside);
    }
  }
  CHECK(count == 22);
  CHECK(incomplete == Names{"immunosuppression.1", "plasma_exchange.2"});
}

}  // namespace
}  // namespace waymark::dah_inventory_test
