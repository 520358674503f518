#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "lang/text/code_frame.hpp"
#include "lang/text/display_text.hpp"
#include "tools/report/finding_words.hpp"
#include "tools/report/most_listed.hpp"
#include "tools/report/proof_report.hpp"
#include "tools/report/test_text.hpp"
#include "tools/report/text_layout.hpp"

namespace waymark {

namespace {

constexpr int frame_columns = 100;

std::string indented(const std::string& text) {
  std::string result;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = text.find('\n', begin);
    result += "    " + text.substr(begin, end - begin) + "\n";
    begin = end == std::string::npos ? text.size() : end + 1;
  }
  return result;
}

std::string wrapped(const std::string& text) {
  return fmt::format("  {}\n", fmt::join(wrap(text, frame_columns - 2), "\n  "));
}

std::string_view label_of(const prove::Finding& finding) {
  if (finding.accepted) return "accepted";
  return finding.verdict == prove::Verdict::not_proved ? "not proved" : to_string(finding.weight);
}

std::string finding_text(const prove::Finding& finding, const Sources& sources, bool color) {
  const FrameStyle style{.color = color, .columns = frame_columns};
  const auto& question = prove::text_of(finding.question);
  const bool open = finding.verdict == prove::Verdict::not_proved;
  const auto label = fmt::format("{}[{}]", label_of(finding), question.id);
  auto text = render(label, claim_words(finding.claim), finding.span, sources, style);
  for (const auto& note : place_notes(finding)) text += render("note", note.text, note.span, sources, style);
  if (finding.accepted) text += wrapped("accepted: " + *finding.accepted);
  if (open) text += wrapped("whether this is so could not be decided: " + reason_words(*finding.reason));
  // Of a patient of whom nothing is known there is nothing to tell.
  const bool tells_nothing =
      finding.weight == prove::Weight::note && finding.example && finding.example->given.empty();
  if (!finding.example || tells_nothing) return text + '\n';
  text += wrapped("for " + patient_words(*finding.example));
  return text + '\n' + indented(scenario_text(finding)) + '\n';
}

std::string idle_frame(const model::AcceptedFinding& accepted, const Sources& sources, bool color) {
  const FrameStyle style{.color = color, .columns = frame_columns};
  return render(fmt::format("warning[{}]", accepted.question), idle_text(accepted), accepted.span, sources,
                style) +
         '\n';
}

std::string summary_line(const ProvedPathway& pathway) {
  std::size_t proved = 0;
  for (const auto& count : pathway.report.counts) proved += count.proved;
  const auto notes = std::ranges::count_if(pathway.report.findings, [](const prove::Finding& finding) {
    return finding.weight == prove::Weight::note && finding.verdict == prove::Verdict::refuted &&
           !finding.accepted;
  });
  const auto accepted = pathway.accepted() == 0 ? "" : fmt::format(", {} accepted", pathway.accepted());
  return fmt::format("{}: {} proved, {} refuted, {} not proved, {}{}\n", within_line(pathway.path), proved,
                     pathway.count(prove::Verdict::refuted), pathway.count(prove::Verdict::not_proved),
                     counted(static_cast<std::size_t>(notes), "note"), accepted);
}

std::string count_line(const prove::Count& count) {
  const auto& text = prove::text_of(count.question);
  const auto found = count.refuted == 0 ? "" : fmt::format(", {} found", count.refuted);
  const auto open = count.not_proved == 0 ? "" : fmt::format(", {} not proved", count.not_proved);
  return fmt::format("  {:<4}{:<51}{:>4} asked{}{}\n", text.id, asked(count.question), count.asked, found,
                     open);
}

}  // namespace

std::size_t ProvedPathway::count(prove::Verdict verdict) const {
  return static_cast<std::size_t>(std::ranges::count_if(report.findings, [&](const prove::Finding& finding) {
    return finding.verdict == verdict && finding.weight != prove::Weight::note && !finding.accepted;
  }));
}

std::size_t ProvedPathway::accepted() const {
  const auto is_accepted = [](const prove::Finding& finding) { return finding.accepted.has_value(); };
  return static_cast<std::size_t>(std::ranges::count_if(report.findings, is_accepted));
}

std::string idle_text(const model::AcceptedFinding& accepted) {
  return fmt::format("nothing is found here that `accept {}` could accept", accepted.question);
}

// Of very many the first ones; what is accepted stands behind the others.
std::string findings_text(const ProvedPathway& pathway, bool color) {
  std::vector<const prove::Finding*> findings;
  for (const auto& each : pathway.report.findings) findings.push_back(&each);
  std::stable_partition(findings.begin(), findings.end(), [](const auto* each) { return !each->accepted; });
  const auto listed = std::min(findings.size(), most_listed);
  std::string text;
  for (std::size_t i = 0; i < listed; ++i) text += finding_text(*findings[i], pathway.sources(), color);
  for (const auto& each : pathway.report.idle) text += idle_frame(each, pathway.sources(), color);
  if (findings.size() == listed) return text;
  return text + fmt::format("... and {}; `--format json` lists them all\n\n",
                            more_of(findings.size() - listed, "finding"));
}

std::string proof_summary(const ProvedPathway& pathway) {
  auto text = summary_line(pathway);
  for (const auto& count : pathway.report.counts) text += count_line(count);
  if (const auto words = not_asked_words(pathway.report.not_asked); !words.empty()) text += wrapped(words);
  if (const auto words = exact_dates_words(pathway.report.exact_dates); !words.empty())
    text += wrapped(words);
  return text;
}

}  // namespace waymark
