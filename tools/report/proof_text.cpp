#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "lang/text/code_frame.hpp"
#include "lang/text/display_text.hpp"
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

std::string finding_text(const prove::Finding& finding, const Sources& sources, bool color) {
  const FrameStyle style{.color = color, .columns = frame_columns};
  const auto& question = prove::text_of(finding.question);
  const bool open = finding.verdict == prove::Verdict::not_proved;
  const auto label = fmt::format("{}[{}]", open ? "not proved" : to_string(finding.weight), question.id);
  auto text = render(label, finding.message, finding.span, sources, style);
  for (const auto& note : finding.notes) text += render("note", note.text, note.span, sources, style);
  if (open) text += wrapped("whether this is so could not be decided: " + finding.reason);
  // Of a patient of whom nothing is known there is nothing to tell.
  const bool tells_nothing =
      finding.weight == prove::Weight::note && finding.example && finding.example->given.empty();
  if (!finding.example || tells_nothing) return text + '\n';
  text += wrapped("for " + finding.example->sentence);
  return text + '\n' + indented(finding.example->scenario) + '\n';
}

// Of very many the first ones.
std::string findings_text(const ProvedPathway& pathway, bool color) {
  const auto& findings = pathway.report.findings;
  const auto listed = std::min(findings.size(), most_listed);
  std::string text;
  for (std::size_t i = 0; i < listed; ++i) text += finding_text(findings[i], pathway.sources(), color);
  if (findings.size() == listed) return text;
  return text + fmt::format("... and {}; `--format json` lists them all\n\n",
                            more_of(findings.size() - listed, "finding"));
}

std::string summary_line(const ProvedPathway& pathway) {
  std::size_t proved = 0;
  for (const auto& count : pathway.report.counts) proved += count.proved;
  const auto notes = std::ranges::count_if(pathway.report.findings, [](const prove::Finding& finding) {
    return finding.weight == prove::Weight::note && finding.verdict == prove::Verdict::refuted;
  });
  return fmt::format("{}: {} proved, {} refuted, {} not proved, {}\n", within_line(pathway.path), proved,
                     pathway.count(prove::Verdict::refuted), pathway.count(prove::Verdict::not_proved),
                     counted(static_cast<std::size_t>(notes), "note"));
}

std::string count_line(const prove::Count& count) {
  const auto& text = prove::text_of(count.question);
  const auto found = count.refuted == 0 ? "" : fmt::format(", {} found", count.refuted);
  const auto open = count.not_proved == 0 ? "" : fmt::format(", {} not proved", count.not_proved);
  return fmt::format("  {:<4}{:<51}{:>4} asked{}{}\n", text.id, text.asks, count.asked, found, open);
}

}  // namespace

std::size_t ProvedPathway::count(prove::Verdict verdict) const {
  return static_cast<std::size_t>(std::ranges::count_if(report.findings, [&](const prove::Finding& finding) {
    return finding.verdict == verdict && finding.weight != prove::Weight::note;
  }));
}

std::string proof_text(const std::vector<ProvedPathway>& pathways, bool color) {
  std::string text;
  for (const auto& pathway : pathways) text += findings_text(pathway, color);
  for (const auto& pathway : pathways) {
    text += summary_line(pathway);
    for (const auto& count : pathway.report.counts) text += count_line(count);
  }
  return text;
}

}  // namespace waymark
