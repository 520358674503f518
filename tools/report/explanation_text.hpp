#pragma once

#include <string>
#include <vector>

#include "interpreter/explain/decision_path.hpp"
#include "interpreter/explain/explanation.hpp"
#include "tools/report/cited_sources.hpp"
#include "tools/report/table_words.hpp"
#include "tools/report/text_layout.hpp"
#include "tools/report/wording.hpp"

namespace waymark {

// One condition that stood against a status.
struct Obstacle {
  std::string kind;   // section, when, otherwise, if_unknown, until, requires_known, not_contraindicated
  std::string text;   // as the author wrote it
  std::string words;  // the same with titles where names stand
  std::string value;  // no or unknown
  std::vector<std::string> because;
};

// Puts an explanation into a clinician's words. Its parts must outlive it.
class ExplanationText {
 public:
  ExplanationText(const RunReport& report, const Explanation& explanation)
      : report_{report}, explanation_{explanation}, wording_{report} {}

  // "give methylprednisolone" with "should" before it, what a note says, the title of a definition.
  std::string subject() const;
  // `initial.2 [1]`; empty for a definition.
  std::string citation() const;
  // "should give ... is advised because hypoxemia: SpO2 84 % is below 90 %"
  std::string sentence() const;
  // The parts of the sentence that give the reason.
  std::vector<std::string> reasons() const;
  // The conditions of a statement that are not yes.
  std::vector<Obstacle> obstacles() const;
  // "SpO2 90 % or more (it is 84 %)"
  std::string change(const Change& change) const;
  std::string question(const Question& question) const;
  // "SpO2", "causes: Vasculitis"
  std::string name(const Variable& variable) const;

  // What its author says in favor of it.
  std::vector<std::string> because() const;
  // What is incomplete, open or silent in what it cites, and how the authors read it; a line for each.
  std::vector<std::string> source_gaps() const;
  // What the tables say that it is made of, in words for people.
  std::vector<TableReport> tables() const { return tables_below(report_, explanation_.subject); }
  // What it rests on.
  CitedSources cited() const;

  // All of it, at most 100 columns wide; `why`, `why_not` say which of the parts.
  struct Parts {
    bool why = true, why_not = true;
    bool sources = false;  // what it cites, in the words of the sources
  };
  std::string page(Parts parts, bool color) const;

 private:
  const model::Model& model() const { return report_.model(); }
  const model::StatementBase* statement() const;
  const NamedValue* named() const;
  const model::Table* table() const;  // null where the subject is none
  const model::Table* table_of_value() const;
  const model::Declaration& declared() const;  // of what is named
  std::string parameter_reason() const;
  std::string not_known(const std::vector<model::Input>& inputs, bool alone) const;
  std::vector<std::string> decided(const RunReport& reduced) const;
  // What decides and of which nothing has been said: "earlier stroke: yes".
  std::vector<std::string> not_mentioned(const Told& told) const;
  std::vector<model::Input> needs() const;
  std::string answer_text() const;
  std::string settled() const;
  std::vector<std::string> open_conditions() const;
  // How far it is, below a heading; nothing of what is not advised, or has neither a progress nor a target.
  void progress(Page& page) const;
  // Whether there is a reading, but too old a one.
  bool is_stale(const model::Input& input) const;
  // "it is 84 %", "it is not known"
  std::string state(const Change& change) const;
  // A line for each of the smallest changes.
  std::vector<std::string> changes_to(const Turn& turn, bool pairs_tried) const;
  // What was not looked at, as it would take too long.
  std::string untried() const;

  const RunReport& report_;
  const Explanation& explanation_;
  Wording wording_;
};

// "settles 4 to 8 statuses"
std::string settles_text(const Question& question);
// `not advised` of `not_advised`.
std::string answer_words(std::string answer);
// The reason tree of what is explained: of a statement, its conditions.
ReasonNode reason_tree(const RunReport& report, const Explanation& explanation);

}  // namespace waymark
