#include "patient_generator.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "interpreter/facts/input_names.hpp"
#include "interpreter/values/instant_range.hpp"
#include "lang/text/overloaded.hpp"
#include "random_source.hpp"

namespace waymark::generated {
namespace {

constexpr std::size_t is_fact = 0, is_parameter = 1;  // of a model::Input

class RandomPatient {
 public:
  RandomPatient(const model::Model& model, const std::vector<RepresentativeValues>& values,
                std::uint64_t seed)
      : model_{model}, values_{values}, random_{seed}, forgotten_{seed + 1} {}

  Patient patient() {
    Patient result = empty_patient(model_);
    result.id = "generated";
    result.at = evaluation_moment();
    const int missing = 2 + random_.below(4);  // how much of the record, in fifths of it and less
    for (const auto& each : values_) {
      if (!random_.once_in(missing)) record(each, result);
    }
    for (std::size_t i = 0; i < result.facts.size(); ++i) history(result.facts[i], model_.facts[i].type);
    const bool knows_dates_in_part = forgotten_.once_in(5);
    for (std::size_t i = 0; knows_dates_in_part && i < result.facts.size(); ++i)
      forget_days(result.facts[i], model_.facts[i].type);
    for (std::size_t i = 0; i < result.facts.size(); ++i) told_later(result.facts[i], model_.facts[i].type);
    return result;
  }

 private:
  void record(const RepresentativeValues& values, Patient& patient) {
    auto chosen = random_.one_of(values.values);
    if (const auto number = known_number(chosen.value)) {
      const auto given = as_given(*number, values.variable.input);
      chosen.value = Number{given, given};
    }
    patient = with_value(model_, std::move(patient), values.variable, chosen, evaluation_moment());
  }

  // Perhaps a bit more than the number, or in another unit.
  Quantity as_given(Quantity number, const model::Input& input) {
    const auto* fact = std::get_if<is_fact>(&input);
    if (!fact) return number;
    const auto& declared = model_.facts[*fact];
    const Quantity bit{*Decimal::parse("0.0000001"), number.unit};
    const auto more = random_.once_in(6) && !declared.type.whole ? add(number, bit) : std::nullopt;
    if (more && (!declared.within || model::is_within(*more, *declared.within))) number = *more;
    const auto other = model_.units.parse(random_.one_of({"kPa", "g", "mg/L", "K/uL", "degF", "'K'", "'1'"}));
    const auto* unit = std::get_if<UnitPtr>(&other);
    if (!unit || declared.type.whole || !same_dimension(**unit, *number.unit) || !random_.flip())
      return number;
    // A decimal that has no end is none that anybody records.
    const auto converted = convert(number, *unit);
    return converted && *converted == number ? *converted : number;
  }

  // Further readings: an earlier one, one that is still to come, or one that is old by now.
  void history(std::vector<FactReading>& readings, const Type& type) {
    if (readings.empty()) return;
    const bool is_event = std::holds_alternative<EventValue>(readings.front().value);
    if (is_event && (type.has_amounts || random_.flip())) return occurrences(readings);
    while (random_.once_in(3)) readings.push_back(at(readings.back(), hours(-1 - random_.below(60))));
    if (random_.once_in(8)) move_back(readings.back());
    if (random_.once_in(4)) readings.push_back(at(readings.back(), hours(-1 - random_.below(100))));
    if (random_.once_in(6)) readings.push_back(at(readings.back(), hours(1 + random_.below(5))));
    if (readings.size() == 1) return;
    for (auto& reading : readings) {
      if (!reading.time) reading = at(reading, 0);
    }
    std::ranges::sort(readings, {}, &FactReading::time);
    const auto same_time = [](const FactReading& a, const FactReading& b) { return a.time == b.time; };
    readings.erase(std::unique(readings.begin(), readings.end(), same_time), readings.end());
  }

  // Of some dates only the month or the year is known.
  void forget_days(std::vector<FactReading>& readings, const Type& type) {
    for (auto& reading : readings) {
      const auto ends = type.has_amounts ? std::nullopt : ends_of(reading.value);
      if (!ends || forgotten_.flip()) continue;
      const auto* date = std::get_if<Date>(&ends->low);
      const auto day = to_string(date ? *date : date_of(std::get<Moment>(ends->low)));
      const auto in_part = parse_partial_date(day.substr(0, forgotten_.flip() ? 4 : 7));
      reading.value = partial_value(*in_part, type, evaluation_moment().offset_minutes);
      reading.as_given = to_string(reading.value, type);
    }
  }

