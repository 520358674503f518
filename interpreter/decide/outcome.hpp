#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/evaluate/shared_inputs.hpp"
#include "lang/model/model.hpp"

namespace waymark {

using Status = ast::Status;

struct StatementOutcome {
  Status status = Status::undetermined;
  SharedInputs needs;  // of an undetermined one
  std::vector<model::ContraindicationId>
      blocked_by;                           // of a recommendation that is not advised because of them
  std::vector<model::ActionId> struck_out;  // of `one of`: alternatives that are contraindicated
};

struct Conflict {
  model::RecommendationId first, second;  // in document order
  model::ActionId action;  // where one speaks of a group and the other of its member: the member
};

// All advised recommendations about one action or a group that it belongs to, where there are two or more and
// one names the action itself; strongest first, then in document order.
struct SameAction {
  model::ActionId action;
  std::vector<model::RecommendationId> recommendations;
  bool doses_differ = false;
};

struct Outcome {
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
