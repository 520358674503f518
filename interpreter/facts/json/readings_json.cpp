#include "interpreter/facts/json/readings_json.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace waymark {

namespace {

struct PlacedReading {
  FactReading reading;
  FactsPlace place;
};

const json::Entry* find_entry(const json::Object& object, std::string_view key) {
  const auto found = std::ranges::find(object, key, &json::Entry::key);
  return found == object.end() ? nullptr : &*found;
}

bool is_null(const json::Node& node) { return std::holds_alternative<json::Null>(node.value); }
bool is_list_or_object(const json::Node& node) {
  return std::holds_alternative<json::Array>(node.value) || std::holds_alternative<json::Object>(node.value);
}

bool has_member(const Type& type, std::string_view id) {
  return std::ranges::find(type.members->members, id, &Member::id) != type.members->members.end();
}

// An object is a reading, except that of an `any of` fact it may state the members one by one.
bool is_reading(const json::Node& node, const Type& type) {
  const auto* object = std::get_if<json::Object>(&node.value);
  if (!object || type.kind != TypeKind::any_of) return object != nullptr;
  const auto* value = find_entry(*object, "value");
  return value && (!has_member(type, "value") || is_list_or_object(value->value));
}

// A list is one of readings, except that of an `any of` fact it may be the members.
bool is_list_of_readings(const json::Node& node, const Type& type) {
  const auto* list = std::get_if<json::Array>(&node.value);
  if (!list || type.kind != TypeKind::any_of) return list != nullptr;
  return std::ranges::any_of(*list, [&](const auto& element) { return is_reading(element, type); });
}

class ReadingsReader {
 public:
  ReadingsReader(const ExpectedValue& expected, ValueReader& values, FactsProblems& problems)
      : expected_{expected}, values_{values}, problems_{problems} {}

  std::vector<FactReading> read(const json::Node& node, const FactsPlace& place, std::optional<Moment> at) {
    if (is_list_of_readings(node, expected_.type)) {
      const auto& elements = std::get<json::Array>(node.value);
      list(elements, place);
      if (elements.empty() && is_event()) readings_.push_back({{EventValue{}, std::nullopt, "[]"}, place});
    } else {
      add(node, place);
    }
    std::ranges::stable_sort(readings_, earlier);
    check_untimed(at);
    return distinct();
  }

  // The value of an object with `value` and perhaps `unit`; keys other than these and `may_also` are refused.
  std::optional<GivenValue> value(const json::Object& object, const FactsPlace& place, bool timed) {
    check_keys(object, place, timed);
    const auto* value = find_entry(object, "value");
    if (!value) {
      problems_.report(place, diagnostics::facts_reading_without_value, expected_.name);
      return std::nullopt;
    }
    const auto* unit = find_entry(object, "unit");
    if (is_null(value->value)) return std::nullopt;
    const auto here = place.key("value", value->value.offset);
    if (!unit || is_null(unit->value)) return values_.read(value->value, expected_, here);
    if (const auto* text = std::get_if<std::string>(&unit->value.value)) {
      return values_.read_with_unit(value->value, *text, expected_, here);
    }
    problems_.report(place.key("unit", unit->value.offset), diagnostics::facts_wrong_form, "a unit as text",
                     describe(unit->value));
    return std::nullopt;
  }

 private:
  bool is_event() const { return expected_.type.kind == TypeKind::event; }

  // Readings without a time are made at `at`, so they come last.
  static bool earlier(const PlacedReading& a, const PlacedReading& b) {
    if (!a.reading.time || !b.reading.time) return a.reading.time && !b.reading.time;
    return *a.reading.time < *b.reading.time;
  }

  static bool same_value(const PlacedReading& a, const PlacedReading& b) {
    return a.reading.as_given == b.reading.as_given || same_known_value(a.reading.value, b.reading.value);
  }

