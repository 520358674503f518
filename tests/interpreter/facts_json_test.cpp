#include "interpreter/facts/json/facts_json.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "interpreter/facts/json/json_document.hpp"
#include "lang/compile.hpp"
#include "project_files.hpp"

namespace waymark::facts_json_test {
namespace {

const model::Model& sample_model() {
  static const Compilation compilation = compile({{"sample.pathway", R"(
library sample "One fact of each type" { version "1" }
fact flag "Flag" : yes or no
fact pressure "Pressure" : number in mmHg within 0 to 800
fact saturation "Saturation" : number in % within 0 to 100
fact ratio "Ratio" : number
fact visits "Visits" : whole number
fact creatinine "Creatinine" : number in mg/dL within 0 to 30 molar mass 113.12 g/mol
fact temperature "Temperature" : number in Cel within 20 to 45
fact stage "Stage" : one of {early, late}
fact causes "Causes" : any of {aav, sle, value}
fact born "Born" : date
fact seen "Seen" : moment
fact surgery "Surgery" : event
parameter goal "Goal" : number in 10^9/L within 0 to 5000
parameter words "Words" : any of {one_word, other_word}
parameter preset "Preset" : number = 3
define worked_out = saturation < 90 %
)"}},
                                                 in_project("/stdlib"));
  INFO((compilation.diagnostics.list().empty() ? "" : compilation.diagnostics.list().front().message));
  REQUIRE(compilation.model);
  return *compilation.model;
}

FactsResult read(const std::string& json) { return read_patient(json, sample_model(), std::nullopt); }

Patient accepted(const std::string& json) {
  auto result = read(json);
  if (const auto* problems = std::get_if<std::vector<FactsProblem>>(&result))
    FAIL(json << ": " << problems->front().message);
  return std::get<Patient>(result);
}

std::string facts(const std::string& inner) { return "{\"facts\": {" + inner + "}}"; }

template <typename Declaration>
std::size_t index_of(const std::vector<Declaration>& declarations, const std::string& id) {
  const auto found = std::ranges::find(declarations, id, &Declaration::id);
  REQUIRE(found != declarations.end());
  return static_cast<std::size_t>(found - declarations.begin());
}

std::vector<FactReading> readings(const std::string& name, const std::string& value) {
  return accepted(facts("\"" + name + "\": " + value)).facts[index_of(sample_model().facts, name)];
}

// The one value read, as the language writes it; "" for none.
std::string value(const std::string& name, const std::string& json) {
  const auto all = readings(name, json);
  if (all.empty()) return "";
  REQUIRE(all.size() == 1);
  return to_string(all.front().value, sample_model().facts[index_of(sample_model().facts, name)].type);
}

std::vector<FactsProblem> problems(const std::string& json) {
  auto result = read(json);
  if (std::holds_alternative<Patient>(result)) return {};
  return std::get<std::vector<FactsProblem>>(result);
}

// "PW0812 $.facts.pressure" of each problem.
std::vector<std::string> found(const std::string& json) {
  std::vector<std::string> result;
  for (const auto& problem : problems(json)) result.push_back(problem.code + " " + problem.path);
  return result;
}

using Found = std::vector<std::string>;

}  // namespace

TEST_CASE("values of every type are read", "[facts]") {
  CHECK(value("flag", "true") == "yes");
  CHECK(value("flag", "false") == "no");
  CHECK(value("pressure", "72") == "72 mmHg");
  CHECK(value("pressure", "\"7.3 kPa\"") == "7.3 kPa");
  CHECK(value("pressure", "\"7.3kPa\"") == "7.3 kPa");
  CHECK(value("pressure", "{\"value\": 7.3, \"unit\": \"kPa\"}") == "7.3 kPa");
  CHECK(value("pressure", "{\"value\": \"7.3 kPa\"}") == "7.3 kPa");
  CHECK(value("saturation", "\"84 %\"") == "84 %");
  CHECK(value("saturation", "\"84%\"") == "84 %");
  CHECK(value("ratio", "1.5") == "1.5");
  CHECK(value("ratio", "\"1.5\"") == "1.5");
  CHECK(value("ratio", "\"1e3\"") == "1000");
  CHECK(value("visits", "3") == "3");
  CHECK(value("visits", "3.0") == "3");
  CHECK(value("stage", "\"late\"") == "late");
  CHECK(value("born", "\"2026-03-01\"") == "2026-03-01");
  CHECK(value("seen", "\"2026-03-01T08:30:00Z\"") == "2026-03-01T08:30:00Z");
  CHECK(value("surgery", "\"2026-03-01T08:30:00Z\"") == "2026-03-01T08:30:00Z");
  CHECK(value("flag", "null") == "");
  CHECK(readings("surgery", "false").size() == 1);
  CHECK_FALSE(std::get<EventValue>(readings("surgery", "false").front().value).moment);
}

TEST_CASE("codes of UCUM count as units too", "[facts]") {
  const auto given = readings("pressure", "{\"value\": 72, \"unit\": \"mm[Hg]\"}");
  const auto& unit = sample_model().facts[index_of(sample_model().facts, "pressure")].type.unit;
  CHECK((*known_number(given.front().value) == Quantity{72, unit}));
}

TEST_CASE("numbers keep all their digits", "[facts]") {
  const auto digits = "0.1234567890123456789012345678901234";
  CHECK(known_number(readings("ratio", digits).front().value)->number.to_exact_string() == digits);
  CHECK(known_number(readings("ratio", "12345678901234567890123").front().value)->number ==
        *Decimal::parse("12345678901234567890123"));
  CHECK(value("ratio", "-0.0") == "0");
  CHECK(value("ratio", "-0") == "0");
  CHECK_FALSE(known_number(readings("ratio", "-0").front().value)->number.is_negative());
}

TEST_CASE("what is in a list is yes, what is not is no", "[facts]") {
  const auto states = std::get<MemberStates>(readings("causes", "[\"sle\"]").front().value);
  CHECK(states.states == std::vector{Truth::no, Truth::yes, Truth::no});
  CHECK(states.closed);
  CHECK(std::get<MemberStates>(readings("causes", "[]").front().value).closed);
}

TEST_CASE("an object states members one by one", "[facts]") {
  const auto states =
      std::get<MemberStates>(readings("causes", "{\"aav\": true, \"sle\": false}").front().value);
  CHECK(states.states == std::vector{Truth::yes, Truth::no, Truth::unknown});
  CHECK_FALSE(states.closed);
  const auto member = std::get<MemberStates>(readings("causes", "{\"value\": true}").front().value);
  CHECK(member.states[2] == Truth::yes);
  const auto reading = readings("causes", "{\"value\": [\"sle\"], \"time\": \"2026-01-01T00:00Z\"}");
  CHECK(std::get<MemberStates>(reading.front().value).states[1] == Truth::yes);
  CHECK(reading.front().time);
}

TEST_CASE("mass and amount of substance meet where there is a molar mass", "[facts]") {
  const auto number = *known_number(readings("creatinine", "\"88.4 umol/L\"").front().value);
  CHECK(to_string(*number.unit) == "mg/dL");
  CHECK(number.number.to_string(3) == "1");
}

TEST_CASE("readings are sorted by time, the one without a time last", "[facts]") {
  const auto all = readings("pressure", R"([{"value": 3}, {"value": 2, "time": "2026-01-02T00:00Z"},
    {"value": 1, "time": "2026-01-01T00:00Z"}, {"value": "2 mmHg", "time": "2026-01-02T00:00Z"}, {"value": null}])");
  REQUIRE(all.size() == 3);
  CHECK(known_number(all[0].value)->number == Decimal{1});
  CHECK(known_number(all[1].value)->number == Decimal{2});
  CHECK_FALSE(all[2].time);
}

TEST_CASE("readings within one second are told apart", "[facts]") {
  const auto all = readings("pressure", R"([{"value": 2, "time": "2026-01-01T08:10:00.900Z"},
    {"value": 1, "time": "2026-01-01T08:10:00.100Z"}])");
  REQUIRE(all.size() == 2);
  CHECK(known_number(all[0].value)->number == Decimal{1});
  CHECK(to_string(*all[0].time) == "2026-01-01T08:10:00.1Z");
  CHECK(to_string(*all[1].time) == "2026-01-01T08:10:00.9Z");
}

