#include "tools/report/needs_words.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "lang/text/listed.hpp"
#include "tools/report/elapsed_words.hpp"
#include "tools/report/out_of_span.hpp"
#include "tools/report/plain_words.hpp"
#include "tools/report/statement_text.hpp"

namespace waymark {

namespace {

// On the day of the evaluation the time alone.
std::string clock_text(Moment moment, const Moment& at) {
  moment.offset_minutes = at.offset_minutes;
  const auto text = moment_text(moment);
  return date_of(moment) == date_of(at) ? text.substr(text.find(' ') + 1) : text;
}

// "recorded at 12:01, after 12:00, not looked at"
std::string not_looked_at(const LaterReading& reading, const Moment& at) {
  const auto seen = reading.recorded.value_or(reading.time);
  return fmt::format("{}recorded at {}, after {}, not looked at",
                     reading.recorded ? fmt::format("of {} ", clock_text(reading.time, at)) : "",
                     clock_text(seen, at), clock_text(at, seen));
}

std::string value_text(const RunReport& report, const LaterReading& reading) {
  const auto& fact = report.model().facts[reading.fact];
  if (const auto number = shown_number(reading.value)) return to_string(*number);
  return to_string(reading.value, fact.type);
}

}  // namespace

std::string later_words(const RunReport& report, const LaterReading& reading) {
  return fmt::format("{} {}, {}", short_title(report.model().facts[reading.fact]),
                     value_text(report, reading), not_looked_at(reading, report.evaluator.at()));
}

std::string missing_words(const RunReport& report, const model::Input& input) {
  const auto title = in_question(short_title(declaration(report.model(), input)));
  const auto* fact = std::get_if<0>(&input);
  if (!fact) return title;
  const auto& at = report.evaluator.at();
  const auto current = report.evaluator.current_reading(*fact);
  const auto in_part = current.reading ? in_words(current.reading->value) : std::nullopt;
  if (in_part && !current.stale) return fmt::format("{} (only known to be {})", title, *in_part);
  if (current.stale) return fmt::format("{} (its reading, {}, is stale)", title, age_text(current.time, at));
  if (const auto where = out_of_span_words(report, *fact); !where.empty())
    return fmt::format("{} ({})", title, where);
  const auto later = later_readings_of(report.evaluator, *fact);
  if (current.reading || later.empty()) return title;
  return fmt::format("{} ({}, {})", title, value_text(report, later.front()),
                     not_looked_at(later.front(), at));
}

std::string needs_words(const RunReport& report, const std::vector<model::Input>& needed) {
  std::vector<std::string> facts, parameters;
  for (const auto& input : needed)
    (input.index() == 1 ? parameters : facts).push_back(missing_words(report, input));
  std::vector<std::string> parts;
  if (!facts.empty()) parts.push_back("not known: " + listed(facts));
  if (!parameters.empty()) parts.push_back("not set at this site: " + listed(parameters));
  return parts.empty() ? "nothing that could be recorded would settle it"
                       : fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace waymark
