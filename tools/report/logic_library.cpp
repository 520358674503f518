#include "tools/report/logic_library.hpp"

#include <set>
#include <utility>

#include <fmt/format.h>

#include "interpreter/evaluate/advice_roots.hpp"
#include "tools/report/activity_definition.hpp"
#include "tools/report/base64.hpp"
#include "tools/report/data_requirement.hpp"
#include "tools/report/fhir_citation.hpp"
#include "tools/report/stable_uuid.hpp"

namespace waymark {
namespace {

using Json = nlohmann::ordered_json;

// The name of a file without the folders before it, which differ from one machine to the next.
std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// The files in which something of the pathway itself stands: what it advises, and the facts of its own.
std::set<std::uint32_t> files_of(const model::Model& model) {
  std::set<std::uint32_t> result;
  for (const auto& section : model.sections) result.insert(section.span.file);
  for (const auto& source : model.sources) result.insert(source.span.file);
  for (const auto& fact : model.facts)
    if (fact.library.empty()) result.insert(fact.span.file);
  for (const auto& define : model.defines)
    if (define.library.empty()) result.insert(define.span.file);
  return result;
}

}  // namespace

std::string library_uri(const model::Model& model) {
  return fmt::format("{}:logic|{}", pathway_uri(model), model.version);
}

Json logic_library(const RunReport& report, const FhirBinding& binding) {
  const auto& model = report.model();
  Json result{{"resourceType", "Library"},
              {"id", stable_uuid({library_uri(model)})},
              {"url", pathway_uri(model) + ":logic"},
              {"version", model.version},
              {"name", definition_name(model.id + "_logic")},
              {"title", fmt::format("The logic of {}", model.title.empty() ? model.id : model.title)},
              {"status", "draft"},
              {"type", fhir_concept("http://terminology.hl7.org/CodeSystem/library-type", "logic-library",
                                    "Logic Library")}};
  for (const auto fact : facts_without_source(model, binding))
    result["parameter"].push_back(parameter_definition(model, fact));
  for (const auto fact : facts_of_pathway(model)) {
    if (auto requirement = data_requirement(model, binding, fact))
      result["dataRequirement"].push_back(*std::move(requirement));
  }
  for (const auto file : files_of(model)) {
    const auto& source = report.sources()[file];
    result["content"].push_back({{"contentType", "text/x-waymark"},
                                 {"data", to_base64(source.text())},
                                 {"title", file_name(source.name())}});
  }
  return result;
}

}  // namespace waymark