TEST_CASE("a moment without an offset has that of `at`", "[facts]") {
  const auto patient = accepted(R"({"at": "2026-11-23T08:30+02:00",
    "facts": {"pressure": {"value": 1, "time": "2026-11-23T08:00"}}})");
  const auto& reading = patient.facts[index_of(sample_model().facts, "pressure")].front();
  CHECK(reading.time == add_microseconds(*patient.at, -30 * microseconds_per_minute));
}

TEST_CASE("the caller's moment goes before the document's", "[facts]") {
  const auto at = *parse_moment("2026-01-01T00:00Z");
  const auto result = read_patient(R"({"at": "2026-11-23T08:30Z"})", sample_model(), at);
  CHECK(std::get<Patient>(result).at == at);
}

TEST_CASE("parameters are read, null takes away what the pathway sets", "[facts]") {
  const auto patient = accepted(R"({"parameters": {"goal": "50 10^9/L", "preset": null}})");
  CHECK(known_number(*patient.parameters[index_of(sample_model().parameters, "goal")])->number ==
        Decimal{50});
  CHECK_FALSE(is_known(*patient.parameters[index_of(sample_model().parameters, "preset")]));
  CHECK_FALSE(accepted("{}").parameters[index_of(sample_model().parameters, "preset")].has_value());
}

