#include "condition_generator.hpp"

#include <fmt/format.h>

namespace waymark::generated {

const std::vector<Measure>& measures() {
  static const std::vector<Measure> all{
      {"spo2", "number in % within 0 to 100", {"88~%", "90~%", "92.5~%"}, "5~%", ""},
      {"pao2", "number in mmHg within 0 to 800", {"7.3~kPa", "60~mmHg", "80~mmHg"}, "10~mmHg", "kPa"},
      {"creatinine",
       "number in mg/dL within 0 to 50 molar mass 113.12~g/mol",
       {"11~mg/L", "1.5~mg/dL", "4~mg/dL"},
       "0.5~mg/dL",
       "mg/L"},
      {"weight", "number in kg within 0.2 to 650", {"40~kg", "70500~g", "120~kg"}, "10~kg", "g"},
      {"age", "number in years within 0 to 130", {"18~years", "65~years", "80~years"}, "5~years", "months"},
      {"rate", "whole number in beats/min within 0 to 300", {"60~beats/min", "100~beats/min"}, "", ""},
      {"count", "whole number within 0 to 100", {"1", "2.5", "10"}, "", ""},
      {"ratio", "number within 0 to below 50", {"0.5", "1.5", "3"}, "0.1", ""},
      {"temperature", "number in degC within 20 to 45", {"36~degC", "38.0~degC", "103~degF"}, "", "degF"},
      {"warmth", "number in degC within -40 to 60", {"-5~degC", "37~degC", "38.5~degC"}, "0.5~degC", ""},
      {"calcium",
       "number in mEq/L within 0 to 20 molar mass 40.08~g/mol charge 2",
       {"4.2~mEq/L", "5.1~mEq/L"},
       "0.5~mEq/L",
       "ueq/L"},
      {"platelets", "number in 10^9/L within 0 to 5000", {"50~10^9/L", "100~K/uL"}, "10~10^9/L", "K/uL"},
  };
  return all;
}

std::string ConditionGenerator::atom(std::size_t measure) {
  std::vector<std::string> names;
  for (const auto& number : vocabulary_.numbers) {
    if (number.measure == measure) names.push_back(number.name);
  }
  return names.empty() || random_.once_in(6) ? threshold(measure) : random_.one_of(names);
}

std::string ConditionGenerator::number(std::size_t measure, int depth) {
  if (depth <= 0 || random_.flip()) return atom(measure);
  const auto& [name, type, thresholds, step, other_unit] = measures()[measure];
  const auto part = [&] { return number(measure, depth - 1); };
  switch (random_.below(9)) {
    case 0: return fmt::format("min({}, {}{})", part(), part(), random_.one_of({"", ",", " ,"}));
    case 1: return fmt::format("max({}, {})", part(), part());
    case 2: return fmt::format("first known of ({}, {})", part(), part());
    case 3: return fmt::format("choose {{ {} when {}, {} otherwise }}", part(), condition(depth - 1), part());
    case 4:
      return fmt::format("choose {{ {} when {}, {} when {} }}", part(), condition(depth - 1), part(),
                         condition(depth - 1));
    case 5:
      return step.empty() ? atom(measure)
                          : fmt::format("({} {} {})", part(), random_.one_of({"+", "-"}), part());
    case 6: return step.empty() ? atom(measure) : fmt::format("nearest({}, {})", part(), step);
    case 7:
      return step.empty() ? atom(measure)
                          : fmt::format("({} {})", part(), random_.one_of({"/ 2", "* 1.5", "* 2"}));
    default: return other_unit.empty() ? atom(measure) : fmt::format("({} in {})", atom(measure), other_unit);
  }
}

std::string ConditionGenerator::condition(int depth) {
  if (depth <= 0) return random_.flip() ? name(vocabulary_.conditions) : fmt::format("({})", simple(0));
  return random_.once_in(3) ? fmt::format("({})", simple(depth)) : compound(depth);
}

std::string ConditionGenerator::compound(int depth) {
  switch (random_.below(7)) {
    case 0: return fmt::format("(not {})", condition(depth - 1));
    case 1: return fmt::format("({} implies {})", condition(depth - 1), condition(depth - 1));
    case 2: return counting(depth);
    case 3: return several(depth);
    case 4:
      return fmt::format("choose {{ {} when {}, {} otherwise }}", condition(depth - 1), condition(depth - 1),
                         condition(depth - 1));
    default: return joined(depth);
  }
}

std::string ConditionGenerator::joined(int depth) {
  const auto sign = random_.one_of({" and ", " or "});
  auto result = condition(depth - 1) + sign + condition(depth - 1);
  while (random_.once_in(4)) result += sign + condition(depth - 1);
  return '(' + result + ')';
}

std::string ConditionGenerator::counting(int depth) {
  const auto words = random_.one_of({"at least", "at most", "exactly"});
  return fmt::format("{} {} of ({}, {}, {})", words, 1 + random_.below(2), condition(depth - 1),
                     condition(depth - 1), condition(depth - 1));
}

std::string ConditionGenerator::several(int depth) {
  return fmt::format("{} known of ({}, {})", random_.one_of({"any", "first"}), condition(depth - 1),
                     condition(depth - 1));
}

std::string ConditionGenerator::simple(int depth) {
  switch (random_.below(11)) {
    case 10: return random_.once_in(3) ? about_events() : about_windows();
    case 0: return depth > 0 && random_.flip() ? compound_knowledge(depth - 1) : knowledge();
    case 1: return random_.once_in(3) ? about_time_between() : about_time();
    case 2: return about_readings();
    case 3: return about_choice(depth);
    case 4: return about_set();
    case 5: return about_score();
    case 6:
      return name(vocabulary_.conditions) + random_.one_of({" is yes", " is no", " is not yes", " = yes"});
    default: return comparison(depth);
  }
}

std::string ConditionGenerator::comparison(int depth) {
  const auto measure = random_.one_of(vocabulary_.numbers).measure;
  const auto left = number(measure, depth);
  switch (random_.below(6)) {
    case 0:
      return fmt::format("{} between {} and {}{}", left, measures()[measure].thresholds.front(),
                         random_.one_of({"", "below "}), measures()[measure].thresholds.back());
    case 1: return left + order() + number(measure, depth - 1);
    case 2: return left + random_.one_of({" = ", " != "}) + threshold(measure);
    default: return left + order() + threshold(measure);
  }
}

std::string ConditionGenerator::knowledge() {
  const auto negated = random_.one_of({"", "not "});
  const auto known = random_.one_of({"known", "unknown"});
  switch (random_.below(5)) {
    case 0:
      return fmt::format("{} is {}{}", name(vocabulary_.conditions), negated,
                         random_.one_of({"confirmed", "ruled out"}));
    case 1: return fmt::format("{} is {}{}", random_.one_of(vocabulary_.numbers).name, negated, known);
    case 2: return fmt::format("{} is {}{}", name(vocabulary_.sets), negated, known);
    case 3:
      return fmt::format("{} is {}{}", name(vocabulary_.events), negated,
                         random_.one_of({"known", "confirmed", "ruled out"}));
    default: return fmt::format("{} is {}{}", name(vocabulary_.conditions), negated, known);
  }
}

// Of what is made of several facts, and of numbers that stand or fall with what is known.
std::string ConditionGenerator::compound_knowledge(int depth) {
  const auto negated = random_.one_of({"", "not "});
  const auto known = random_.one_of({"known", "unknown"});
  const auto measure = random_.one_of(vocabulary_.numbers).measure;
  switch (random_.below(4)) {
    case 0: return fmt::format("({}) is {}{}", number(measure, depth + 1), negated, known);
    case 1: {
      const auto name = atom(measure);
      return fmt::format("choose {{ {} when {} is known }}{}{}", name, name, order(), threshold(measure));
    }
    case 2: return fmt::format("({}) is {}{}", condition(depth), negated, known);
    default:
      return fmt::format("({}) is {}{}", condition(depth), negated,
                         random_.one_of({"confirmed", "ruled out"}));
  }
}

std::string ConditionGenerator::about_time() {
  const auto long_time = random_.one_of({"6~months", "2~years", "30~days", "1~weeks", "0~days"});
  const auto short_time =
      random_.one_of({"24~hours", "90~min", "2~days", "3~months", "500~'ms'", "1.25~'s'"});
  switch (random_.below(11)) {
    case 0: return name(vocabulary_.events);
    case 1: return fmt::format("time since {}{}{}", name(vocabulary_.events), order(), short_time);
    case 2: return fmt::format("time since {}{}{}", name(vocabulary_.moments), order(), short_time);
    case 3: return fmt::format("{}{}2026-05-{:02}", name(vocabulary_.dates), order(), 1 + random_.below(28));
    case 4: return name(vocabulary_.moments) + order() + moment();
    case 5: return fmt::format("years since {} >= 2~years", name(vocabulary_.dates));
    case 6: return fmt::format("{} + 6~months{}2026-11-23", name(vocabulary_.dates), order());
    case 7: return fmt::format("{} - 250~'ms'{}{}", name(vocabulary_.moments), order(), moment());
    case 8: return fmt::format("{} + 1~months{}{}", moment(), order(), name(vocabulary_.moments));
    case 9:
      return fmt::format("{} - {}{}{}", name(vocabulary_.moments), moment(), order(),
                         random_.one_of({"1~months", "-250~'ms'", "36~hours"}));
    default: return fmt::format("time since {}{}{}", name(vocabulary_.dates), order(), long_time);
  }
}

// Perhaps with a fraction of a second, and with an offset of its own, at which it is another day.
std::string ConditionGenerator::moment() {
  return fmt::format("2026-11-{:02}T{:02}:30{}{}", 21 + random_.below(3), random_.below(24),
                     random_.one_of({"", ":00.25", ":59.999999"}),
                     random_.one_of({"", "", "Z", "+10:00", "-05:30"}));
}

// Between two instants; where one is a date only whole days and months are counted.
std::string ConditionGenerator::about_time_between() {
  if (random_.once_in(3)) return about_first_of_dates();
  const auto exact = [&] { return name(random_.flip() ? vocabulary_.moments : vocabulary_.events); };
  const auto long_time = random_.one_of({"6~months", "-30~days", "0~days", "1~years"});
  const auto short_time = random_.one_of({"24~hours", "-90~min", "2~days", "3~months"});
  switch (random_.below(4)) {
    case 0:
      return fmt::format("time from {} to {}{}{}", name(vocabulary_.dates), exact(), order(), long_time);
    case 1:
      return fmt::format("time from {} to {}{}{}", exact(), name(vocabulary_.dates), order(), long_time);
    case 2: return fmt::format("(time from {} to {}) in hours{}36~hours", exact(), exact(), order());
    default: return fmt::format("time from {} to {}{}{}", exact(), exact(), order(), short_time);
  }
}

std::string ConditionGenerator::about_first_of_dates() {
  const auto which = random_.one_of({"min", "max"});
  const auto date = name(vocabulary_.dates), other = name(vocabulary_.dates);
  switch (random_.below(4)) {
    case 0:
      return fmt::format("{}({}, 2026-05-{:02}){}{}", which, date, 1 + random_.below(28), order(), other);
    case 1: return fmt::format("{}({}, {},) + 6~months{}2026-11-23", which, date, other, order());
    case 2: return fmt::format("{}({}, {}) is known", which, date, other);
    default:
      return fmt::format("{}({}, 2026-11-22T{:02}:30){}{}", which, name(vocabulary_.moments),
                         random_.below(24), order(), name(vocabulary_.moments));
  }
}

// What a fact of this measure compares with across mass, amount and equivalents.
static std::vector<std::string> thresholds_by_substance(const Measure& measure) {
  if (measure.name == "creatinine") return {"100~umol/L"};
  if (measure.name == "calcium") return {"2.1~mmol/L", "8.4~mg/dL", "10.02~mg/dL"};
  return {};
}

// What only a fact can be asked: when it was read, and how it compares across mass, amount and equivalents.
std::string ConditionGenerator::about_readings() {
  const auto& number = random_.one_of(vocabulary_.numbers);
  const auto across = thresholds_by_substance(measures()[number.measure]);
  if (number.is_fact && !across.empty() && random_.flip())
    return number.name + order() + random_.one_of(across);
  if (number.goes_stale && random_.flip())
    return number.name + random_.one_of({" is stale", " is not stale"});
  if (number.is_fact)
    return fmt::format("time since {}{}{}", number.name, order(), random_.one_of({"2~hours", "1~days"}));
  return comparison(0);
}

// By clock and by calendar, and from what has a time.
std::string ConditionGenerator::span() {
  const auto anchor = [&] { return random_.flip() ? name(vocabulary_.events) : name(vocabulary_.moments); };
  switch (random_.below(7)) {
    case 0: return "";
    case 1: return random_.one_of({" over 24~hours", " over 2~days", " over 1~month", " over 90~min"});
    case 2: return fmt::format(" over 48~hours before {}", anchor());
    case 3: return fmt::format(" since {}", random_.flip() ? anchor() : name(vocabulary_.dates));
    case 4: return fmt::format(" from 1 to 36~hours after {}", anchor());
    case 5:
      return fmt::format(" from 1~days to 1~months after {}",
                         random_.flip() ? anchor() : name(vocabulary_.dates));
    default: {
      const auto& number = random_.one_of(vocabulary_.numbers);
      return number.is_fact ? fmt::format(" over 3~days before {}", number.name) : " over 3~days";
    }
  }
}

std::string ConditionGenerator::window(const NumberName& number) {
  const auto& name = measures()[number.measure].name;
  const bool has_sum = name != "temperature" && name != "warmth";
  const auto function = random_.one_of({"highest ", "lowest ", "earliest ", "latest`", "previous`",
                                        "average ", has_sum ? "total`" : "average "});
  return function + number.name + span();
}

// Several readings of one fact.
std::string ConditionGenerator::about_windows() {
  const auto& number = random_.one_of(vocabulary_.numbers);
  if (!number.is_fact) return about_readings();
  switch (random_.below(6)) {
    case 0: return fmt::format("number of {}{}{}{}", number.name, span(), order(), random_.below(3));
    case 1:
      return fmt::format("{} {} readings of {}{}{}{}{}", random_.one_of({"at least", "at most", "exactly"}),
                         1 + random_.below(2), number.name, order(), threshold(number.measure), span(),
                         random_.one_of({"", "", " at least 1~days apart", " at least 6~hours apart"}));
    case 2: return fmt::format("({}) is {}", window(number), random_.one_of({"known", "not known"}));
    case 3: return fmt::format("{} {} {}", number.name, order(), window(number));
    default: return window(number) + order() + threshold(number.measure);
  }
}

// Events as moments, and those that happen again.
std::string ConditionGenerator::about_events() {
  const auto event = name(vocabulary_.events);
  switch (random_.below(6)) {
    case 0: return event + order() + name(vocabulary_.moments);
    case 1: return fmt::format("{} + 2~days{}{}", event, order(), moment());
    case 2: return fmt::format("{} - {}{}36~hours", event, name(vocabulary_.moments), order());
    case 3: return fmt::format("number of {}{}{}1", event, span(), order());
    case 4: return fmt::format("{} between {} and {}", event, moment(), name(vocabulary_.moments));
    default:
      return fmt::format("({}{}{}) is {}", random_.one_of({"earliest ", "latest`", "previous`"}), event,
                         span(), random_.one_of({"known", "confirmed", "not ruled out"}));
  }
}

std::string ConditionGenerator::level(int depth) {
  if (depth <= 0 || random_.once_in(3)) return name(vocabulary_.levels);
  const auto part = [&] { return level(depth - 1); };
  switch (random_.below(6)) {
    case 0:
      return fmt::format("{}({}, {})", random_.one_of({"min", "max"}), part(),
                         random_.one_of({"mild", "moderate", "severe"}));
    case 1: return fmt::format("{}({}, {})", random_.one_of({"min", "max"}), part(), part());
    case 2: return fmt::format("first known of ({}, {})", part(), part());
    case 3:
      return fmt::format("choose {{ {} when {}, {} when {} }}", part(), condition(depth - 1), part(),
                         condition(depth - 1));
    default:
      return fmt::format("choose {{ {} when {}, {} otherwise }}", part(), condition(depth - 1), part());
  }
}

std::string ConditionGenerator::about_level(int depth) {
  const auto subject = level(depth);
  switch (random_.below(5)) {
    case 0: return fmt::format("{} is {}", subject, random_.one_of({"mild", "severe", "not moderate"}));
    case 1: return fmt::format("{} is one of {{mild, {}}}", subject, random_.one_of({"moderate", "severe"}));
    case 2: return fmt::format("({}) is {}", subject, random_.one_of({"known", "unknown"}));
    case 3: return fmt::format("{}{}{}", subject, order(), level(depth - 1));
    default: return fmt::format("{}{}{}", subject, order(), random_.one_of({"mild", "moderate", "severe"}));
  }
}

std::string ConditionGenerator::about_choice(int depth) {
  switch (random_.below(8)) {
    case 0:
      return fmt::format("{} is {}", name(vocabulary_.choices), random_.one_of({"red", "green", "not blue"}));
    case 1: return name(vocabulary_.choices) + " is one of {red, blue}";
    case 2: return fmt::format("points of {}{}1", name(vocabulary_.levels), order());
    case 3: return name(vocabulary_.levels) + order() + name(vocabulary_.levels);
    case 4:
    case 5: return about_level(depth);
    default: return name(vocabulary_.levels) + order() + random_.one_of({"mild", "moderate", "severe"});
  }
}

std::string ConditionGenerator::about_set() {
  const auto set = name(vocabulary_.sets);
  switch (random_.below(5)) {
    case 0: return set + " is empty";
    case 1: return set + " includes any of {aav, sle}";
    case 2: return set + " includes all of {aav, infection}";
    default: return set + " includes " + random_.one_of({"aav", "sle", "infection"});
  }
}

std::string ConditionGenerator::about_score() {
  if (vocabulary_.scores.empty()) return comparison(0);
  return fmt::format("{}{}{}", name(vocabulary_.scores), order(), random_.below(5));
}

}  // namespace waymark::generated
