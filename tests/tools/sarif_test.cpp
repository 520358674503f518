#include "tools/report/sarif.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "interpreter/prove/report.hpp"
#include "tools/report/sarif_parts.hpp"

namespace waymark::sarif_test {
namespace {

using Json = nlohmann::json;

// `µg` puts bytes and code points apart.
struct Sample {
  Sources sources;
  Diagnostics diagnostics;

  explicit Sample(const std::string& name = "path ways/dah.pathway") {
    const auto file = sources.add(name, "first\nµ hypoxemai\n");
    diagnostics.report({file, 9, 18}, diagnostics::unknown_name, "hypoxemai")
        .did_you_mean({file, 9, 18}, std::string{"hypoxemia"})
        .note({file, 0, 5}, "it begins here");
  }

  Json json() { return Json::parse(sarif_document(sarif_results({diagnostics.sorted(), sources}))); }
  std::string annotations() { return github_annotations({diagnostics.sorted(), sources}); }
};

}  // namespace

TEST_CASE("SARIF names every rule of the registry", "[sarif]") {
  const auto run = Sample{}.json()["runs"][0];
  const auto& driver = run["tool"]["driver"];
  CHECK(driver["name"] == "waymark");
  CHECK(driver["rules"].size() == std::size(diagnostics::registry) + prove::questions.size());
  const auto& result = run["results"][0];
  CHECK(result["ruleId"] == "PW0201");
  CHECK(driver["rules"][result["ruleIndex"].get<std::size_t>()]["id"] == "PW0201");
}

TEST_CASE("SARIF regions count code points from 1, ends left out", "[sarif]") {
  const auto run = Sample{}.json()["runs"][0];
  CHECK(run["columnKind"] == "unicodeCodePoints");
  const auto& place = run["results"][0]["locations"][0]["physicalLocation"];
  CHECK(place["artifactLocation"]["uri"] == "path%20ways/dah.pathway");
  CHECK(place["region"] == Json({{"startLine", 2}, {"startColumn", 3}, {"endLine", 2}, {"endColumn", 12}}));
}

TEST_CASE("SARIF carries notes and fixes", "[sarif]") {
  const auto result = Sample{}.json()["runs"][0]["results"][0];
  CHECK(result["relatedLocations"][0]["message"]["text"] == "it begins here");
  const auto& change = result["fixes"][0]["artifactChanges"][0];
  CHECK(change["replacements"][0]["insertedContent"]["text"] == "hypoxemia");
  CHECK(change["replacements"][0]["deletedRegion"]["startColumn"] == 3);
}

TEST_CASE("SARIF without a finding has an empty list", "[sarif]") {
  const Sources sources;
  const auto document = Json::parse(sarif_document(sarif_results({{}, sources})));
  CHECK(document["version"] == "2.1.0");
  CHECK(document["runs"][0]["results"] == Json::array());
}

TEST_CASE("annotations escape what separates them", "[github]") {
  Sample sample{"a,b:100%.pathway"};
  CHECK(sample.annotations() ==
        "::error file=a%2Cb%3A100%25.pathway,line=2,endLine=2,col=3,endColumn=12,title=PW0201::unknown name "
        "`hypoxemai`%0Adid you mean `hypoxemia`?\n");
}

}  // namespace waymark::sarif_test
