#pragma once

#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/values/value.hpp"
#include "lang/model/model.hpp"
#include "lang/text/source.hpp"

namespace waymark {

// What came out of an expression.
struct ValueFound {
  model::ExprId expr;
  Value value;
};
struct RangeFound {
  ValueFound low, high;  // the same where it is no range
};
// A status, and what it needs where that counts or says why it is undetermined.
struct StatusFound {
  Status status;
  std::optional<std::vector<model::Input>> needs;
};

// What an `expect` says, and what is so of the patient.
struct StatusCompared {
  model::StatementReference statement;
  StatusFound expected, found;
};
struct ConflictCompared {
  model::RecommendationId first, second;
  std::optional<std::pair<Status, Status>> instead;  // where there is no conflict
};
// A condition that is met, or that is no comparison.
struct ConditionFound {
  ValueFound found;
};
// A comparison that is not met.
struct SidesCompared {
  ast::ComparisonOperator op;
  ValueFound expected, found;
};
struct BetweenCompared {
  RangeFound expected;
  bool below;  // the high end is left out
  ValueFound found;
};
struct MembersCompared {
  std::vector<model::MemberIndex> expected;
  ValueFound found;
};
struct DoseCompared {
  model::RecommendationId recommendation;
  std::optional<model::ActionId> action;  // of a choice
  RangeFound expected;
  std::optional<RangeFound> found;
};
struct OpenCompared {
  model::RecommendationId recommendation;
  std::vector<model::ActionId> expected, found;
  Status status;
};
struct ProgressCompared {
  model::RecommendationId recommendation;
  Progress expected;
  std::optional<ast::Instant> by;
  Status status;
  std::optional<Progress> found;     // of advice that has one
  std::optional<PlannedMoment> due;  // where that is known
  Moment at;
};

// One `expect` and what came of it; the report words it.
struct ExpectResult {
  Span span;
  bool met = false;
  std::variant<StatusCompared, ConflictCompared, ConditionFound, SidesCompared, BetweenCompared,
               MembersCompared, DoseCompared, OpenCompared, ProgressCompared>
      compared;
};

}  // namespace waymark
