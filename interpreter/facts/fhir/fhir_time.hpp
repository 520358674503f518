#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "interpreter/facts/json/json_document.hpp"
#include "lang/quantity/calendar.hpp"

namespace waymark::fhir {

enum class TimeForm { absent, exact, partial, malformed };

// What a resource says of a time. A day means its first moment; a month or a year is partial.
struct ReadTime {
  TimeForm form = TimeForm::absent;
  Moment moment;        // where it is exact
  std::string text;     // as it is written
  std::string element;  // "effectivePeriod.end"
};

// Reads the times of one record.
class Clock {
 public:
  explicit Clock(std::int32_t zone_minutes) : zone_minutes_{zone_minutes} {}

  // `text` is that of the record.
  ReadTime read(std::string_view text, std::string element);
  // The first of these elements that is there. One whose name ends in `Period` is read by its end, else by
  // its beginning.
  ReadTime first_of(const json::Node& resource, std::initializer_list<std::string_view> elements);

  std::int32_t zone_minutes() const { return zone_minutes_; }
  // How many times of the record have none.
  std::size_t without_zone() const { return without_zone_.size(); }

 private:
  std::int32_t zone_minutes_;
  std::set<const char*> without_zone_;  // where they stand, as one may be read several times
};

}  // namespace waymark::fhir
