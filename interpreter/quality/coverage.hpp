#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/facts/patient.hpp"
#include "lang/model/model.hpp"
#include "lang/text/source.hpp"

namespace waymark {

// What tests should reach, counted over the model and never over lines. Only what the pathway (or the library
// that is tested by itself) writes counts, not the libraries that it uses.
enum class CoverageKind {
  status,     // each statement advised, not advised, undetermined
  condition,  // each condition yes, no, unknown
  decision,   // masking MC/DC: each part of a compound condition seen to decide it, as yes and as no
  arm         // each branch, arm of a `choose`, alternative of a score row taken
};
std::string_view to_string(CoverageKind kind);  // "status", "condition", "decision", "arm"

struct RequiredTruth {
  model::ExprId expr;
  Truth truth;
};

// A part decides a condition where, everything else being as it is, the condition is yes for one value of the
// part and no for the other. The parts beside it may be unknown as long as that holds.
struct DecidingPart {
  model::ExprId condition, part;
};

// What has to come out of one evaluation for something to count as reached.
struct CoverageGoal {
  std::vector<RequiredTruth> truths;
  std::optional<DecidingPart> deciding;

  std::vector<model::ExprId> exprs() const;
};

// What is to be seen of the subject; the report words it.
enum class CoverageForm {
  status,   // a statement advised, not advised, undetermined: its condition yes, no, unknown
  truth,    // a condition yes, no, unknown
  decides,  // a part that decides, as yes or as no
  branch,   // it is taken; so of the next ones
  arm,
  row,
  otherwise,
  if_unknown,
  counted,    // an alternative of a score
  no_points,  // a row of a score, of which no alternative counts
};

struct CoverageValue {
  CoverageForm form = CoverageForm::status;
  std::optional<Truth> truth = {};  // of the first three forms
  auto operator<=>(const CoverageValue&) const = default;
};

struct CoverageItem {
  CoverageKind kind = CoverageKind::status;
  std::string subject;  // "initial.pulse", `spo2 < 90 %`
  CoverageValue value;
  Span span;
  std::vector<CoverageGoal>
      goals;              // any of them: a body of a define with arguments stands in the model often
  bool constant = false;  // constants or its form make it unreachable
};

// In the order of the files.
std::vector<CoverageItem> coverage_items(const model::Model& model, const Sources& sources);

// Whether this patient reaches the goal.
bool reaches(const CoverageGoal& goal, Evaluator& evaluator);
bool reaches(const CoverageItem& item, Evaluator& evaluator);

// How many of the scenarios reach each item.
std::vector<std::size_t> coverage_counts(const model::Model& model, const std::vector<CoverageItem>& items,
                                         const std::vector<std::uint32_t>& scenarios);

}  // namespace waymark
