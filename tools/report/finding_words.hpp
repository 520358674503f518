#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interpreter/prove/report.hpp"
#include "lang/text/diagnostics.hpp"

namespace waymark {

// What `prove` and `diff` found, in words.

// "can two recommendations contradict each other?"
std::string_view asked(prove::Question question);
// "`fluids.saline` and `fluids.none` contradict each other for some patient"
std::string claim_words(const prove::FindingClaim& claim);
// "it rests on `x * y`, which is not linear"
std::string reason_words(const prove::NotProvedReason& reason);
// What takes part in the finding, each place with its words.
std::vector<Note> place_notes(const prove::Finding& finding);
// "a patient with spo2 = 89 %, at 2026-11-23T08:30:00Z"; `given` is all that is told of the patient.
std::string patient_words(const std::vector<std::string>& given, const prove::ExampleScenario& scenario);
std::string patient_words(const prove::Example& example);
// The scenario of that name as it stands in a pathway.
std::string scenario_text(std::string_view name, const prove::ExampleScenario& scenario);
// That of the finding, which has an example.
std::string scenario_text(const prove::Finding& finding);
// "dates count as known to the day, ..."; empty where `dates` is. Very many of them are not all named.
std::string exact_dates_words(const std::vector<std::string>& dates);
// "stopped before Q8, Q9 and Q10 were asked"; empty where `questions` is.
std::string not_asked_words(const std::vector<prove::Question>& questions);
// What is wrong with a formula where the interpreter knows of no such patient.
std::string fault_words(std::string_view claim);

}  // namespace waymark