TEST_CASE("what is no document is refused with its place", "[facts]") {
  CHECK(found("") == Found{"PW0801 $"});
  CHECK(found(" \n") == Found{"PW0801 $"});
  CHECK(found("nonsense") == Found{"PW0802 $"});
  CHECK(found("{\"facts\": {\"ratio\": NaN}}") == Found{"PW0802 $"});
  CHECK(problems("{\"facts\": {\"ratio\": NaN}}").front().help == "a missing number is null, or left out");
  CHECK(found("{\"patient\": \"\xff\"}") == Found{"PW0802 $"});
  CHECK(found("{} {}") == Found{"PW0802 $"});
  CHECK(found("[1]") == Found{"PW0805 $"});
  CHECK(found("3") == Found{"PW0805 $"});
  const auto cut = problems("{\n  \"facts\": {").front();
  CHECK(cut.line == 2);
  CHECK(cut.column >= 12);
}

TEST_CASE("no document makes the reader fall", "[facts]") {
  CHECK(found(std::string(100'000, '[')) == Found{"PW0803 $"});
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  CHECK(found(objects) == Found{"PW0803 $"});
  CHECK(found(std::string(200, '[') + std::string(200, ']')) == Found{"PW0805 $"});
  CHECK(found(std::string(json::most_bytes + 1, ' ')) == Found{"PW0804 $"});
  CHECK(found(facts("\"ratio\": 1e7000")) == Found{"PW0816 $.facts.ratio"});
  CHECK(found(facts("\"ratio\": \"1e7000\"")) == Found{"PW0816 $.facts.ratio"});
  CHECK(found(std::string("{\"a\0b\": 1}", 10)) == Found{"PW0802 $"});
}

TEST_CASE("a byte order mark and UTF-8 are read", "[facts]") {
  CHECK(accepted("\xEF\xBB\xBF{\"patient\": \"Zoë 日本\"}").id == "Zoë 日本");
  const auto after_mark = problems("\xEF\xBB\xBF{\"x\": 1}").front();
  CHECK(after_mark.path == "$.x");
  const auto after_wide = problems("{\"patient\": \"日本\", \"x\": 1}").front();
  CHECK(after_wide.column == 19);
}

TEST_CASE("unknown names are refused with a suggestion", "[facts]") {
  const auto top = problems(R"({"pateint": "x", "fact": {}, "saturation": 3})");
  REQUIRE(top.size() == 3);
  CHECK(top[0].help == "did you mean `patient`?");
  CHECK(top[1].help == "did you mean `facts`?");
  CHECK(top[2].help == "it is a fact: write it under `facts`");
  const auto inner = problems(facts(R"("presure": 3, "worked_out": true, "goal": 3)"));
  REQUIRE(inner.size() == 3);
  CHECK(inner[0].help == "did you mean `pressure`?");
  CHECK(inner[0].line == 1);
  CHECK(inner[0].column == 12);
  CHECK(inner[1].help == "the pathway works it out from facts; it cannot be given");
  CHECK(inner[2].help == "it is a parameter, which a site sets: write it under `parameters`");
  CHECK(found(R"({"parameters": {"flag": true}})") == Found{"PW0809 $.parameters.flag"});
}

TEST_CASE("all problems are found in one go", "[facts]") {
  CHECK(found(R"({"patient": 3, "at": "noon", "facts": {"flag": 1, "pressure": "x"}, "parameters": []})") ==
        Found{"PW0805 $.patient", "PW0821 $.at", "PW0805 $.facts.flag", "PW0805 $.facts.pressure",
              "PW0805 $.parameters"});
}

TEST_CASE("keys given twice are refused", "[facts]") {
  CHECK(found(facts(R"("ratio": 1, "ratio": 1)")) == Found{"PW0807 $.facts.ratio"});
  CHECK(found(facts(R"("pressure": {"value": 1, "value": 2})")) == Found{"PW0807 $.facts.pressure.value"});
  CHECK(found(facts(R"("causes": {"aav": true, "aav": false})")) == Found{"PW0807 $.facts.causes.aav"});
}

TEST_CASE("values of another type are refused", "[facts]") {
  CHECK(found(facts(R"("flag": "yes")")) == Found{"PW0805 $.facts.flag"});
  CHECK(problems(facts(R"("flag": "yes")")).front().help == "write true, without quotes");
  CHECK(found(facts(R"("pressure": true)")) == Found{"PW0805 $.facts.pressure"});
  CHECK(found(facts(R"("pressure": "high")")) == Found{"PW0805 $.facts.pressure"});
  CHECK(found(facts(R"("pressure": "7,3 kPa")")) == Found{"PW0805 $.facts.pressure"});
  CHECK(found(facts(R"("pressure": "< 7 kPa")")) == Found{"PW0805 $.facts.pressure"});
  CHECK(found(facts(R"("stage": 1)")) == Found{"PW0805 $.facts.stage"});
  CHECK(found(facts(R"("stage": "lat")")) == Found{"PW0818 $.facts.stage"});
  CHECK(found(facts(R"("causes": "aav")")) == Found{"PW0805 $.facts.causes"});
  CHECK(found(facts(R"("causes": ["aav", "aav", "x", 3])")) ==
        Found{"PW0819 $.facts.causes[1]", "PW0818 $.facts.causes[2]", "PW0805 $.facts.causes[3]"});
  CHECK(found(facts(R"("causes": {"aav": 1, "x": true})")) ==
        Found{"PW0805 $.facts.causes.aav", "PW0818 $.facts.causes.x"});
  CHECK(found(facts(R"("born": "2026-02-30")")) == Found{"PW0820 $.facts.born"});
  CHECK(problems(facts(R"("born": "2026-02-03T08:00")")).front().help ==
        "write the day alone, \"2026-02-03\"");
  CHECK(found(facts(R"("seen": "2026-02-03")")) == Found{"PW0821 $.facts.seen"});
  CHECK(found(facts(R"("surgery": true)")) == Found{"PW0822 $.facts.surgery"});
  CHECK(found(facts(R"("visits": 1.5)")) == Found{"PW0817 $.facts.visits"});
}

TEST_CASE("numbers outside of their bounds say both", "[facts]") {
  const auto outside = problems(facts(R"("pressure": "200 kPa")")).front();
  CHECK(outside.code == "PW0812");
  CHECK(outside.message == "200 kPa (1500.12751084 mmHg) is outside the bounds of `pressure`, 0 to 800 mmHg");
  CHECK(found(facts(R"("saturation": 100.0001)")) == Found{"PW0812 $.facts.saturation"});
  CHECK(found(facts(R"("saturation": 100)")).empty());
  CHECK(found(facts(R"("temperature": "98.6 [degF]")")).empty());
  CHECK(found(facts(R"("temperature": "98.6")")) == Found{"PW0815 $.facts.temperature"});
  CHECK(found(facts(R"("temperature": 98.6)")) == Found{"PW0812 $.facts.temperature"});
}

TEST_CASE("units that do not fit are refused", "[facts]") {
  CHECK(found(facts(R"("pressure": "7.3 kg")")) == Found{"PW0813 $.facts.pressure"});
  CHECK(found(facts(R"("pressure": "7.3 kPaa")")) == Found{"PW0814 $.facts.pressure"});
  CHECK(found(facts(R"("pressure": "7.3")")) == Found{"PW0815 $.facts.pressure"});
  CHECK(found(facts(R"("ratio": "7.3 kg")")) == Found{"PW0805 $.facts.ratio"});
  CHECK(found(facts(R"("pressure": "3 mmol/L")")) == Found{"PW0813 $.facts.pressure"});
  CHECK(found(facts(R"("pressure": {"value": 7, "unit": 3})")) == Found{"PW0805 $.facts.pressure.unit"});
  CHECK(found(facts(R"("pressure": {"value": "7 kPa", "unit": "kPa"})")) ==
        Found{"PW0805 $.facts.pressure.value"});
  CHECK(found(facts(R"("flag": {"value": 7, "unit": "kPa"})")) == Found{"PW0805 $.facts.flag.value"});
}

TEST_CASE("readings that cannot be told apart are refused", "[facts]") {
  CHECK(found(facts(R"("pressure": [{"value": 1}, {"value": 2}])")) == Found{"PW0824 $.facts.pressure[1]"});
  CHECK(found(facts(R"("pressure": [1, 2])")) ==
        Found{"PW0805 $.facts.pressure[0]", "PW0805 $.facts.pressure[1]"});
  CHECK(found(facts(R"("pressure": [{"time": "2026-01-01T00:00Z"}])")) ==
        Found{"PW0823 $.facts.pressure[0]"});
  CHECK(found(facts(R"("pressure": [{"value": 1, "tme": 3}])")) == Found{"PW0806 $.facts.pressure[0].tme"});
  CHECK(found(facts(R"("pressure": {"value": 1, "time": "now"})")) == Found{"PW0821 $.facts.pressure.time"});
  const auto twice =
      R"([{"value": 1, "time": "2026-01-01T00:00Z"}, {"value": 2, "time": "2026-01-01T01:00+01:00"}])";
  CHECK(found(facts(std::string{"\"pressure\": "} + twice)) == Found{"PW0825 $.facts.pressure[1]"});
  const auto same_fraction =
      R"([{"value": 1, "time": "2026-01-01T00:00:00.5Z"}, {"value": 2, "time": "2026-01-01T00:00:00.500Z"}])";
  CHECK(found(facts(std::string{"\"pressure\": "} + same_fraction)) == Found{"PW0825 $.facts.pressure[1]"});
  CHECK(found(R"({"at": "2026-01-01T00:00Z", "facts": {"pressure":
    [{"value": 1, "time": "2026-01-01T00:00Z"}, {"value": 2}]}})") == Found{"PW0825 $.facts.pressure[1]"});
}

TEST_CASE("a unit with a control character is refused for that", "[facts]") {
  const auto message = [](const std::string& value) {
    const auto result = read_patient(facts("\"pressure\": " + value), sample_model(), std::nullopt);
    return std::get<std::vector<FactsProblem>>(result).front().message;
  };
  CHECK(message(R"("1\u0000")") == "expected a unit like mmHg, found a NUL character");
  CHECK(message(R"("1 mm\u0001Hg")") == "expected a unit like mmHg, found the control character U+0001");
  CHECK(message(R"({"value": 1, "unit": "mmHg\u007f"})") ==
        "expected a unit like mmHg, found the control character U+007F");
}

TEST_CASE("odd keys are quoted in paths", "[facts]") {
  CHECK(found(facts(R"("odd key": 1)")) == Found{"PW0808 $.facts['odd key']"});
}

TEST_CASE("parameters are read from the command line", "[facts]") {
  const auto& model = sample_model();
  const auto text = [&](const std::string& assignment) -> std::string {
    const auto result = read_parameter(assignment, model);
    if (const auto* problem = std::get_if<FactsProblem>(&result)) return problem->code;
    const auto& [id, value] = std::get<std::pair<model::ParameterId, Value>>(result);
    return to_string(value, model.parameters[id].type);
  };
  CHECK(text("goal=50 10^9/L") == "50 10^9/L");
  CHECK(text(" goal = 50 ") == "50 10^9/L");
  CHECK(text("words={one_word}") == "{one_word}");
  CHECK(text("words=one_word, other_word") == "{one_word, other_word}");
  CHECK(text("preset=unknown") == "unknown");
  CHECK(text("goal") == "PW0826");
  CHECK(text("=3") == "PW0826");
  CHECK(text("traget=3") == "PW0809");
  CHECK(text("goal=many") == "PW0805");
  CHECK(text("goal=6000") == "PW0812");
}

}  // namespace waymark::facts_json_test