  // A result comes later than its sample, perhaps only after the evaluation. That nothing was given stands in
  // a document without any time.
  void told_later(std::vector<FactReading>& readings, const Type& type) {
    for (auto& reading : readings) {
      const auto* event = std::get_if<EventValue>(&reading.value);
      const bool is_bare = event && type.has_amounts && !event->amount;
      if (random_.once_in(10) && !is_bare)
        reading.recorded = add_microseconds(evaluation_moment(), hours(random_.below(9) - 6));
    }
  }

  // Perhaps it happened before.
  void occurrences(std::vector<FactReading>& readings) {
    const auto* event = std::get_if<EventValue>(&readings.front().value);
    if (!event || !event->moment || !random_.flip()) return;
    for (int i = random_.below(3); i >= 0; --i) {
      auto earlier = readings.front();
      auto& moment = std::get<EventValue>(earlier.value).moment;
      moment = add_microseconds(*moment, hours(-1 - random_.below(100))).value_or(*moment);
      readings.push_back(std::move(earlier));
    }
  }

  void move_back(FactReading& reading) {
    if (!reading.time) reading = at(reading, hours(-random_.below(200)));
  }

  // Perhaps with some fraction of a second more or less.
  std::int64_t hours(int count) {
    constexpr std::int64_t microseconds_per_hour = 60 * microseconds_per_minute;
    const auto fraction = random_.one_of<std::int64_t>({0, 0, 1, 250'000, -1, -40'000});
    return count * microseconds_per_hour + (count == 0 ? 0 : fraction);
  }

  static FactReading at(FactReading reading, std::int64_t microseconds) {
    reading.time = add_microseconds(evaluation_moment(), microseconds);
    return reading;
  }

  const model::Model& model_;
  const std::vector<RepresentativeValues>& values_;
  RandomSource random_, forgotten_;
};

std::string quoted(const std::string& text) { return '"' + text + '"'; }

class FactsDocument {
 public:
  explicit FactsDocument(const model::Model& model) : model_{model}, names_{model} {}

  std::string text(const Patient& patient) const {
    std::vector<std::string> facts, parameters;
    for (std::uint32_t i = 0; i < patient.facts.size(); ++i) {
      if (patient.facts[i].empty()) continue;
      facts.push_back(entry(model::Input{std::in_place_index<is_fact>, i},
                            readings(patient.facts[i], model_.facts[i].type)));
    }
    for (std::uint32_t i = 0; i < patient.parameters.size(); ++i) {
      if (!patient.parameters[i]) continue;
      parameters.push_back(entry(model::Input{std::in_place_index<is_parameter>, i},
                                 value(*patient.parameters[i], model_.parameters[i].type)));
    }
    const auto at = patient.at ? fmt::format("\"at\": {}, ", quoted(to_string(*patient.at))) : "";
    return fmt::format("{{ {}\"facts\": {{{}}}, \"parameters\": {{{}}} }}", at, fmt::join(facts, ", "),
                       fmt::join(parameters, ", "));
  }

 private:
  std::string entry(const model::Input& input, const std::string& value) const {
    return fmt::format("{}: {}", quoted(names_.name(input)), value);
  }

  static std::string readings(const std::vector<FactReading>& readings, const Type& type) {
    std::vector<std::string> result;
    for (const auto& each : readings) result.push_back(reading(each, type));
    return result.size() == 1 ? result.front() : fmt::format("[{}]", fmt::join(result, ", "));
  }

  static std::string reading(const FactReading& reading, const Type& type) {
    if (!reading.time && !reading.recorded) return value(reading.value, type);
    auto keys = reading_keys(reading.value, type);
    const auto add = [&](const char* key, const std::optional<Moment>& moment) {
      if (moment) keys += fmt::format(", \"{}\": {}", key, quoted(to_string(*moment)));
    };
    add("time", reading.time);
    add("recorded", reading.recorded);
    return '{' + keys + '}';
  }

