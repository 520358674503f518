#include "tools/report/statement_details.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "interpreter/decide/targets.hpp"
#include "tools/report/local_rules.hpp"
#include "tools/report/needs_words.hpp"
#include "tools/report/statement_text.hpp"

namespace waymark {

std::vector<std::string> source_gap_lines(const Wording& wording, const model::StatementBase& statement) {
  std::vector<std::string> result, incomplete;
  const auto add = [&](std::string_view lead, const std::vector<std::string>& texts) {
    if (!texts.empty()) result.push_back(fmt::format("{}: {}", lead, fmt::join(texts, "; ")));
  };
  for (const auto& [name, reason] : wording.incomplete(statement)) incomplete.push_back(reason);
  add("source incomplete", incomplete);
  add("source leaves open", wording.left_open(statement));
  add("our reading", statement.interprets);
  add("the source does not speak of", statement.silent);
  return result;
}

void StatementDetails::advice(const model::Recommendation& recommendation, const StatementOutcome& its) {
  reasons(recommendation);
  because(recommendation.because);
  doses(recommendation);
  grading(recommendation);
  for (const auto& condition : recommendation.conditions) {
    if (condition.kind == model::ConditionKind::until)
      page_.detail(fmt::format("until {}", until_text(report_, condition.expr)));
  }
  for (const auto action : its.struck_out) page_.detail(struck_out(recommendation, action));
  for (const auto& alternative : its.alternatives) perhaps_open(alternative);
  for (const auto id : recommendation.contraindications) perhaps_contraindicated(id, its);
  source_gaps(recommendation);
}

void StatementDetails::reasons(const model::StatementBase& statement) {
  for (const auto& reason : named_reasons(report_, statement)) {
    if (!of_group_.contains(reason.text)) page_.detail("because " + told(reason));
  }
}

void StatementDetails::because(const std::vector<model::Template>& texts) {
  for (const auto& text : texts) page_.detail("because " + wording_.text(text));
}

void StatementDetails::begin_group(const std::vector<std::string>& shared) {
  of_group_ = {shared.begin(), shared.end()};
  said_.insert(shared.begin(), shared.end());
}

// A definition is explained once.
std::string StatementDetails::told(const Reason& reason) {
  const auto again = reason.again + ", as above";
  const bool is_new = said_.insert(reason.text).second;
  return is_new || reason.again.empty() || again.size() >= reason.text.size() ? reason.text : again;
}

void StatementDetails::source_gaps(const model::StatementBase& statement) {
  for (const auto& line : local_lines(report_, wording_, statement.local)) page_.detail(line);
  for (const auto& line : source_gap_lines(wording_, statement)) page_.detail(line);
}

// An alternative of several actions falls with one of them; the others are not contraindicated themselves.
std::string StatementDetails::struck_out(const model::Recommendation& recommendation,
                                         model::ActionId action) const {
  for (std::size_t i = 0; i < model().contraindications.size(); ++i) {
    const bool holds = outcome().contraindications[i].status == Status::advised;
    if (holds && speaks_of(model(), model().contraindications[i].actions, action))
      return fmt::format("not {}: it is contraindicated", wording_.action(action));
  }
  for (const auto* target : single_targets(recommendation.target)) {
    const bool is_it = std::get<model::ActionId>(target->node) == action;
    if (is_it && target->when && report_.evaluator.truth(*target->when) == Truth::no)
      return fmt::format("not {}: {}", wording_.action(action),
                         fmt::join(reason_lines(report_, *target->when), "; "));
  }
  return fmt::format("not {}: what it goes with is contraindicated", wording_.action(action));
}

void StatementDetails::perhaps_open(const Alternative& alternative) {
  const auto& when = alternative.target->when;
  if (!when || report_.evaluator.truth(*when) != Truth::unknown) return;
  const auto action = std::get<model::ActionId>(alternative.target->node);
  page_.detail(
      fmt::format("perhaps {}; {}", wording_.action(action), needs_words(report_, alternative.needs)));
}

// How each dose came about, where it is not what is written.
void StatementDetails::doses(const model::Recommendation& recommendation) {
  for (const auto* each : doses_of(recommendation)) {
    const auto dose = wording_.dose(*each);
    if (!dose.text) continue;
    std::string how = dose.from;
    const auto add = [&](const std::string& more) { how += (how.empty() ? "" : ", ") + more; };
    if (!dose.limited.empty()) add(fmt::format("{} {}", dose.limited, dose.limit));
    if (dose.unrounded) add("not rounded");
    if (!how.empty()) page_.detail(fmt::format("{}: {}", *dose.text, how));
  }
}

// A choice stays advised while one alternative is open; whoever chooses has to know what is not settled.
void StatementDetails::perhaps_contraindicated(model::ContraindicationId id, const StatementOutcome& its) {
  const auto& open = outcome().contraindications[id];
  if (its.status != Status::advised || open.status != Status::undetermined) return;
  page_.detail(fmt::format(
      "perhaps contraindicated: {}; {}",
      named_with_id(actions_text(wording_, model().contraindications[id]), model().contraindications[id]),
      needs_words(report_, open.needs.list())));
}

void StatementDetails::grading(const model::Recommendation& recommendation) {
  if (const auto words = grading_words(recommendation); !words.empty()) page_.detail(words);
}

void StatementDetails::why_not(const model::StatementBase& statement) {
  std::vector<std::string> said;
  for (const auto& condition : statement.conditions) {
    if (report_.evaluator.truth(condition.expr) != Truth::no) continue;
    for (auto& line : why_no(condition)) {
      if (std::ranges::find(said, line) != said.end()) continue;
      page_.detail(fmt::format("because {}", line));
      said.push_back(std::move(line));
    }
  }
}

std::vector<std::string> StatementDetails::why_no(const model::Condition& condition) const {
  using enum model::ConditionKind;
  if (condition.kind == not_contraindicated) return {};  // said by name
  if (condition.kind == withdrawn) return {"it is withdrawn at this site"};
  if (condition.kind == open) return {"none of its alternatives is open"};
  if (condition.kind == if_unknown) return {"what it waits for is known"};
  return reason_lines(report_, condition.expr);
}

}  // namespace waymark
