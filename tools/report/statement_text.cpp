#include "tools/report/statement_text.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "lang/model/verbs.hpp"
#include "tools/report/reason_text.hpp"

namespace waymark {

namespace {

// After `consider` the verb that goes without saying is left out.
std::string verb_text(const model::Model& model, const model::Recommendation& recommendation) {
  const auto usual = recommendation.actions.empty()
                         ? recommendation.verb
                         : default_verb(model.actions[recommendation.actions.front()].kind);
  const bool silent = recommendation.modality == ast::Modality::consider && recommendation.verb == usual;
  return silent ? "" : std::string{model::to_string(recommendation.verb)} + " ";
}

std::string amount_text(const Amount& amount, std::string_view lead) {
  if (amount.text) return *amount.text;
  const bool says_so_itself = amount.words.find("dose") != amount.words.npos;
  const auto words = (says_so_itself ? "" : std::string{lead}) + amount.words;
  if (amount.missing.empty()) return words;
  const bool is_missing_itself = amount.missing == std::vector{amount.words};
  if (is_missing_itself) return words + " (not known)";
  return fmt::format("{} (needs {})", words, fmt::join(amount.missing, ", "));
}

// How something is given, with a blank before each part.
std::string regimen_text(const Wording& wording, const model::Regimen& regimen) {
  std::string result;
  if (regimen.dose) result += fmt::format(" {}", amount_text(wording.dose(*regimen.dose), "a dose of "));
  if (regimen.route) result += fmt::format(" {}", *regimen.route);
  if (regimen.every) {
    const auto interval = wording.amount(*regimen.every);
    result += fmt::format(" {} {}", interval.text ? "every" : "at intervals of", amount_text(interval, ""));
  }
  if (regimen.duration) result += fmt::format(" for {}", amount_text(wording.amount(*regimen.duration), ""));
  return result;
}

std::string steps_text(const Wording& wording, const std::vector<model::Regimen>& steps) {
  std::string result;
  for (const auto& step : steps) {
    if (&step != &steps.front()) result += ", then";
    result += regimen_text(wording, step);
  }
  return result;
}

// Each alternative with what it says itself.
std::string target_text(const Wording& wording, const model::Target& target) {
  const auto* choice = std::get_if<model::Choice>(&target.node);
  if (!choice) return wording.target(target) + steps_text(wording, target.steps);
  std::vector<std::string> options;
  for (const auto& option : choice->options) {
    const bool nested = std::holds_alternative<model::Choice>(option.node);
    const auto text = target_text(wording, option);
    options.push_back(nested ? "(" + text + ")" : text);
  }
  const bool one = choice->kind == ast::ChoiceKind::one_of;
  return fmt::format("{} {}", one ? "one of" : "all of", fmt::join(options, ", "));
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
  auto result = verb_text(model, recommendation) + target_text(wording, recommendation.target);
  const auto common = steps_text(wording, recommendation.steps);
  const bool ends_with_regimen = !common.empty() && has_own_regimens(recommendation.target);
  result += (ends_with_regimen ? ";" : "") + common;
  if (recommendation.within)
    result += fmt::format(" within {}", amount_text(wording.within(*recommendation.within), ""));
  if (recommendation.promptly) result += " promptly";
  return result;
}

std::string grading_words(const model::Recommendation& recommendation) {
  static constexpr std::array<std::string_view, 4> certainties{"high", "moderate", "low", "very low"};
  std::vector<std::string> parts;
  if (recommendation.strength) {
    parts.emplace_back(*recommendation.strength == ast::Strength::strong ? "strong recommendation"
                                                                         : "conditional recommendation");
  }
  if (recommendation.certainty) {
    const auto index = static_cast<std::size_t>(*recommendation.certainty);
    parts.push_back(fmt::format("{} certainty", certainties[index]));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string actions_text(const Wording& wording, const model::Contraindication& contraindication) {
  std::vector<std::string> names;
  for (const auto action : contraindication.actions) names.push_back(wording.action(action));
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string named_with_id(const std::string& text, const model::StatementBase& statement) {
  return fmt::format("{} ({})", text, statement.id);
}

// What stands in brackets behind "is ruled out" and the like; empty where nothing does.
static std::string in_brackets(const std::string& line) {
  for (const auto* word : {"confirmed (", "ruled out (", "known ("}) {
    const auto found = line.find(word);
    if (found == line.npos || !line.ends_with(')')) continue;
    const auto begin = found + std::string_view{word}.size();
    return line.substr(begin, line.size() - begin - 1);
  }
  return "";
}

// Whether the part stands in the line as a whole.
static bool says(std::string_view line, std::string_view part) {
  for (auto at = line.find(part); at != line.npos; at = line.find(part, at + 1)) {
    const auto before = line.substr(0, at), after = line.substr(at + part.size());
    const bool begins = before.empty() || before.ends_with(": ") || before.ends_with("; ") ||
                        before.ends_with("since ") || before.ends_with('(');
    const bool ends =
        after.empty() || after.starts_with(';') || after.starts_with(')') || after.starts_with(" (");
    if (begins && ends) return true;
  }
  return false;
}

// One reason once: what an earlier line has said is not said again.
static void append_once(Reason reason, std::vector<Reason>& result) {
  const auto is_said = [&](const std::string& part) {
    return std::ranges::any_of(result, [&](const Reason& each) { return says(each.text, part); });
  };
  if (is_said(reason.text)) return;
  const auto why = in_brackets(reason.text);
  if (!why.empty() && is_said(why)) reason.text.resize(reason.text.size() - why.size() - 3);
  result.push_back(std::move(reason));
}

std::vector<Reason> named_reasons(const RunReport& report, const model::StatementBase& statement) {
  if (report.is_settled(statement)) return {{"nothing that is still missing can change it", ""}};
  std::vector<Reason> result;
  for (const auto& condition : statement.conditions) {
    using enum model::ConditionKind;
    if (condition.kind == until || condition.kind == not_contraindicated || condition.kind == open) continue;
    if (condition.kind == if_unknown) {
      result.push_back({"it is not known whether the advice before applies", ""});
      continue;
    }
    for (auto& reason : reasons(report, condition.expr)) append_once(std::move(reason), result);
  }
  return result;
}

std::vector<std::string> statement_reasons(const RunReport& report, const model::StatementBase& statement) {
  std::vector<std::string> result;
  for (auto& reason : named_reasons(report, statement)) result.push_back(std::move(reason.text));
  return result;
}

}  // namespace waymark
