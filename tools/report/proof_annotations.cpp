#include <nlohmann/json.hpp>

#include "tools/report/proof_report.hpp"
#include "tools/report/sarif.hpp"
#include "tools/report/sarif_parts.hpp"

// What `prove` finds, beside the code.
namespace waymark {

namespace {

using Json = nlohmann::ordered_json;

std::string message(const prove::Finding& finding) {
  if (finding.example) return finding.message + ": " + finding.example->sentence;
  if (finding.reason.empty()) return finding.message;
  return "not proved, " + finding.reason + ": whether " + finding.message;
}

// What could not be proved is no error yet.
std::string_view level(const prove::Finding& finding) {
  if (finding.verdict == prove::Verdict::not_proved) return "note";
  return to_string(finding.weight);
}

}  // namespace

std::vector<Diagnostic> proof_diagnostics(const model::Model& model, const Sources& sources) {
  prove::Options options;
  for (const auto& question : prove::questions) {
    if (question.is_fast) options.only.push_back(question.question);
  }
  std::vector<Diagnostic> result;
  auto report = prove::prove(model, sources, options);
  for (auto& finding : report.findings) {
    if (finding.verdict != prove::Verdict::refuted || finding.weight == prove::Weight::note) continue;
    if (finding.accepted) continue;
    const auto& text = prove::text_of(finding.question);
    const bool is_error = finding.weight == prove::Weight::error;
    result.push_back({.code = text.id,
                      .name = text.name,
                      .severity = is_error ? Severity::error : Severity::warning,
                      .span = finding.span,
                      .message = std::move(finding.message),
                      .help = finding.example ? "so it is for " + finding.example->sentence : "",
                      .fix = {},
                      .notes = std::move(finding.notes)});
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

std::string proof_sarif(const std::vector<ProvedPathway>& pathways) {
  auto results = Json::array();
  for (const auto& pathway : pathways) {
    for (const auto& finding : pathway.report.findings) {
      results.push_back(sarif_result({prove::text_of(finding.question).id, level(finding), message(finding),
                                      finding.span, finding.notes, finding.accepted},
                                     pathway.sources()));
    }
    for (const auto& each : pathway.report.idle) {
      results.push_back(sarif_result({each.question, "warning", idle_text(each), each.span, {}, std::nullopt},
                                     pathway.sources()));
    }
  }
  return sarif_document(results);
}

std::string proof_github(const std::vector<ProvedPathway>& pathways) {
  std::string result;
  for (const auto& pathway : pathways) {
    for (const auto& finding : pathway.report.findings) {
      if (finding.accepted) continue;
      const auto word = level(finding);
      result += github_annotation(word == "note" ? "notice" : word, prove::text_of(finding.question).id,
                                  message(finding), finding.span, pathway.sources());
    }
    for (const auto& each : pathway.report.idle)
      result += github_annotation("warning", each.question, idle_text(each), each.span, pathway.sources());
  }
  return result;
}

}  // namespace waymark
