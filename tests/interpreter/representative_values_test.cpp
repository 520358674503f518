#include "interpreter/search/representative_values.hpp"

#include <algorithm>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <rapidcheck/catch.h>

#include "compiled.hpp"
#include "compiled_text.hpp"
#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/evaluate/evaluator.hpp"
#include "model_builder.hpp"

namespace waymark::representative_values_test {
namespace {

const Moment at = *parse_moment("2026-08-31T08:30:00Z");

// Every way in which a comparison can be made of an input.
const test::CompiledText& pathway() {
  static const test::CompiledText text{R"(
use respiratory
source guide { section s { statement 1 "..." } }
fact weight : number in kg within 0.2 to 650
fact height : number in m within 0.3 to 2.5
fact creatinine : number in mg/dL within 0 to 40 molar mass 113.12 g/mol
fact temperature : number in degC within 30 to 45
fact children : whole number within 0 to 20
fact debt : number
fact lactate : number in mmol/L within 0 to 40 valid for 4 hours
fact bleeding : yes or no
fact stage : one of { mild = 0 < moderate = 1 < severe = 3 }
fact causes : any of { aav, sle, infection }
fact since : date
fact until_day : date
fact seen_at : moment
fact stroke : event
fact dosed_at : moment
fact admitted_at : moment
define hours_since_dose = (time since dosed_at) in hours
parameter goal : number in kg
parameter fever_from : number in degC within 36 to 42 = 38.0 degC
define bmi = weight / (height * height)
define heavy = bmi >= 30 kg/m2
define drug_dose = min(weight * 15 mg/kg, 1000 mg)
score risk { 2 when weight >= 80.5 kg otherwise 1 when weight >= 70 kg, 1 when bleeding }
action drug drug
section s {
  must give drug as a { when heavy or pao2 < 7.3 kPa or pao2 > 60 mmHg cite guide.s.1 }
  must give drug as b { when creatinine > 100 umol/L and temperature >= 101.3 degF cite guide.s.1 }
  must give drug as c { when children > 2 or children * 2 = 9 or debt between 3 and below 3.25 cite guide.s.1 }
  must give drug as d { when lactate >= 2 mmol/L or lactate is stale or time since lactate > 2 hours cite guide.s.1 }
  must give drug as e { when stage >= moderate or causes includes aav or causes is empty cite guide.s.1 }
  must give drug as f { when time since since >= 6 months or months since since > 2 months cite guide.s.1 }
  must give drug as g { when since + 18 months < 2027-03-31 or until_day - since > 14 days cite guide.s.1 }
  must give drug as h { when time since seen_at < 36 hours or seen_at < 2026-08-30T12:00 cite guide.s.1 }
  must give drug as i { when stroke or time since stroke <= 90 days or years since stroke < 2 years cite guide.s.1 }
  must give drug as j { when weight < goal or temperature >= fever_from or risk >= 2 cite guide.s.1 }
  must give drug as k { when drug_dose > 900 mg or abs(debt) > 7 or debt * debt < 2 cite guide.s.1 }
  must give drug as l { when pf_ratio <= 200 mmHg or 1 / debt > 4 cite guide.s.1 }
  must give drug as n { when hours_since_dose * 60 < 240 hours or 12 hours / hours_since_dose <= 0.5 cite guide.s.1 }
  must give drug as o { when max(hours_since_dose - 2 hours, 30 min) > 4 hours cite guide.s.1 }
  must give drug as p { when round(((time since admitted_at) in days) / 1 day) > 2 cite guide.s.1 }
  must give drug as m { when round(weight / 1 kg) > 50 cite guide.s.1 }
}
)"};
  return text;
}

const model::Model& the_model() { return pathway().model(); }

Variable fact(const std::string& id) {
  const auto found = std::ranges::find(the_model().facts, id, &model::Fact::id);
  return {model::Input{std::in_place_index<0>, static_cast<model::FactId>(found - the_model().facts.begin())},
          {}};
}

const RepresentativeValues& of(const std::vector<RepresentativeValues>& all, const Variable& variable) {
  const auto found = std::ranges::find(all, variable, &RepresentativeValues::variable);
  REQUIRE(found != all.end());
  return *found;
}

std::string text(const RepresentativeValues& values) {
  std::vector<std::string> texts;
  for (const auto& each : values.values) texts.push_back(to_string(the_model(), values.variable, each));
  return fmt::format("{}", fmt::join(texts, ", "));
}

std::string text(const std::string& id) {
  return text(
      of(representative_values(the_model(), decisive_conditions(the_model()), empty_patient(the_model()), at),
         fact(id)));
}

// Those that are read at the moment itself.
std::string text_of_present(const std::string& id) {
  auto values =
      of(representative_values(the_model(), decisive_conditions(the_model()), empty_patient(the_model()), at),
         fact(id));
  std::erase_if(values.values, [](const RepresentativeValue& each) { return each.time.has_value(); });
  return text(values);
}

// --- any value

Value number_of(const Type& type, const std::optional<model::Bounds>& within) {
  const int places = type.whole ? 1 : *rc::gen::element(1, 10, 1000);
  const int most = (within ? 700 : 20) * places;
  const int drawn = *rc::gen::inRange(-most / 8, most);
  Quantity value{*divide(Decimal{drawn}, Decimal{places}), type.unit};
  if (within && compare(value, within->low) < 0) value = within->low;
  if (within && compare(within->high, value) < 0) value = within->high;
  return Number{value, value};
}

// Perhaps with a fraction of a second.
Moment before_at(int first_second, int last_second) {
  const auto fraction = *rc::gen::element<std::int64_t>(0, 1, 500'000, 999'999);
  const auto seconds = *rc::gen::inRange<std::int64_t>(first_second, last_second);
  return *add_microseconds(at, -seconds * microseconds_per_second - fraction);
}

Moment any_moment() { return before_at(-9000, 90'000'000); }

RepresentativeValue any_value(const Variable& variable) {
  const auto& declared = the_model().facts[std::get<0>(variable.input)];
  const auto members = [&] { return declared.type.members->members.size(); };
  switch (declared.type.kind) {
    case TypeKind::yes_no: return {*rc::gen::arbitrary<bool>(), {}};
    case TypeKind::one_of:
      return {static_cast<model::MemberIndex>(*rc::gen::inRange<std::size_t>(0, members())), {}};
    case TypeKind::any_of: return {*rc::gen::arbitrary<bool>(), {}};
    case TypeKind::date: return {*add_days(date_of(at), *rc::gen::inRange(-1100, 60)), {}};
    case TypeKind::moment: return {any_moment(), {}};
    case TypeKind::event: return {EventValue{any_moment()}, {}};
    default: break;
  }
  RepresentativeValue result{number_of(declared.type, declared.within), {}};
  if (declared.id == "lactate" && *rc::gen::arbitrary<bool>()) result.time = before_at(0, 6 * 3600);
  return result;
}

// What everything that is a yes or no comes to.
std::vector<Truth> truths(const Patient& patient) {
  Evaluator evaluator{the_model(), patient, at};
  const Dependencies all{the_model(), decisive_conditions(the_model())};
  std::vector<Truth> result;
  for (const auto expr : all.expressions()) {
    if (the_model()[expr].type.kind == TypeKind::yes_no) result.push_back(evaluator.truth(expr));
  }
  return result;
}

Patient any_patient(const std::vector<Variable>& variables) {
  auto patient = empty_patient(the_model());
  for (const auto& variable : variables) {
    if (*rc::gen::inRange(0, 4) > 0)
      patient = with_value(the_model(), std::move(patient), variable, any_value(variable), at);
  }
  return patient;
}

}  // namespace

TEST_CASE("representative values of a number stand on its grid", "[representative]") {
  CHECK(text_of_present("pao2") ==
        "0 mmHg, 1 mmHg, 27 mmHg, 54 mmHg, 7.3 kPa, 55 mmHg, 57 mmHg, 59 mmHg, 60 mmHg, 61 mmHg, 430 mmHg, "
        "799 mmHg, "
        "800 mmHg, "
        "unknown");
  CHECK(text("children") == "0, 1, 2, 3, 4, 5, 12, 19, 20, unknown");
}

TEST_CASE("representative dates stand around calendar edges", "[representative]") {
  CHECK(text("since").find("2026-02-28, 2026-03-01") != std::string::npos);
  CHECK(text("stroke").find("not happened, ") == 0);
  for (const auto* edge : {"2026-08-31T04:30:00Z", "2026-08-31T02:30:00Z", "2026-08-30T08:30:00Z"})
    CHECK(text("dosed_at").find(edge) != std::string::npos);
  CHECK(text("lactate").find("0 mmol/L at 2026-08-31T04:29:59Z, unknown") != std::string::npos);
}

TEST_CASE("what is not exact says so", "[representative]") {
  const auto all =
      representative_values(the_model(), decisive_conditions(the_model()), empty_patient(the_model()), at);
  CHECK_FALSE(of(all, fact("weight")).complete);  // rounded
  CHECK(of(all, fact("height")).complete);
  CHECK(of(all, fact("height")).relative);
  CHECK_FALSE(of(representative_values(the_model(), at), fact("height")).complete);
  CHECK(of(all, fact("temperature")).complete);
  CHECK(of(all, fact("dosed_at")).complete);
  CHECK_FALSE(of(all, fact("admitted_at")).complete);  // rounded
}

TEST_CASE("a changed value is given as a scenario gives it", "[representative]") {
  const InputNames names{the_model()};
  auto aav = fact("causes");
  aav.member = 0;
  CHECK(given_text(the_model(), names, aav, {false, {}}) == "causes includes aav = no");
  CHECK(given_text(the_model(), names, fact("stroke"), {EventValue{}, {}}) == "stroke = no");
  CHECK(given_text(the_model(), names, fact("spo2"), {test::number("89", "%"), {}}) == "spo2 = 89 %");
  const auto changed = with_value(the_model(), empty_patient(the_model()), aav, {true, {}}, at);
  CHECK(to_string(changed.facts[std::get<0>(aav.input)].front().value,
                  the_model().facts[std::get<0>(aav.input)].type) == "{aav, sle?, infection?}");
}

TEST_CASE("representative values tell apart what any values tell apart", "[representative]") {
  rc::prop("each value of a variable does what one of its representatives does", [] {
    std::vector<Variable> variables;
    for (const auto& each : representative_values(the_model(), at)) {
      if (each.variable.input.index() == 0) variables.push_back(each.variable);
    }
    const auto variable = *rc::gen::elementOf(variables);
    const auto patient = any_patient(variables);
    const auto all = representative_values(the_model(), decisive_conditions(the_model()), patient, at);
    const auto& values = of(all, variable);
    if (!values.complete) RC_DISCARD();
    const auto value = any_value(variable);
    const auto expected = truths(with_value(the_model(), patient, variable, value, at));
    RC_LOG() << given_text(the_model(), InputNames{the_model()}, variable, value) << " of " << text(values);
    RC_ASSERT(std::ranges::any_of(values.values, [&](const RepresentativeValue& each) {
      return truths(with_value(the_model(), patient, variable, each, at)) == expected;
    }));
  });
}

}  // namespace waymark::representative_values_test
