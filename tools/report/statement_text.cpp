#include "tools/report/statement_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "tools/report/reason_text.hpp"

namespace waymark {

namespace {

model::Verb usual_verb(model::ActionKind kind) {
  switch (kind) {
    case model::ActionKind::drug: return model::Verb::give;
    case model::ActionKind::procedure:
    case model::ActionKind::support: return model::Verb::use;
    case model::ActionKind::assessment: return model::Verb::assess;
    case model::ActionKind::monitoring: return model::Verb::monitor;
    case model::ActionKind::referral: break;
  }
  return model::Verb::refer_to;
}

// After `consider` the verb that goes without saying is left out.
std::string verb_text(const model::Model& model, const model::Recommendation& recommendation) {
  const auto usual = recommendation.actions.empty()
                         ? recommendation.verb
                         : usual_verb(model.actions[recommendation.actions.front()].kind);
  const bool silent = recommendation.modality == ast::Modality::consider && recommendation.verb == usual;
  return silent ? "" : std::string{model::to_string(recommendation.verb)} + " ";
}

std::string amount_text(const Amount& amount, std::string_view lead) {
  if (amount.text) return *amount.text;
  const bool says_so_itself = amount.words.find("dose") != amount.words.npos;
  const auto words = (says_so_itself ? "" : std::string{lead}) + amount.words;
  const bool is_missing_itself = amount.missing == std::vector{amount.words};
  if (is_missing_itself) return words + " (not known)";
  return fmt::format("{} (needs {})", words, fmt::join(amount.missing, ", "));
}

}  // namespace

std::string moment_text(const Moment& moment) {
  constexpr std::size_t date_length = 10, seconds_begin = 16;
  const auto text = to_string(moment);
  const auto offset = text.substr(text.find_first_of("Z+-", seconds_begin));
  return fmt::format("{} {}{}", text.substr(0, date_length),
                     text.substr(date_length + 1, seconds_begin - date_length - 1),
                     offset == "Z" ? "" : fmt::format(" {}", offset));
}

std::string advice_text(const Wording& wording, const model::Model& model,
                        const model::Recommendation& recommendation) {
  auto result = verb_text(model, recommendation) + wording.target(recommendation.target);
  if (recommendation.dose)
    result += fmt::format(" {}", amount_text(wording.amount(*recommendation.dose), "a dose of "));
  if (recommendation.route) result += fmt::format(" {}", *recommendation.route);
  if (recommendation.every) {
    const auto interval = wording.amount(*recommendation.every);
    result += fmt::format(" {} {}", interval.text ? "every" : "at intervals of", amount_text(interval, ""));
  }
  if (recommendation.duration)
    result += fmt::format(" for {}", amount_text(wording.amount(*recommendation.duration), ""));
  if (recommendation.within)
    result += fmt::format(" within {}", amount_text(wording.amount(*recommendation.within), ""));
  if (recommendation.promptly) result += " promptly";
  return result;
}

std::vector<std::string> statement_reasons(const RunReport& report, const model::StatementBase& statement) {
  if (report.is_settled(statement)) return {"nothing that is still missing can change it"};
  std::vector<std::string> result;
  for (const auto& condition : statement.conditions) {
    using enum model::ConditionKind;
    if (condition.kind == until || condition.kind == not_contraindicated) continue;
    if (condition.kind == if_unknown) {
      result.push_back("it is not known whether the advice before applies");
      continue;
    }
    for (auto& line : reason_lines(report, condition.expr)) {
      if (std::ranges::find(result, line) == result.end()) result.push_back(std::move(line));
    }
  }
  return result;
}

}  // namespace waymark
