#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/diff/cohort_change.hpp"
#include "interpreter/diff/difference.hpp"
#include "lang/compile.hpp"

namespace waymark {

// Two pathways and what differs.
struct ComparedPathways {
  std::string before_name, after_name;  // as they were given
  std::unique_ptr<Compilation> before, after;
  diff::Difference difference;
  std::optional<diff::CohortChange> cohort;
};

// For the terminal, 100 columns wide.
std::string diff_text(const ComparedPathways& compared, bool color);
// For a pull request.
std::string diff_markdown(const ComparedPathways& compared);
std::string diff_json(const ComparedPathways& compared);

// "proved to change nothing: ...", or how many statements change.
std::string diff_verdict(const ComparedPathways& compared);
// How many patients of the cohort change so; nullopt without one.
std::optional<std::size_t> patients(const ComparedPathways& compared, const diff::StatusChange& change);
// "12 of 400 patients of the cohort change in some status"; empty without one.
std::string cohort_verdict(const ComparedPathways& compared);
// "fact `spo2`: bounds was `0 % to 100 %`, is `50 % to 100 %`"; `code` writes what comes from the pathways.
std::string declaration_text(const diff::DeclarationChange& change, std::string (*code)(std::string_view));
// Why a site treats the statement otherwise, as it is written: "when: policy of the unit"; empty where it
// does not.
std::vector<std::string> local_reasons(const ComparedPathways& compared, const std::string& statement);
// What it is in the later pathway, as the document says it.
std::string after_words(const diff::DeclarationChange& change);
// "a patient with spo2 = 89 %", or "not decided: the solver gave up within its steps".
std::string whom_words(const std::optional<diff::Example>& example,
                       const std::optional<prove::NotProvedReason>& reason);
// The scenario of an example; its name says what changes: "fluids.saline: advised, was not advised".
std::string scenario_text(const diff::StatusChange& change);
std::string scenario_text(const diff::DoseChange& change);

}  // namespace waymark
