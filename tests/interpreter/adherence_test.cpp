#include "interpreter/adherence/adherence.hpp"

#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "compiled_text.hpp"
#include "interpreter/facts/json/facts_json.hpp"

namespace waymark::adherence_test {
namespace {

const std::string declarations = R"(
fact ill "Ill" : yes or no valid for 10 hours
fact begun "Begun" : event
fact dosed "Given" : event
fact level "Level" : number in mmol/L within 0 to 40
action drug "Drug" drug
)";

// How each round of the only recommendation ended, and when it was due, for a patient who is looked at from 8
// to 20 o'clock.
std::vector<std::string> rounds(const std::string& attributes, const std::string& facts) {
  const test::CompiledText text{declarations + "section s \"S\" { must give drug as r { " + attributes +
                                " } }"};
  const auto read = read_patient("{\"facts\": {" + facts + "}}", text.model(), std::nullopt);
  REQUIRE(std::holds_alternative<Patient>(read));
  const Replay replay{text.model(), recommendations_with_progress(text.model())};
  std::vector<std::string> result;
  for (const auto& round : rounds_of(replay, std::get<Patient>(read), *parse_moment("2026-11-23T08:00Z"),
                                     *parse_moment("2026-11-23T20:00Z"))) {
    result.push_back(fmt::format("{} {}", to_string(round.begins).substr(11, 5), to_string(round.end)));
    if (const auto late = round.microseconds_late())
      result.back() += fmt::format(" by {} s", *late / microseconds_per_second);
  }
  return result;
}

const std::string in_an_hour = "when begun within 1 hour of begun done when dosed";

}  // namespace

TEST_CASE("a round ends as the record says", "[replay][adherence]") {
  using Rounds = std::vector<std::string>;
  const std::string at_9 = R"("begun": "2026-11-23T09:00Z", )";
  CHECK(rounds(in_an_hour, R"("begun": false, "dosed": false)") == Rounds{});
  CHECK(rounds(in_an_hour, at_9 + R"("dosed": "2026-11-23T08:30Z")") == Rounds{"09:00 before"});
  CHECK(rounds(in_an_hour, at_9 + R"("dosed": "2026-11-23T10:00Z")") == Rounds{"09:00 in_time"});
  CHECK(rounds(in_an_hour, at_9 + R"("dosed": "2026-11-23T10:00:30Z")") == Rounds{"09:00 late by 30 s"});
  CHECK(rounds(in_an_hour, at_9 + R"("dosed": false)") == Rounds{"09:00 missed"});
  CHECK(rounds(in_an_hour, at_9.substr(0, at_9.size() - 2)) == Rounds{"09:00 unknown"});
  CHECK(rounds(in_an_hour, R"("begun": "2026-11-23T19:30Z", "dosed": false)") == Rounds{"19:30 open"});
}

TEST_CASE("a round ends with the advice", "[replay][adherence]") {
  using Rounds = std::vector<std::string>;
  const auto ill_until = [](const std::string& time) {
    return R"("dosed": false, "begun": "2026-11-23T09:00Z", "ill": [
      {"value": true, "time": "2026-11-23T08:00Z"}, {"value": false, "time": "2026-11-23T)" +
           time + "Z\"}]";
  };
  const std::string while_ill = "when ill within 1 hour of begun done when dosed";
  CHECK(rounds(while_ill, ill_until("09:30")) == Rounds{"08:00 lapsed"});
  CHECK(rounds(while_ill, ill_until("10:30")) == Rounds{"08:00 missed"});
  // Stale from 18 o'clock on, and advised again an hour later: the round has gone on.
  CHECK(rounds(while_ill, R"("dosed": "2026-11-23T18:30Z", "begun": "2026-11-23T18:00Z", "ill": [
    {"value": true, "time": "2026-11-23T08:00Z"}, {"value": true, "time": "2026-11-23T19:00Z"}])") ==
        Rounds{"08:00 in_time"});
}

TEST_CASE("a deadline that moves begins a round", "[replay][adherence]") {
  using Rounds = std::vector<std::string>;
  const std::string readings = R"("level": [{"value": 3, "time": "2026-11-23T08:00Z"},
    {"value": 3, "time": "2026-11-23T11:00Z"}, {"value": 3, "time": "2026-11-23T16:00Z"}])";
  CHECK(rounds("within 2 to 4 hours of level", readings) ==
        Rounds{"08:00 in_time", "11:00 late by 3600 s", "16:00 open"});
  CHECK(rounds(in_an_hour, R"("dosed": false, "begun": ["2026-11-23T09:00Z", "2026-11-23T09:30Z",
    "2026-11-23T12:00Z"])") == Rounds{"09:00 lapsed", "09:30 missed", "12:00 missed"});
}

TEST_CASE("without a deadline what is done is done in time", "[replay][adherence]") {
  using Rounds = std::vector<std::string>;
  CHECK(rounds("when begun done when dosed",
               R"("begun": "2026-11-23T09:00Z", "dosed": "2026-11-23T19:00Z")") == Rounds{"09:00 in_time"});
}

TEST_CASE("quartiles are times that somebody took", "[replay][adherence]") {
  Durations durations;
  CHECK_FALSE(durations.percentile(50).has_value());
  for (const int minutes : {40, 10, 30, 20}) durations.add(minutes * microseconds_per_minute);
  CHECK(durations.percentile(25) == 10 * 60);
  CHECK(durations.percentile(50) == 20 * 60);
  CHECK(durations.percentile(75) == 30 * 60);
}

}  // namespace waymark::adherence_test
