#include <nlohmann/json.hpp>

#include "tools/report/finding_words.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/proof_report.hpp"
#include "tools/report/version.hpp"

namespace waymark {

namespace {

using Json = nlohmann::ordered_json;

Json example_json(const prove::Finding& finding) {
  const auto& example = *finding.example;
  return {{"at", to_string(example.at)},
          {"given", example.given},
          {"sentence", patient_words(example)},
          {"scenario", scenario_text(finding)}};
}

Json finding_json(const prove::Finding& finding, const Sources& sources) {
  const auto& question = prove::text_of(finding.question);
  Json entry{{"question", question.id},
             {"name", question.name},
             {"verdict", to_string(finding.verdict)},
             {"severity", to_string(finding.weight)},
             {"message", claim_words(finding.claim)},
             {"span", span_json(finding.span, sources)}};
  auto notes = Json::array();
  for (const auto& note : place_notes(finding))
    notes.push_back({{"text", note.text}, {"span", span_json(note.span, sources)}});
  entry["notes"] = std::move(notes);
  auto also = Json::array();
  for (const auto each : finding.also) also.push_back(prove::text_of(each).id);
  if (!also.empty()) entry["also"] = std::move(also);
  if (finding.reason) entry["reason"] = reason_words(*finding.reason);
  if (finding.example) entry["example"] = example_json(finding);
  if (finding.accepted) entry["accepted"] = *finding.accepted;
  return entry;
}

Json count_json(const prove::Count& count) {
  const auto& text = prove::text_of(count.question);
  return {{"question", text.id},           {"name", text.name},      {"asks", asked(count.question)},
          {"asked", count.asked},          {"proved", count.proved}, {"refuted", count.refuted},
          {"not_proved", count.not_proved}};
}

Json idle_json(const model::AcceptedFinding& accepted, const Sources& sources) {
  return {{"question", accepted.question},
          {"reason", accepted.reason},
          {"message", idle_text(accepted)},
          {"span", span_json(accepted.span, sources)}};
}

}  // namespace

Json proof_json(const ProvedPathway& pathway) {
  auto findings = Json::array();
  for (const auto& finding : pathway.report.findings)
    findings.push_back(finding_json(finding, pathway.sources()));
  auto counts = Json::array();
  for (const auto& count : pathway.report.counts) counts.push_back(count_json(count));
  auto idle = Json::array(), not_asked = Json::array();
  for (const auto question : pathway.report.not_asked) not_asked.push_back(prove::text_of(question).id);
  for (const auto& each : pathway.report.idle) idle.push_back(idle_json(each, pathway.sources()));
  return {{"path", pathway.path},
          {"refuted", pathway.count(prove::Verdict::refuted)},
          {"not_proved", pathway.count(prove::Verdict::not_proved)},
          {"accepted", pathway.accepted()},
          {"questions", std::move(counts)},
          {"not_asked", std::move(not_asked)},
          {"findings", std::move(findings)},
          {"idle_accepts", std::move(idle)},
          {"exact_dates", pathway.report.exact_dates}};
}

std::string proof_document(Json pathways) {
  return printed({{"waymark", version}, {"pathways", std::move(pathways)}});
}

}  // namespace waymark
