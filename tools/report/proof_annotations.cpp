#include <nlohmann/json.hpp>

#include "tools/report/finding_words.hpp"
#include "tools/report/proof_report.hpp"
#include "tools/report/sarif.hpp"
#include "tools/report/sarif_parts.hpp"

// What `prove` finds, beside the code.
namespace waymark {

namespace {

using Json = nlohmann::ordered_json;

std::string message(const prove::Finding& finding) {
  const auto claim = claim_words(finding.claim);
  if (finding.example) return claim + ": " + patient_words(*finding.example);
  return finding.reason ? "not proved, " + reason_words(*finding.reason) + ": whether " + claim : claim;
}

// What could not be proved is no error yet.
std::string_view level(const prove::Finding& finding) {
  if (finding.verdict == prove::Verdict::not_proved) return "note";
  return to_string(finding.weight);
}

}  // namespace

std::vector<prove::Question> fast_questions() {
  std::vector<prove::Question> result;
  for (const auto& question : prove::questions) {
    if (question.is_fast) result.push_back(question.question);
  }
  return result;
}

std::vector<Diagnostic> proof_diagnostics(prove::Report report) {
  std::vector<Diagnostic> result;
  for (const auto& finding : report.findings) {
    if (finding.verdict != prove::Verdict::refuted || finding.weight == prove::Weight::note) continue;
    if (finding.accepted) continue;
    const auto& text = prove::text_of(finding.question);
    const bool is_error = finding.weight == prove::Weight::error;
    result.push_back({.code = text.id,
                      .name = text.name,
                      .severity = is_error ? Severity::error : Severity::warning,
                      .span = finding.span,
                      .message = claim_words(finding.claim),
                      .help = finding.example ? "so it is for " + patient_words(*finding.example) : "",
                      .fix = {},
                      .notes = place_notes(finding)});
  }
  for (const auto& accepted : report.idle) {
    const auto& text = prove::text_of(*prove::question_named(accepted.question));
    result.push_back({.code = text.id,
                      .name = text.name,
                      .severity = Severity::warning,
                      .span = accepted.span,
                      .message = idle_text(accepted),
                      .help = {},
                      .fix = {},
                      .notes = {}});
  }
  return result;
}

Json proof_sarif(const ProvedPathway& pathway) {
  auto results = Json::array();
  for (const auto& finding : pathway.report.findings) {
    results.push_back(sarif_result({prove::text_of(finding.question).id, level(finding), message(finding),
                                    finding.span, place_notes(finding), finding.accepted},
                                   pathway.sources()));
  }
  for (const auto& each : pathway.report.idle) {
    results.push_back(sarif_result({each.question, "warning", idle_text(each), each.span, {}, std::nullopt},
                                   pathway.sources()));
  }
  return results;
}

std::string proof_github(const ProvedPathway& pathway) {
  std::string result;
  for (const auto& finding : pathway.report.findings) {
    if (finding.accepted) continue;
    const auto word = level(finding);
    result += github_annotation(word == "note" ? "notice" : word, prove::text_of(finding.question).id,
                                message(finding), finding.span, pathway.sources());
  }
  for (const auto& each : pathway.report.idle)
    result += github_annotation("warning", each.question, idle_text(each), each.span, pathway.sources());
  return result;
}

}  // namespace waymark