  void list(const json::Array& list, const FactsPlace& place) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      const auto here = place.element(i, list[i].offset);
      const bool is_moment = is_event() && std::holds_alternative<std::string>(list[i].value);
      if (is_moment || is_reading(list[i], expected_.type)) {
        add(list[i], here);
      } else {
        problems_.report(here, diagnostics::facts_wrong_form,
                         is_event() && !expected_.type.has_amounts
                             ? "a moment such as \"2026-03-01T08:30:00Z\""
                             : "a reading such as {\"value\": ..., \"time\": \"2026-03-01T08:30:00Z\"}",
                         describe(list[i]));
      }
    }
  }

  void add(const json::Node& node, const FactsPlace& place) {
    if (is_null(node)) return;
    if (expected_.type.has_amounts && std::holds_alternative<json::Object>(node.value))
      return amount(std::get<json::Object>(node.value), place);
    const bool timed = is_reading(node, expected_.type);
    const auto* object = timed ? &std::get<json::Object>(node.value) : nullptr;
    auto given = timed ? value(*object, place, true) : values_.read(node, expected_, place);
    const auto when = timed ? moment(*object, "time", place) : std::nullopt;
    const auto recorded = timed ? moment(*object, "recorded", place) : std::nullopt;
    if (!given) return;
    readings_.push_back({{std::move(given->value), when, std::move(given->as_given), recorded}, place});
  }

  // So much at that time: an occurrence, which the record tells now.
  void amount(const json::Object& object, const FactsPlace& place) {
    const auto type = amount_type(expected_.type);
    const ExpectedValue wanted{.name = expected_.name, .type = type, .within = expected_.within};
    auto given = ReadingsReader{wanted, values_, problems_}.value(object, place, true);
    const auto when = moment(object, "time", place);
    const auto recorded = moment(object, "recorded", place);
    if (!given) return;
    if (!when && !find_entry(object, "time"))
      return problems_.report(place, diagnostics::facts_amount_without_time, expected_.name);
    if (!when) return;
    EventValue event{*when, known_number(given->value)};
    readings_.push_back({{std::move(event), std::nullopt, std::move(given->as_given), recorded}, place});
  }

  std::optional<Moment> moment(const json::Object& object, std::string_view key, const FactsPlace& place) {
    const auto* entry = find_entry(object, key);
    if (!entry || is_null(entry->value)) return std::nullopt;
    const auto result = values_.moment(entry->value, place.key(key, entry->value.offset));
    const auto* text = std::get_if<std::string>(&entry->value.value);
    if (text && parse_partial_date(*text))
      problems_.help("only a value may be a month or a year, not when it was read");
    return result;
  }

  void check_keys(const json::Object& object, const FactsPlace& place, bool timed) {
    static const std::vector<std::string> keys{"value", "unit", "time", "recorded"};
    const auto known = std::span{keys}.first(timed ? 4 : 2);
    for (const auto& entry : object) {
      if (std::ranges::find(known, entry.key) != known.end()) continue;
      problems_.report(place.key(entry.key, entry.offset), diagnostics::facts_unknown_key, entry.key,
                       timed ? "value, unit, time or recorded" : "value or unit");
      problems_.did_you_mean(entry.key, known);
    }
  }

  // Two readings without a time cannot be told apart, and one must agree with what was read at `at`.
  void check_untimed(std::optional<Moment> at) {
    const auto untimed = [](const auto& reading) { return !reading.reading.time; };
    if (is_event()) return;  // a list of occurrences
    if (std::ranges::count_if(readings_, untimed) > 1) {
      problems_.report(readings_.back().place, diagnostics::facts_readings_without_times, expected_.name);
      problems_.help("each needs a `time`, so that the latest is known");
    } else if (at && !readings_.empty() && untimed(readings_.back())) {
      for (const auto& other : readings_) {
        if (other.reading.time == at && !same_value(other, readings_.back()))
          conflict(other, readings_.back());
      }
    }
  }

  std::vector<FactReading> distinct() {
    std::vector<FactReading> result;
    for (std::size_t i = 0; i < readings_.size(); ++i) {
      auto& current = readings_[i];
      const bool is_occurrence = is_event() && !current.reading.time;
      const bool is_at_same_time =
          !is_occurrence && i > 0 && readings_[i - 1].reading.time == current.reading.time;
      const auto* before = is_at_same_time ? &readings_[i - 1] : nullptr;
      if (before && before->reading.time && !same_value(*before, current)) conflict(*before, current);
      if (!before)
        result.push_back(current.reading);
      else
        result.back().recorded = earlier_recorded(result.back(), current.reading);
    }
    return result;
  }

  // One reading that is told twice is known of as soon as it is told first.
  static std::optional<Moment> earlier_recorded(const FactReading& a, const FactReading& b) {
    return a.recorded && b.recorded ? std::optional{std::min(*a.recorded, *b.recorded)} : std::nullopt;
  }

  void conflict(const PlacedReading& a, const PlacedReading& b) {
    problems_.report(b.place, diagnostics::facts_conflicting_readings, expected_.name, a.reading.as_given,
                     b.reading.as_given);
  }

  const ExpectedValue& expected_;
  ValueReader& values_;
  FactsProblems& problems_;
  std::vector<PlacedReading> readings_;
};

}  // namespace

std::vector<FactReading> read_readings(const json::Node& node, const ExpectedValue& expected,
                                       const FactsPlace& place, ValueReader& values, FactsProblems& problems,
                                       std::optional<Moment> at) {
  return ReadingsReader{expected, values, problems}.read(node, place, at);
}

std::optional<GivenValue> read_untimed(const json::Node& node, const ExpectedValue& expected,
                                       const FactsPlace& place, ValueReader& values,
                                       FactsProblems& problems) {
  if (!is_reading(node, expected.type)) return values.read(node, expected, place);
  return ReadingsReader{expected, values, problems}.value(std::get<json::Object>(node.value), place, false);
}

}  // namespace waymark
