#include <fmt/format.h>

#include "tools/report/diff_report.hpp"
#include "tools/report/progress_text.hpp"
#include "tools/report/safe_text.hpp"

namespace waymark {

namespace {

std::string row(const ComparedPathways& compared, const diff::StatusChange& change) {
  const auto count = patients(compared, change);
  return fmt::format("| {} | {} | {} | {}{} |\n", markdown_code(change.id), status_name(change.before),
                     status_name(change.after), count ? fmt::format("{} | ", *count) : "",
                     markdown_text(whom_words(change.example, change.reason)));
}

std::string dose_line(const diff::DoseChange& change) {
  const auto whose = change.action.empty() ? "" : " of " + markdown_code(change.action);
  const auto what = change.example ? fmt::format("{} instead of {}, for example for {}",
                                                 markdown_text(change.after), markdown_text(change.before),
                                                 markdown_text(whom_words(change.example, {})))
                                   : "perhaps another one; " + markdown_text(whom_words({}, change.reason));
  return fmt::format("- dose{} in {}: {}\n", whose, markdown_code(change.id), what);
}

std::string scenarios(const diff::Difference& difference) {
  std::string text;
  for (const auto& change : difference.statuses) {
    if (change.example) text += (text.empty() ? "" : "\n") + scenario_text(change);
  }
  for (const auto& change : difference.doses) {
    if (change.example) text += (text.empty() ? "" : "\n") + scenario_text(change);
  }
  if (text.empty()) return text;
  return "\n<details><summary>The patients as scenarios</summary>\n\n" + markdown_block(text) +
         "\n</details>\n";
}

}  // namespace

std::string diff_markdown(const ComparedPathways& compared) {
  const auto& model = *compared.after->model;
  const auto& difference = compared.difference;
  auto text = fmt::format("### {} {}\n\n{}.\n", markdown_text(model.id), markdown_text(model.version),
                          markdown_text(diff_verdict(compared)));
  if (const auto words = exact_dates_words(difference.exact_dates); !words.empty())
    text += fmt::format("\nHere {}.\n", markdown_text(words));
  if (compared.cohort) text += fmt::format("\n{}.\n", cohort_verdict(compared));
  if (!difference.declarations.empty()) text += "\n";
  for (const auto& change : difference.declarations)
    text += "- " + declaration_text(change, markdown_code) + "\n";
  for (const auto& change : difference.doses) text += dose_line(change);
  if (difference.statuses.empty()) return text + scenarios(difference);
  const bool counts = compared.cohort.has_value();
  text += fmt::format("\n| statement | was | is | {}for example for |\n|---|---|---|{}---|\n",
                      counts ? "patients | " : "", counts ? "---|" : "");
  for (const auto& change : difference.statuses) text += row(compared, change);
  return text + scenarios(difference);
}

}  // namespace waymark
