#include "tools/language_server/findings.hpp"

#include <cstdint>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/diff/ask_lifted.hpp"
#include "interpreter/facts/scenario_patient.hpp"
#include "interpreter/quality/coverage_search.hpp"
#include "interpreter/scenarios/scenario.hpp"
#include "lang/modules/standard_library.hpp"
#include "tools/language_server/asked_patient.hpp"
#include "tools/report/expect_words.hpp"
#include "tools/report/finding_words.hpp"
#include "tools/report/proof_report.hpp"

namespace waymark::lsp {
namespace {

Diagnostic failure(std::string_view name, Severity severity, Span span, std::string message) {
  return {.code = "test",
          .name = name,
          .severity = severity,
          .span = span,
          .message = std::move(message),
          .help = {},
          .fix = {},
          .notes = {}};
}

void add_failures(const model::Model& model, const ScenarioResult& result, std::vector<Diagnostic>& to) {
  const auto& scenario = model.scenarios[result.scenario];
  for (const auto& expect : result.expects) {
    if (expect.met) continue;
    to.push_back(failure("expectation", Severity::error, expect.span,
                         fmt::format("{}: {}", scenario.name, unmet_words(model, expect))));
  }
  for (const auto index : result.violated) {
    const auto& property = model.properties[index];
    auto broken = failure("property", Severity::error, property.span,
                          fmt::format("{}: breaks \"{}\"", scenario.name, property.text));
    broken.notes.push_back({scenario.span, "the patient is this scenario's"});
    to.push_back(std::move(broken));
  }
}

void add(Status status, StatusCounts& to) {
  switch (status) {
    case Status::advised: ++to.advised; return;
    case Status::not_advised: ++to.not_advised; return;
    case Status::undetermined: ++to.undetermined; return;
  }
}

}  // namespace

std::string status_words(const StatusCounts& counts) {
  return fmt::format("advised in {}, not advised in {}, undetermined in {} scenario{}", counts.advised,
                     counts.not_advised, counts.undetermined, counts.undetermined == 1 ? "" : "s");
}

std::optional<StatusCounts> counts_at(const Findings& findings, Span place) {
  const auto& all = findings.of->compilation().model->recommendations;
  for (std::size_t i = 0; i < all.size() && i < findings.statuses.size(); ++i) {
    const auto span = all[i].span;
    if (span.file == place.file && span.begin <= place.begin && place.end <= span.end)
      return findings.statuses[i];
  }
  return std::nullopt;
}

std::vector<Diagnostic> failed_scenarios(const Compilation& compilation) {
  std::vector<Diagnostic> result;
  if (!compilation.model) return result;
  const auto& model = *compilation.model;
  for (std::uint32_t scenario = 0; scenario < model.scenarios.size(); ++scenario) {
    if (is_own(model, scenario)) add_failures(model, run_scenario(model, scenario), result);
  }
  return result;
}

std::vector<StatusCounts> statuses_in_scenarios(const Compilation& compilation) {
  if (!compilation.model) return {};
  const auto& model = *compilation.model;
  std::vector<StatusCounts> result(model.recommendations.size());
  for (std::uint32_t scenario = 0; scenario < model.scenarios.size(); ++scenario) {
    if (!is_own(model, scenario)) continue;
    const auto given = scenario_patient(model, scenario);
    Evaluator evaluator{model, given.patient, given.at};
    for (std::uint32_t i = 0; i < result.size(); ++i)
      add(decide(evaluator, {model::StatementKind::recommendation, i}).status, result[i]);
  }
  return result;
}

bool is_covered(const StatusCounts& counts) { return counts.advised > 0 && counts.not_advised > 0; }

// Whether the item is a status that its recommendation has in no scenario.
static bool is_missing(const CoverageItem& item, const std::map<std::string, StatusCounts>& recommendations) {
  if (item.kind != CoverageKind::status || item.constant) return false;
  const auto found = recommendations.find(item.subject);
  if (found == recommendations.end()) return false;
  if (item.value.truth == Truth::yes) return found->second.advised == 0;
  return item.value.truth == Truth::no && found->second.not_advised == 0;
}

std::vector<MissingScenario> missing_scenarios(const Compilation& compilation,
                                               const std::vector<StatusCounts>& statuses, prove::Stop* stop) {
  std::map<std::string, StatusCounts> uncovered;
  for (std::size_t i = 0; i < statuses.size(); ++i) {
    if (!is_covered(statuses[i])) uncovered.emplace(compilation.model->recommendations[i].id, statuses[i]);
  }
  std::vector<MissingScenario> result;
  if (uncovered.empty()) return result;
  const auto is_stopped = [stop] { return stop && stop->is_asked(); };
  const CoverageSearch search{*compilation.model, compilation.sources, is_stopped};
  for (const auto& item : coverage_items(*compilation.model, compilation.sources)) {
    if (!is_missing(item, uncovered)) continue;
    if (is_stopped()) break;
    auto patient = search.of(item).found;
    if (!patient || patient->text.empty()) continue;
    result.push_back({item.span, item.value.truth == Truth::yes, std::move(patient->text)});
  }
  return result;
}

// Of a site: the pathway that it adapts, from the texts that were read for it.
static std::optional<Compilation> adapted_pathway(const Compilation& site) {
  if (!site.model->site) return std::nullopt;
  MemorySources texts;
  for (std::uint32_t file = 0; file < site.sources.size(); ++file)
    texts.put(std::string{site.sources[file].name()}, std::string{site.sources[file].text()});
  return compile_adapted(site, std::string{standard_library_folder}, texts);
}

Proofs refuted_claims(const Compilation& compilation, prove::Stop* stop) {
  if (!compilation.model) return {};
  prove::Options options{.only = fast_questions(), .stop = stop};
  const auto adapted = adapted_pathway(compilation);
  if (adapted && adapted->model) {
    options.lifted = [&](prove::Report& report) {
      diff::ask_lifted({*adapted->model, adapted->sources}, {*compilation.model, compilation.sources}, {},
                       report);
    };
  }
  auto report = prove::prove(*compilation.model, compilation.sources, options);
  Proofs result;
  for (const auto& finding : report.findings) {
    if (finding.verdict != prove::Verdict::refuted || !finding.example || finding.accepted) continue;
    result.witnesses.push_back(
        {finding.span, std::string{prove::text_of(finding.question).id}, scenario_text(finding)});
  }
  result.messages = proof_diagnostics(std::move(report));
  return result;
}

}  // namespace waymark::lsp
