#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "interpreter/replay/replay.hpp"
#include "lang/compile.hpp"

namespace waymark {

// What happened to one patient, written moment by moment.
struct ReplayReport {
  const Compilation& compilation;
  const Patient& patient;
  Moment from, to;
};

// A timeline for people, at most 100 columns wide.
std::string replay_text(const ReplayReport& report, bool color);

// The list of the moments at which something changes.
std::string replay_json(const ReplayReport& report);

// "sepsis recognized", "lactate 4.6 mmol/L", "1 hour of recognized": in the author's words.
std::string cause_text(const Cause& cause, const Compilation& compilation);

}  // namespace waymark
