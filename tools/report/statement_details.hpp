#pragma once

#include <set>
#include <string>
#include <vector>

#include "tools/report/reason_text.hpp"
#include "tools/report/text_layout.hpp"
#include "tools/report/wording.hpp"

namespace waymark {

// Writes the lines below a statement. What has been said on the page is not explained anew.
class StatementDetails {
 public:
  StatementDetails(Page& page, const RunReport& report, const Wording& wording)
      : page_{page}, report_{report}, wording_{wording} {}

  // Why it is advised, and all that belongs to the advice.
  void advice(const model::Recommendation& recommendation, const StatementOutcome& its);
  // Why it applies; what has been said for the group is left out.
  void reasons(const model::StatementBase& statement);
  void because(const std::vector<model::Template>& texts);
  // Why it does not apply, each reason once.
  void why_not(const model::StatementBase& statement);
  // What is incomplete, open or silent in what it cites, and how the authors read it; a line for each kind.
  void source_gaps(const model::StatementBase& statement);

  // Reasons that are said for a group of statements are not said of each until the group ends.
  void begin_group(const std::vector<std::string>& shared);
  void end_group() { of_group_.clear(); }

 private:
  const model::Model& model() const { return report_.model(); }
  const Outcome& outcome() const { return report_.outcome; }

  std::string told(const Reason& reason);
  void doses(const model::Recommendation& recommendation);
  void grading(const model::Recommendation& recommendation);
  std::string struck_out(const model::Recommendation& recommendation, model::ActionId action) const;
  void perhaps_open(const Alternative& alternative);
  void perhaps_contraindicated(model::ContraindicationId id, const StatementOutcome& its);
  std::vector<std::string> why_no(const model::Condition& condition) const;

  Page& page_;
  const RunReport& report_;
  const Wording& wording_;
  std::set<std::string> said_;  // reasons in full
  std::set<std::string> of_group_;
};

// What is incomplete, open or silent, and how the authors read it: "source leaves open: how soon is prompt".
std::vector<std::string> source_gap_lines(const Wording& wording, const model::StatementBase& statement);

}  // namespace waymark
