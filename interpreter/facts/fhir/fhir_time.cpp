#include "interpreter/facts/fhir/fhir_time.hpp"

#include <fmt/format.h>

#include "interpreter/facts/fhir/fhir_json.hpp"

namespace waymark::fhir {

// Of a day nobody asks.
static bool has_zone(std::string_view text) {
  const auto time = text.find('T');
  return time == std::string_view::npos || text.find_first_of("Z+-", time) != std::string_view::npos;
}

ReadTime Clock::read(std::string_view text, std::string element) {
  ReadTime result{TimeForm::malformed, {}, std::string{text}, std::move(element)};
  if (parse_partial_date(text)) {
    result.form = TimeForm::partial;
    return result;
  }
  const auto date = parse_date(text);
  const auto moment =
      date ? std::optional{start_of(*date, zone_minutes_)} : parse_moment(text, zone_minutes_);
  if (!moment) return result;
  if (!has_zone(text)) without_zone_.insert(text.data());
  result.form = TimeForm::exact;
  result.moment = *moment;
  return result;
}

ReadTime Clock::first_of(const json::Node& resource, std::initializer_list<std::string_view> elements) {
  for (const auto element : elements) {
    if (element.ends_with("Period") || element == "period") {
      const auto* period = member(&resource, element);
      for (const auto end : {"end", "start"})
        if (const auto found = text(period, end)) return read(*found, fmt::format("{}.{}", element, end));
    } else if (const auto found = text(&resource, element)) {
      return read(*found, std::string{element});
    }
  }
  return {};
}

}  // namespace waymark::fhir
