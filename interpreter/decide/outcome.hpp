#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/decide/progress.hpp"
#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/evaluate/shared_inputs.hpp"
#include "lang/model/model.hpp"

namespace waymark {

using Status = ast::Status;

// One action of a choice in which some have a regimen or a condition of their own.
struct Alternative {
  const model::Target* target;      // of the action, in the model
  Truth open = Truth::yes;          // neither contraindicated nor ruled out
  std::vector<model::Input> needs;  // where that is unknown
};

struct StatementOutcome {
  Status status = Status::undetermined;
  SharedInputs needs;  // of an undetermined one
  std::vector<model::ContraindicationId>
      blocked_by;                           // of a recommendation that is not advised because of them
  std::vector<model::ActionId> struck_out;  // alternatives that are contraindicated or ruled out
  std::vector<Alternative> alternatives;    // of an advised or undetermined recommendation
  std::optional<ProgressOutcome> progress;  // of an advised recommendation that has one

  // What is done asks for nothing any more.
  bool asks_for_something() const {
    return status == Status::advised && !(progress && progress->progress == Progress::done);
  }
};

// Whether the pathway is for the patient at all.
struct Applicability {
  Truth value = Truth::yes;
  std::vector<model::ExprId> failed;  // conditions of `applies when` that are no
  std::vector<model::Input> needs;    // where it is unknown
};

struct Conflict {
  model::RecommendationId first, second;  // in document order
  model::ActionId action;  // where one speaks of a group and the other of its member: the member
};

// All advised recommendations, not done yet, about one action or a group that it belongs to, where there are
// two or more and one names the action itself; strongest first, then in document order.
struct SameAction {
  model::ActionId action;
  std::vector<model::RecommendationId> recommendations;
  bool doses_differ = false;
};

struct Outcome {
  std::optional<Applicability> applies;           // none where the pathway does not say who it is for
  std::vector<StatementOutcome> recommendations;  // by index
  std::vector<StatementOutcome> contraindications;
  std::vector<StatementOutcome> notes;
  std::vector<Conflict> conflicts;
  std::vector<SameAction> same_action;
  std::vector<std::uint32_t> violated;  // indices of properties
  std::vector<model::CitedStatement>
      incomplete;                   // that an advised or undetermined statement cites; by source
  std::vector<model::Input> needs;  // of all undetermined recommendations and notes
};

// All statuses of one patient, and what follows from them.
Outcome decide(Evaluator& evaluator);

// What `decide` says of a single statement, of two recommendations, and of the properties, without looking at
// anything else.
StatementOutcome decide(Evaluator& evaluator, const model::StatementReference& statement);
std::vector<Conflict> conflicts_between(Evaluator& evaluator, model::RecommendationId first,
                                        model::RecommendationId second);
std::vector<std::uint32_t> violated_properties(Evaluator& evaluator);

std::string_view to_string(Status status);  // "advised", "not_advised", "undetermined"

}  // namespace waymark