  // Of an amount the time is that of the occurrence.
  static std::string reading_keys(const Value& value, const Type& type) {
    const auto* event = std::get_if<EventValue>(&value);
    if (event && event->amount) return amount_keys(*event);
    const auto number = known_number(value);
    return number ? number_keys(*number) : "\"value\": " + FactsDocument::value(value, type);
  }

  static std::string amount_keys(const EventValue& event) {
    return fmt::format("{}, \"time\": {}", number_keys(*event.amount), quoted(to_string(*event.moment)));
  }

  static std::string number_keys(const Quantity& quantity) {
    const auto unit = is_pure(*quantity.unit)
                          ? ""
                          : fmt::format(", \"unit\": {}", quoted(waymark::to_string(*quantity.unit)));
    return fmt::format("\"value\": {}{}", quantity.number.to_exact_string(), unit);
  }

  static std::string value(const Value& value, const Type& type) {
    return std::visit(overloaded{
                          [](const Unknown&) -> std::string { return "null"; },
                          [](bool yes) -> std::string { return yes ? "true" : "false"; },
                          [](const Number& number) { return '{' + number_keys(*number.low) + '}'; },
                          [&](model::MemberIndex member) { return quoted(type.members->members[member].id); },
                          [&](const MemberStates& states) { return set(states, type); },
                          [](const Date& date) { return quoted(to_string(date)); },
                          [](const Moment& moment) { return quoted(to_string(moment)); },
                          [](const EventValue& event) { return occurrence(event); },
                          [](const Elapsed&) -> std::string { return "null"; },
                          [](const MemberRange&) -> std::string { return "null"; },
                          [](const InstantRange& range) { return quoted(to_string(range)); },
                          [](const EventRange& range) { return quoted(to_string(range)); },
                          [](const ElapsedRange&) -> std::string { return "null"; },
                      },
                      value);
  }

  static std::string occurrence(const EventValue& event) {
    if (!event.moment) return "false";
    return event.amount ? '{' + amount_keys(event) + '}' : quoted(to_string(*event.moment));
  }

  static std::string set(const MemberStates& states, const Type& type) {
    std::vector<std::string> listed, stated;
    for (std::size_t i = 0; i < states.states.size(); ++i) {
      const auto id = quoted(type.members->members[i].id);
      const auto state = states.states[i];
      if (state == Truth::yes) listed.push_back(id);
      if (state != Truth::unknown) stated.push_back(fmt::format("{}: {}", id, state == Truth::yes));
    }
    return states.closed ? fmt::format("[{}]", fmt::join(listed, ", "))
                         : fmt::format("{{{}}}", fmt::join(stated, ", "));
  }

  const model::Model& model_;
  InputNames names_;
};

}  // namespace

Moment evaluation_moment() { return *parse_moment("2026-11-23T08:30:00Z"); }

PatientGenerator::PatientGenerator(const model::Model& model)
    : model_{model}, values_{representative_values(model, evaluation_moment())} {}

Patient PatientGenerator::patient(std::uint64_t seed) const {
  return RandomPatient{model_, values_, seed}.patient();
}

Value some_day_of(const Value& value, std::uint64_t seed) {
  const auto ends = is_partial(value) ? ends_of(value) : std::nullopt;
  if (!ends) return value;
  RandomSource random{seed};
  const auto between = [&](std::int64_t low, std::int64_t high) {
    constexpr int parts = 1000;
    return random.one_of<std::int64_t>({low, high, low + (high - low) * random.below(parts) / parts});
  };
  if (const auto* low = std::get_if<Date>(&ends->low))
    return Date{static_cast<std::int32_t>(between(low->days, std::get<Date>(ends->high).days))};
  auto moment = std::get<Moment>(ends->low);
  moment.microseconds = between(moment.microseconds, std::get<Moment>(ends->high).microseconds);
  return std::holds_alternative<EventRange>(value) ? Value{EventValue{moment}} : Value{moment};
}

Patient with_exact_dates(Patient patient, std::uint64_t seed) {
  for (auto& readings : patient.facts) {
    for (auto& reading : readings) reading.value = some_day_of(reading.value, ++seed);
  }
  return patient;
}

Patient random_patient(const model::Model& model, std::uint64_t seed) {
  return PatientGenerator{model}.patient(seed);
}

std::string facts_json(const model::Model& model, const Patient& patient) {
  return FactsDocument{model}.text(patient);
}

}  // namespace waymark::generated
