#include <fmt/format.h>

#include "tools/report/diff_report.hpp"
#include "tools/report/finding_words.hpp"
#include "tools/report/progress_text.hpp"
#include "tools/report/test_text.hpp"
#include "tools/report/text_layout.hpp"

namespace waymark {

namespace {

std::string wrapped(const std::string& text, const std::string& first, const std::string& others) {
  constexpr int columns = 100;
  return fmt::format("{}{}\n", first,
                     fmt::join(wrap(text, columns - static_cast<int>(others.size())), "\n" + others));
}

std::string indented(const std::string& text, const std::string& by) {
  std::string result;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = text.find('\n', begin);
    result += by + text.substr(begin, end - begin) + "\n";
    begin = end == std::string::npos ? text.size() : end + 1;
  }
  return result;
}

std::string in_quotes(std::string_view value) { return fmt::format("`{}`", value); }

std::string name_of(const Compilation& compilation) {
  return fmt::format("{} {}", compilation.model->id, compilation.model->version);
}

std::string change_text(const ComparedPathways& compared, const diff::StatusChange& change) {
  auto turn = fmt::format("{} -> {}", status_name(change.before), status_name(change.after));
  if (const auto count = patients(compared, change))
    turn += fmt::format(" ({} of {} in the cohort)", *count, compared.cohort->patients);
  if (!change.example)
    return wrapped(turn + ", perhaps: that could not be decided, " + reason_words(*change.reason), "    ",
                   "    ");
  return wrapped(fmt::format("{}, for {}", turn, whom_words(change.example, {})), "    ", "      ") +
         indented(scenario_text(change), "        ");
}

std::string dose_text(const diff::DoseChange& change) {
  const auto whose = change.action.empty() ? "" : " of " + change.action;
  if (!change.example)
    return wrapped(fmt::format("another dose{}, perhaps: that could not be decided, {}", whose,
                               reason_words(*change.reason)),
                   "    ", "    ");
  return wrapped(fmt::format("dose{} {} -> {}, for {}", whose, change.before, change.after,
                             whom_words(change.example, {})),
                 "    ", "      ") +
         indented(scenario_text(change), "        ");
}

// With `{...}` where values stand.
std::string as_written(const model::Template& text, const Sources& sources) {
  std::string result;
  for (const auto& piece : text.pieces) {
    const auto* value = std::get_if<model::TemplateValue>(&piece);
    result += value ? fmt::format("{{{}}}", sources.text(value->span)) : std::get<std::string>(piece);
  }
  return result;
}

std::string local_lines_of(const ComparedPathways& compared, const std::string& id) {
  std::string text;
  for (const auto& reason : local_reasons(compared, id))
    text += wrapped("LOCAL RULE " + reason, "    ", "      ");
  return text;
}

std::string statement_heading(const ComparedPathways& compared, const std::string& id) {
  return fmt::format("\n  {}\n{}", id, local_lines_of(compared, id));
}

}  // namespace

std::string after_words(const diff::DeclarationChange& change) {
  return change.after + (change.worked_out_otherwise ? " (which is worked out otherwise)" : "");
}

std::string whom_words(const std::optional<diff::Example>& example,
                       const std::optional<prove::NotProvedReason>& reason) {
  return example ? patient_words(example->given, example->scenario) : "not decided: " + reason_words(*reason);
}

std::string scenario_text(const diff::StatusChange& change) {
  const auto name =
      fmt::format("{}: {}, was {}", change.id, status_name(change.after), status_name(change.before));
  return scenario_text(name, change.example->scenario);
}

std::string scenario_text(const diff::DoseChange& change) {
  const auto name = fmt::format("{}: dose {}, was {}", change.id, change.after, change.before);
  return scenario_text(name, change.example->scenario);
}

std::vector<std::string> local_reasons(const ComparedPathways& compared, const std::string& statement) {
  const auto& model = *compared.after->model;
  std::vector<std::string> result;
  if (!model.site) return result;
  for (const auto& rule : model.site->rules) {
    if (rule.id != statement) continue;
    std::vector<std::string> why;
    for (const auto& because : rule.because) why.push_back(as_written(because, compared.after->sources));
    result.push_back(
        fmt::format("({}){}{}", fmt::join(rule.what, ", "), why.empty() ? "" : ": ", fmt::join(why, "; ")));
  }
  return result;
}

std::optional<std::size_t> patients(const ComparedPathways& compared, const diff::StatusChange& change) {
  if (!compared.cohort) return std::nullopt;
  const auto& classes = compared.cohort->classes;
  const auto found = classes.find({change.id, change.before, change.after});
  return found == classes.end() ? 0 : found->second;
}

std::string cohort_verdict(const ComparedPathways& compared) {
  if (!compared.cohort) return {};
  return fmt::format("{} of {} in the cohort get another status", compared.cohort->changed,
                     counted(compared.cohort->patients, "patient"));
}

std::string declaration_text(const diff::DeclarationChange& change, std::string (*code)(std::string_view)) {
  const auto subject = fmt::format("{} {}", change.what, code(change.id));
  switch (change.kind) {
    case diff::ChangeKind::added:
      return subject + (change.after.empty() ? " is new" : " is new: " + code(change.after));
    case diff::ChangeKind::removed: return subject + " is gone";
    case diff::ChangeKind::renamed: return fmt::format("{} is called {} now", subject, code(change.after));
    case diff::ChangeKind::changed: break;
  }
  return fmt::format("{}: {} was {}, is {}", subject, change.attribute, code(change.before),
                     code(after_words(change)));
}

std::string diff_verdict(const ComparedPathways& compared) {
  const auto& difference = compared.difference;
  const auto all = difference.same + difference.changed + difference.not_proved;
  if (difference.is_empty())
    return fmt::format("proved to change nothing: {} the same status for every patient",
                       all == 1 ? "1 statement has" : fmt::format("all {} statements have", all));
  if (difference.same == all && all > 0)
    return "proved to change no status of any patient: what changes is declared otherwise";
  auto text = fmt::format("{} for some patients, {} proved to stay the same",
                          difference.changed == 1 ? "1 statement changes"
                                                  : fmt::format("{} statements change", difference.changed),
                          difference.same);
  if (difference.not_proved > 0) text += fmt::format(", {} not proved", difference.not_proved);
  return text;
}

std::string diff_text(const ComparedPathways& compared, bool color) {
  Page page{color};
  page.title(fmt::format("{}, was {}", name_of(*compared.after), name_of(*compared.before)),
             compared.before_name + " -> " + compared.after_name);
  auto text = page.text();
  if (!compared.difference.declarations.empty()) text += "\n";
  for (const auto& change : compared.difference.declarations)
    text += wrapped(declaration_text(change, in_quotes), "  ", "    ") + local_lines_of(compared, change.id);
  std::string last;
  for (const auto& change : compared.difference.statuses) {
    if (change.id != last) text += statement_heading(compared, change.id);
    last = change.id;
    text += change_text(compared, change);
  }
  last.clear();
  for (const auto& change : compared.difference.doses) {
    if (change.id != last) text += statement_heading(compared, change.id);
    last = change.id;
    text += dose_text(change);
  }
  text += "\n";
  if (const auto words = exact_dates_words(compared.difference.exact_dates); !words.empty())
    text += wrapped(words, "", "");
  text += diff_verdict(compared) + "\n";
  return compared.cohort ? text + cohort_verdict(compared) + "\n" : text;
}

}  // namespace waymark
