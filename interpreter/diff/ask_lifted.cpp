#include "interpreter/diff/ask_lifted.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "interpreter/quality/authored_expressions.hpp"

namespace waymark::diff {
namespace {

prove::Count& count_of(prove::Report& report) {
  const auto found = std::ranges::find(report.counts, prove::Question::lifted, &prove::Count::question);
  return found == report.counts.end() ? report.counts.emplace_back(prove::Count{prove::Question::lifted})
                                      : *found;
}

// What an expression names that a site may change; null where it names nothing of the kind.
const model::Declaration* named(const model::Model& model, const model::Operation& operation) {
  if (const auto* fact = std::get_if<model::FactReference>(&operation)) return &model.facts[fact->fact];
  if (const auto* parameter = std::get_if<model::ParameterReference>(&operation))
    return &model.parameters[parameter->parameter];
  const auto* define = std::get_if<model::DefineReference>(&operation);
  return define ? &model.defines[define->define] : nullptr;
}

// The changes of the site on which a contraindication rests.
std::vector<prove::RelatedPlace> changes_behind(const model::Model& site, const std::string& id) {
  std::vector<prove::RelatedPlace> result;
  const auto statement = std::ranges::find(site.contraindications, id, &model::Contraindication::id);
  std::set<model::LocalRuleId> seen;
  for (model::ExprId expr = 0; expr < site.expressions.size(); ++expr) {
    const auto* declaration = named(site, site[expr].operation);
    if (!declaration || declaration->local.empty()) continue;
    if (!resting_on(site, {expr})[statement->condition]) continue;
    for (const auto rule : declaration->local) {
      if (seen.insert(rule).second)
        result.push_back({site.site->rules[rule].span, prove::PlaceRole::changed_at_site});
    }
  }
  return result;
}

prove::Finding finding_of(const Side& pathway, const Side& site, StatusChange change) {
  prove::Finding result{prove::Question::lifted,
                        prove::Verdict::refuted,
                        prove::Weight::error,
                        change.span,
                        {prove::FindingForm::lifted_at_site, {change.id, pathway.model.id}},
                        changes_behind(site.model, change.id),
                        std::move(change.reason),
                        std::nullopt};
  if (change.example) {
    auto& example = *change.example;
    result.example = prove::Example{std::move(example.after), example.at, std::move(example.given),
                                    std::move(example.scenario)};
  } else {
    result.verdict = prove::Verdict::not_proved;
  }
  return result;
}

}  // namespace

void ask_lifted(const Side& pathway, const Side& site, const Options& options, prove::Report& report) {
  auto lifted = lifted_contraindications(pathway, site, options);
  auto& count = count_of(report);
  count.asked = lifted.asked;
  std::map<prove::FindingClaim, int> examples;  // how many there are of each claim
  for (auto& change : lifted.contraindications) {
    ++(change.example ? count.refuted : count.not_proved);
    auto finding = finding_of(pathway, site, std::move(change));
    if (finding.example) finding.example->number = ++examples[finding.claim];
    report.findings.push_back(std::move(finding));
  }
  count.proved = count.asked - std::min(count.asked, count.refuted + count.not_proved);
  if (!report.fault && !lifted.fault.empty())
    report.fault = {prove::FindingForm::lifted_at_site, {lifted.fault, pathway.model.id}};
}

}  // namespace waymark::diff
