#include "interpreter/replay/replay.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "golden.hpp"
#include "lang/compile.hpp"
#include "patient_generator.hpp"
#include "program_generator.hpp"
#include "random_source.hpp"
#include "share.hpp"

namespace waymark::replay_test {
namespace {

constexpr std::int64_t day = microseconds_per_day;

// What is said of a statement, as far as a replay tells it.
std::string said(const StatementState& state) {
  auto result = std::string{to_string(state.status)};
  if (!state.progress) return result;
  result += fmt::format(" {}", to_string(state.progress->progress));
  for (const auto id : state.progress->overtaken_by) result += fmt::format(" overtaken by {}", id);
  return result;
}

StatementState evaluated(const model::Model& model, const Patient& patient, const Moment& at,
                         const model::StatementReference& statement) {
  Evaluator evaluator{model, patient, at};
  const auto outcome = decide(evaluator, statement);
  return {outcome.status, outcome.progress};
}

// A replay of one patient, held against the evaluator at any moment.
class Timeline {
 public:
  Timeline(const model::Model& model, const Patient& patient, const Moment& from, const Moment& to)
      : model_{model}, patient_{patient}, replay_{model, every_statement(model)} {
    said_.resize(replay_.watched().size());
    for (auto& each : said_) each[from.microseconds] = said({});
    replay_.run(patient, from, to, [&](const ReplayMoment& moment) {
      for (const auto& change : moment.changes)
        said_[place(change.statement)][moment.at.microseconds] = said(change.to);
    });
  }

  // The first statement of which the evaluator says something that the replay does not say at that moment or
  // when it looks next; empty where there is none.
  std::string difference(const Moment& at) const {
    for (std::uint32_t i = 0; i < said_.size(); ++i) {
      const auto& statement = replay_.watched()[i];
      const auto expected = said(evaluated(model_, patient_, at, statement));
      if (said_at(i, at.microseconds) == expected) continue;
      if (said_at(i, at.microseconds + step(i)) == expected) continue;
      return fmt::format("{} at {}: {}, by the replay {}", model::statement(model_, statement).id,
                         to_string(at), expected, said_at(i, at.microseconds));
    }
    return {};
  }

 private:
  std::size_t place(const model::StatementReference& statement) const {
    const auto& all = replay_.watched();
    const auto found = std::ranges::find_if(all, [&](const model::StatementReference& each) {
      return each.kind == statement.kind && each.index == statement.index;
    });
    return static_cast<std::size_t>(found - all.begin());
  }

  const std::string& said_at(std::uint32_t i, std::int64_t microseconds) const {
    return std::prev(said_[i].upper_bound(microseconds))->second;
  }

  // Changes are told to the second; of time that is calculated with, to the minute.
  std::int64_t step(std::uint32_t i) const {
    const auto& each_minute = replay_.clocks().each_minute;
    const bool calculates = std::ranges::find(each_minute, i) != each_minute.end();
    return calculates ? microseconds_per_minute : microseconds_per_second;
  }

  const model::Model& model_;
  const Patient& patient_;
  Replay replay_;
  std::vector<std::map<std::int64_t, std::string>> said_;  // by statement: what is said from when on
};

// Moments of the record and of days and hours around, where things turn.
std::vector<Moment> moments_to_look_at(const Moment& from, const Moment& to, std::uint64_t seed) {
  generated::RandomSource random{seed};
  std::vector<Moment> result;
  const auto seconds = static_cast<int>((to.microseconds - from.microseconds) / microseconds_per_second);
  for (int i = 0; i < 40; ++i)
    result.push_back(*add_microseconds(from, random.below(seconds) * microseconds_per_second));
  for (int hour = 0; hour < 72; hour += 3)
    result.push_back(*add_microseconds(from, hour * 60 * microseconds_per_minute));
  return result;
}

std::string first_difference(std::uint64_t seed) {
  const auto text = generated::pathway(seed);
  const auto compilation = compile({{"generated.pathway", text}}, golden::stdlib());
  if (!compilation.model) return fmt::format("seed {} does not compile\n{}", seed, text);
  const auto& model = *compilation.model;
  const auto patient = generated::random_patient(model, seed);
  const auto from = *add_microseconds(generated::evaluation_moment(), -2 * day);
  const auto to = *add_microseconds(generated::evaluation_moment(), 2 * day);
  const Timeline timeline{model, patient, from, to};
  for (const auto& at : moments_to_look_at(from, to, seed)) {
    const auto difference = timeline.difference(at);
    if (!difference.empty())
      return fmt::format("seed {}: {}\n{}\n{}", seed, difference, generated::facts_json(model, patient),
                         text);
  }
  return {};
}

TEST_CASE("between the moments of a replay nothing changes", "[replay][random]") {
  std::string difference;
  const auto pathways = test::share(150);
  for (std::uint64_t seed = 1; seed <= pathways && difference.empty(); ++seed)
    difference = first_difference(seed);
  CHECK(difference == "");
}

}  // namespace
}  // namespace waymark::replay_test
