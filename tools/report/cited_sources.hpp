#pragma once

#include <set>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "tools/report/text_layout.hpp"
#include "tools/report/wording.hpp"

namespace waymark {

// The statements of sources on which a printed result rests: those that its recommendations,
// contraindications and notes cite, and those of the facts, parameters, definitions and members that these
// are worked out from. Each once, in the order of the sources.
class CitedSources {
 public:
  explicit CitedSources(const RunReport& report) : report_{report} {}

  void add(const model::StatementBase& statement);
  // With what its doses are worked out from.
  void add(const model::Recommendation& recommendation);
  void add_define(model::DefineId define);
  void add_expression(model::ExprId expr);

  const std::set<model::CitedStatement>& statements() const { return statements_; }
  // The definitions and scores among them that their authors read in a way of their own.
  const std::vector<const model::Declaration*>& interpreted() const { return interpreted_; }

 private:
  void add(const std::vector<model::Citation>& cites);
  void meet(const model::Declaration& declared);
  void meet_fact(model::FactId fact);
  void meet_define(model::DefineId define);
  void meet_score(const model::Score& score);
  void visit_open();
  void meet_named(model::ExprId expr);
  void meet_member(model::ExprId expr);

  const RunReport& report_;
  std::set<model::CitedStatement> statements_;
  std::vector<const model::Declaration*> interpreted_;
  std::set<model::ExprId> seen_;     // canonical
  std::vector<model::ExprId> open_;  // still to be visited
};

// The part SOURCES of a page, and what is the authors' own reading in definitions; nothing where there is
// none.
void write_sources(Page& page, const CitedSources& cited, const model::Model& model);
// The list `sources` of the documents.
nlohmann::ordered_json sources_json(const CitedSources& cited, const model::Model& model);

}  // namespace waymark
