#include <fmt/format.h>

#include "interpreter/values/instant_range.hpp"
#include "lang/text/one_line.hpp"
#include "lang/text/overloaded.hpp"
#include "tools/report/replay_report.hpp"

namespace waymark {

static std::string since_text(const Since& since, const Compilation& compilation) {
  const auto& model = *compilation.model;
  if (since.index() == 1) return model.facts[std::get<1>(since)].id;
  return one_line(compilation.sources.text(model[std::get<0>(since)].span));
}

static std::string event_text(const model::Fact& fact, const EventValue& event) {
  return event.amount ? fmt::format("{} {}", fact.id, to_string(*event.amount)) : fact.id;
}

std::string cause_text(const Cause& cause, const Compilation& compilation) {
  const auto& model = *compilation.model;
  return std::visit(
      overloaded{
          [&](const ReadingSeen& seen) {
            const auto& fact = model.facts[seen.fact];
            return fmt::format("{} = {}", fact.id, to_string(seen.reading->value, fact.type));
          },
          [&](const EventHappened& event) { return event_text(model.facts[event.fact], event.event); },
          [&](const EventInPart& event) {
            return fmt::format("{} {} {}", model.facts[event.fact].id,
                               event.has_passed ? "by the end of" : "from the beginning of",
                               to_string(event.when));
          },
          [&](const WentStale& stale) { return fmt::format("{} is stale", model.facts[stale.fact].id); },
          [&](const Passed& passed) {
            return fmt::format("{} of {}", to_string(passed.time), since_text(passed.since, compilation));
          },
          [&](const InstantReached& reached) {
            return since_text(Since{std::in_place_index<0>, reached.instant}, compilation);
          },
          [](const MinutePassed&) { return std::string{"a minute"}; },
      },
      cause);
}

}  // namespace waymark
