#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "golden.hpp"
#include "interpreter/decide/outcome.hpp"
#include "interpreter/prove/prove.hpp"
#include "interpreter/search/representative_values.hpp"
#include "lang/compile.hpp"
#include "random_source.hpp"
#include "share.hpp"

// Small pathways of which every patient that makes a difference can be run: what the formulas find is what is
// found by trying them all.
namespace waymark::prove_exhaustive_test {
namespace {

using generated::RandomSource;
using Findings = std::set<std::string>;

const Moment at = *parse_moment("2000-01-01T00:00Z");

std::string simple_condition(RandomSource& random) {
  switch (random.below(5)) {
    case 0: return random.one_of({"a", "b"});
    case 1: return fmt::format("{} is {}", random.one_of({"a", "x"}), random.one_of({"known", "unknown"}));
    case 2: return fmt::format("(a and b) is {}", random.one_of({"confirmed", "ruled out"}));
    default: break;
  }
  return fmt::format("{} {} {} mg", random.one_of({"x", "y"}), random.one_of({"<", "<=", ">", ">="}),
                     random.one_of({"3", "5", "12"}));
}

std::string condition(RandomSource& random, int depth) {
  if (depth == 0 || random.once_in(3)) return simple_condition(random);
  const auto left = condition(random, depth - 1);
  const auto right = condition(random, depth - 1);
  switch (random.below(5)) {
    case 0: return fmt::format("not ({})", left);
    case 1: return fmt::format("(({}) implies ({}))", left, right);
    case 2: return fmt::format("(({}) or ({}))", left, right);
    case 3: return fmt::format("exactly 1 of (({}), ({}))", left, right);
    default: return fmt::format("(({}) and ({}))", left, right);
  }
}

std::string small_pathway(std::uint64_t seed) {
  RandomSource random{seed};
  std::string text =
      "pathway small \"Small\" {\n  version \"1.0.0\"\n  follows guide\n}\n"
      "source guide \"Guide\" {\n  section s \"S\" {\n    statement 1 \"Do\" refs 1\n  }\n}\n"
      "fact a \"A\" : yes or no\nfact b \"B\" : yes or no\n"
      "fact x \"X\" : number in mg within 0 to 10\nfact y \"Y\" : number in mg within 0 to 10\n"
      "action fluids \"Fluids\" drug\nsection s \"S\" {\n";
  for (int i = 0; i < 3; ++i)
    text += fmt::format("  {} fluids as r{} {{\n    when {}\n    cite s.1\n  }}\n",
                        random.one_of({"should give", "should not give"}), i, condition(random, 2));
  text += "}\n";
  for (int i = 0; i < 2; ++i)
    text += fmt::format("{} \"p{}\" : s.r{} is {} {} ({})\n", random.one_of({"always", "never"}), i,
                        random.below(3), random.one_of({"advised", "undetermined"}),
                        random.one_of({"and", "implies"}), condition(random, 1));
  return text;
}

// What one patient shows to be so.
void observe(const model::Model& model, const Patient& patient, Findings& advised, Findings& found) {
  Evaluator evaluator{model, patient, at};
  const auto outcome = decide(evaluator);
  bool is_silent = true;
  for (std::size_t i = 0; i < outcome.recommendations.size(); ++i) {
    const auto status = outcome.recommendations[i].status;
    if (status == Status::advised) advised.insert(model.recommendations[i].id);
    is_silent &= status == Status::not_advised;
  }
  if (is_silent) found.insert("silent");
  for (const auto& conflict : outcome.conflicts)
    found.insert(fmt::format("conflict {} {}", model.recommendations[conflict.first].id,
                             model.recommendations[conflict.second].id));
  for (const auto property : outcome.violated) found.insert(model.properties[property].text);
}

void try_all(const model::Model& model, const std::vector<RepresentativeValues>& variables, std::size_t next,
             const Patient& patient, Findings& advised, Findings& found) {
  if (next == variables.size()) return observe(model, patient, advised, found);
  for (const auto& value : variables[next].values)
    try_all(model, variables, next + 1, with_value(model, patient, variables[next].variable, value, at),
            advised, found);
}

Findings by_trying(const model::Model& model) {
  Findings advised, found;
  const auto variables = representative_values(model, at);
  for (const auto& each : variables) CHECK(each.complete);
  try_all(model, variables, 0, empty_patient(model), advised, found);
  for (const auto& each : model.recommendations) {
    if (!advised.contains(each.id)) found.insert("never " + each.id);
  }
  return found;
}

Findings by_formulas(const Compilation& compilation) {
  using prove::Question;
  Findings found;
  const auto report = prove::prove(*compilation.model, compilation.sources,
                                   {.only = {Question::gap, Question::unreachable, Question::conflict,
                                             Question::property, Question::missing_data}});
  CHECK(!report.fault);
  for (const auto& finding : report.findings) {
    CHECK(finding.verdict == prove::Verdict::refuted);
    const auto& names = finding.claim.names;
    if (finding.weight == prove::Weight::note) continue;
    if (finding.question == Question::gap) found.insert("silent");
    if (finding.question == Question::unreachable) found.insert("never " + names[0]);
    if (finding.question == Question::conflict) found.insert("conflict " + names[0] + " " + names[1]);
    if (finding.question == Question::property || finding.question == Question::missing_data)
      found.insert(names[0]);
  }
  return found;
}

TEST_CASE("what the formulas find is what trying all patients finds", "[prove][exhaustive]") {
  std::size_t findings = 0;
  for (std::uint64_t seed = 0; seed < test::share(200); ++seed) {
    const auto text = small_pathway(seed);
    INFO(text);
    const auto compilation = compile({{"small.pathway", text}}, golden::stdlib());
    for (const auto& diagnostic : compilation.diagnostics.list())
      if (diagnostic.severity == Severity::error) UNSCOPED_INFO(diagnostic.message);
    REQUIRE(compilation.model);
    const auto expected = by_trying(*compilation.model);
    CHECK(by_formulas(compilation) == expected);
    findings += expected.size();
  }
  CHECK(findings >= test::least(200));
}

}  // namespace
}  // namespace waymark::prove_exhaustive_test
