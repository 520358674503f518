#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "lang/quantity/calendar.hpp"

namespace waymark::cohort {

// Reads the moments of evaluation. Patients of one file mostly share it, so the last one is remembered.
class MomentText {
 public:
  // A date means its first moment. nullopt where it is neither.
  std::optional<Moment> read(std::string_view text) {
    if (text != text_ || text.empty()) {
      text_ = text;
      moment_ = parse_moment_or_date(text);
    }
    return moment_;
  }

 private:
  std::string text_;
  std::optional<Moment> moment_;
};

// Reads the moments of readings. Those of one patient mostly share their day, so that of the last one is
// remembered; another moment of it is a count of seconds.
class ReadingMoments {
 public:
  // nullopt where it is none.
  std::optional<Moment> read(std::string_view text) {
    const auto seconds = seconds_of_day(text);
    if (seconds && std::memcmp(text.data(), day_.data(), day_.size()) == 0)
      return Moment{start_of_day_ + *seconds * microseconds_per_second, 0};
    const auto moment = parse_moment(text);
    if (!moment || !seconds) return moment;
    std::memcpy(day_.data(), text.data(), day_.size());
    start_of_day_ = moment->microseconds - *seconds * microseconds_per_second;
    return moment;
  }

 private:
  static constexpr std::string_view form = "0000-00-00T00:00:00Z";

  // Of `2026-11-23T08:30:00Z`; nullopt of any other form.
  static std::optional<std::int64_t> seconds_of_day(std::string_view text) {
    if (text.size() != form.size()) return std::nullopt;
    if (text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z') return std::nullopt;
    const auto hours = two_digits(text, 11, 24), minutes = two_digits(text, 14, 60),
               seconds = two_digits(text, 17, 60);
    if (hours < 0 || minutes < 0 || seconds < 0) return std::nullopt;
    return (hours * 60 + minutes) * 60 + seconds;
  }
  // -1 where it is not below the limit.
  static std::int64_t two_digits(std::string_view text, std::size_t at, int limit) {
    const int tens = text[at] - '0', ones = text[at + 1] - '0';
    if (tens < 0 || tens > 9 || ones < 0 || ones > 9) return -1;
    const int number = tens * 10 + ones;
    return number < limit ? number : -1;
  }

  std::array<char, 10> day_{};  // as it is written
  std::int64_t start_of_day_ = 0;
};

}  // namespace waymark::cohort
