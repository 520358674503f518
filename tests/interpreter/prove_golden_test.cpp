#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiled.hpp"
#include "emitted_scenario.hpp"
#include "golden.hpp"
#include "interpreter/prove/prove.hpp"
#include "tools/report/finding_words.hpp"

// Small pathways with one fault each, and their sound twins: `# FINDS:` says which questions find something.
namespace waymark::prove_golden_test {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view mark = "# FINDS: ";

struct Planted {
  fs::path path;
  std::string text;
  std::string finds;  // "Q5, Q9" or "nothing"
};

std::vector<Planted> planted() {
  std::vector<Planted> result;
  for (const auto& entry : fs::directory_iterator{golden::folder() / "prove"}) {
    const auto text = golden::read_text(entry.path());
    const auto begin = text.find(mark);
    if (begin == std::string::npos) continue;
    const auto from = begin + mark.size();
    result.push_back({entry.path(), text, text.substr(from, text.find('\n', from) - from)});
  }
  std::ranges::sort(result, {}, &Planted::path);
  return result;
}

Compilation compiled_text(const Planted& pathway) {
  return compile({{pathway.path.filename().string(), pathway.text}}, golden::stdlib());
}

// What is said of advice that needs no facts is no fault, and what the authors mean is none either.
bool is_fault(const prove::Finding& finding) {
  if (finding.accepted) return false;
  return finding.weight != prove::Weight::note || finding.question == prove::Question::boundary;
}

std::string found(const prove::Report& report) {
  std::set<std::string> ids;
  for (const auto& finding : report.findings) {
    const std::string id{prove::text_of(finding.question).id};
    if (is_fault(finding)) ids.insert(finding.verdict == prove::Verdict::refuted ? id : id + "?");
    for (const auto question : finding.also) ids.insert(std::string{prove::text_of(question).id});
  }
  return ids.empty() ? "nothing" : fmt::format("{}", fmt::join(ids, ", "));
}

bool needs_example(prove::Question question) {
  return question != prove::Question::unreachable && question != prove::Question::redundant &&
         question != prove::Question::fixed_condition;
}

TEST_CASE("each planted fault is found, and in its sound twin nothing", "[prove][golden]") {
  std::size_t faults = 0, sound = 0;
  for (const auto& pathway : planted()) {
    INFO(pathway.path.filename().string());
    const auto compilation = compiled_text(pathway);
    REQUIRE(compilation.model);
    const auto report = prove::prove(*compilation.model, compilation.sources);
    CHECK(!report.fault);
    CHECK(found(report) == pathway.finds);
    for (const auto& finding : report.findings) {
      const bool is_shown = finding.verdict == prove::Verdict::refuted && needs_example(finding.question);
      CHECK(finding.example.has_value() == is_shown);
      if (finding.example)
        CHECK(fault_of_scenario(pathway.path.filename().string(), pathway.text, scenario_text(finding)) ==
              "");
    }
    ++(pathway.finds == "nothing" ? sound : faults);
  }
  CHECK(faults >= 40);
  CHECK(sound >= 40);
}

TEST_CASE("every property of the pathway is proved, and nothing is left open", "[prove]") {
  const auto compilation = golden::compiled(golden::root() / "pathways" / "dah");
  const auto report = prove::prove(*compilation->model, compilation->sources);
  CHECK(!report.fault);
  CHECK(found(report) == "nothing");
  std::size_t properties = 0;
  for (const auto& count : report.counts) {
    CHECK(count.not_proved == 0);
    CHECK(count.proved + count.refuted == count.asked);
    if (count.question == prove::Question::property || count.question == prove::Question::missing_data)
      properties += count.proved;
  }
  CHECK(properties >= compilation->model->properties.size());
}

}  // namespace
}  // namespace waymark::prove_golden_test
