#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include "interpreter/cohort/evaluate_lines.hpp"

namespace waymark {

// What came out for many patients, by the names that the pathway uses; so summaries of parts of the patients
// can be added up without the pathway.
// Of the undetermined, how many need a fact or parameter.
using Missing = std::map<std::string, std::size_t>;
// One place of a dose of a recommendation.
struct DoseSummary {
  std::string name;  // `pain.course.dose`
  std::string unit;  // of all numbers, as the language writes it
  bool is_range = false;
  cohort::ValueCounts low, high;  // `high` only of a range
  std::size_t known = 0, unknown = 0;
  std::size_t at_least = 0, at_most = 0, unrounded = 0;
  Missing missing = {};
};
struct StatementSummary {
  std::string id;
  std::array<std::size_t, 3> patients{};                           // by Status
  std::shared_ptr<Missing> missing = std::make_shared<Missing>();  // one for all statements of one condition
  std::vector<DoseSummary> doses = {};                             // of a recommendation
};
struct PropertySummary {
  std::string text;
  std::size_t patients = 0;        // who break it
  std::vector<std::string> first;  // the first ten of them
};
struct GroupSummary {
  std::size_t patients = 0;
  std::optional<cohort::ApplicabilityCount> applies;  // none where the pathway is for everybody
  std::vector<StatementSummary> recommendations, notes, contraindications;
  std::map<std::string, cohort::ActionCount> actions;  // by id, those that a contraindication names
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t>
      conflicts;  // of two, over an action
  std::vector<PropertySummary> properties;
  std::map<std::string, std::size_t> questioned;  // by fact: whose reading is not plausible
};
// The pathway that a site adapts.
struct AdaptedBySite {
  std::string id, title, version;
  friend bool operator==(const AdaptedBySite&, const AdaptedBySite&) = default;
};
struct CohortSummary {
  std::string id, title, version;                       // of the pathway, or of the site
  std::optional<AdaptedBySite> adapts;                  // only of a site
  std::optional<std::string> where, group_by, at, now;  // as they were asked for
  std::vector<std::string> set;                         // likewise
  std::size_t left_out_no = 0, left_out_unknown = 0;
  std::size_t rejected = 0;
  std::map<std::string, std::size_t> not_used = {};  // of records in FHIR: how many readings, by the reason
  GroupSummary whole;
  std::map<std::string, GroupSummary> groups;  // by value
};

CohortSummary summarize(const model::Model& model, const cohort::Part& part);

// Adds the summary of patients that come later; or why the two do not belong together.
std::optional<std::string> add(CohortSummary& summary, const CohortSummary& later);

// A table, 100 columns wide.
std::string summary_text(const CohortSummary& summary);
// The document of docs/cohort.schema.json.
std::string summary_json(const CohortSummary& summary);
// What `summary_json` has written; or why it is none of it.
std::variant<CohortSummary, std::string> read_summary(const std::string& text);

}  // namespace waymark
