#include "tools/report/fhir_citation.hpp"

#include "tools/report/source_words.hpp"

namespace waymark {
namespace {

using Json = nlohmann::ordered_json;

bool is_web_address(const std::string& address) {
  return address.starts_with("https://") || address.starts_with("http://");
}

}  // namespace

Json fhir_citations(const RunReport& report, const Wording& wording, const model::StatementBase& statement) {
  auto result = Json::array();
  for (const auto& cite : statement.cites) {
    const auto& source = report.model().sources[cite.statement.source];
    Json artifact{{"type", "citation"},
                  {"label", wording.statement_name(cite.statement)},
                  {"display", source_title(source)}};
    const auto& text = model::statement(report.model(), cite.statement).text;
    if (!text.empty()) artifact["citation"] = text;
    if (is_web_address(source.address)) artifact["url"] = source.address;
    result.push_back(std::move(artifact));
  }
  return result;
}

Json fhir_concept(std::string_view system, std::string_view code, std::string_view text) {
  return {{"coding", Json::array({{{"system", system}, {"code", code}}})}, {"text", text}};
}

std::string pathway_uri(const model::Model& model) { return "urn:waymark:" + model.id; }

}  // namespace waymark
