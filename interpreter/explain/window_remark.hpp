#pragma once

#include <string>

#include "interpreter/evaluate/window.hpp"

namespace waymark {

// "3 readings from 2026-11-21T08:00:00Z to 2026-11-23T08:00:00Z", of an event "happened 3 times from ...";
// empty where the span is not known.
std::string window_remark(const WindowReadings& found, bool is_event);
// "2 readings pass, 1 does not, 1 is too near to another, from ... to ..."
std::string count_remark(const ReadingCounts& found);

}  // namespace waymark
