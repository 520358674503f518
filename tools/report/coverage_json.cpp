#include "tools/report/coverage_json.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "tools/report/coverage_text.hpp"
#include "tools/report/json_parts.hpp"

namespace waymark {

using Json = nlohmann::ordered_json;

static std::string_view word(Reached reached) {
  switch (reached) {
    case Reached::yes: return "yes";
    case Reached::no: return "no";
    case Reached::not_by_form: return "unreachable_by_form";
    case Reached::not_by_any: break;
  }
  return "unreachable";
}

static Json entry_json(const CoverageEntry& entry, const Sources& sources) {
  Json result{{"kind", to_string(entry.item.kind)},
              {"subject", entry.item.subject},
              {"value", value_words(entry.item.value)},
              {"reached", word(entry.reached)},
              {"scenarios", entry.count},
              {"span", span_json(entry.item.span, sources)}};
  if (entry.example) {
    if (!entry.example->scenario.empty()) result["extends"] = entry.example->scenario;
    result["given"] = entry.example->given;
  }
  return result;
}

static Json pathway_json(const PathwayCoverage& coverage) {
  auto items = Json::array();
  for (const auto& entry : coverage.entries)
    items.push_back(entry_json(entry, coverage.pathway.compilation->sources));
  return {{"path", coverage.pathway.path}, {"items", std::move(items)}};
}

Json coverage_json(const CoverageReport& report) {
  const auto all = numbers(report);
  auto pathways = Json::array();
  for (const auto& coverage : report) pathways.push_back(pathway_json(coverage));
  return {{"percent", percent(all)},
          {"reached", all.reached},
          {"reachable", all.reachable},
          {"unreachable", all.unreachable},
          {"pathways", std::move(pathways)}};
}

}  // namespace waymark
