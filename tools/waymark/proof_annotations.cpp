#include <nlohmann/json.hpp>

#include "tools/waymark/proof_report.hpp"
#include "tools/waymark/sarif.hpp"
#include "tools/waymark/sarif_parts.hpp"

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

std::size_t rule_index(prove::Question question) { return static_cast<std::size_t>(question); }

}  // namespace

std::string proof_sarif(const std::vector<ProvedPathway>& pathways) {
  auto rules = Json::array();
  for (const auto& question : prove::questions)
    rules.push_back(sarif_rule({question.id, question.name, question.asks, "warning"}));
  auto results = Json::array();
  for (const auto& pathway : pathways) {
    for (const auto& finding : pathway.report.findings) {
      results.push_back(sarif_result({prove::text_of(finding.question).id, rule_index(finding.question),
                                      level(finding), message(finding), finding.span, finding.notes},
                                     pathway.sources()));
    }
  }
  return sarif_document(rules, results);
}

std::string proof_github(const std::vector<ProvedPathway>& pathways) {
  std::string result;
  for (const auto& pathway : pathways) {
    for (const auto& finding : pathway.report.findings) {
      const auto word = level(finding);
      result += github_annotation(word == "note" ? "notice" : word, prove::text_of(finding.question).id,
                                  message(finding), finding.span, pathway.sources());
    }
  }
  return result;
}

}  // namespace waymark
