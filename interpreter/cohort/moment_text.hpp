#pragma once

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

}  // namespace waymark::cohort
