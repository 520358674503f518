#include "interpreter/diff/ask_lifted.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace waymark::diff {
namespace {

prove::Count& count_of(prove::Report& report) {
  const auto found = std::ranges::find(report.counts, prove::Question::lifted, &prove::Count::question);
  return found == report.counts.end() ? report.counts.emplace_back(prove::Count{prove::Question::lifted})
                                      : *found;
}

prove::Finding finding_of(const Side& pathway, StatusChange change) {
  prove::Finding result{
      prove::Question::lifted,
      prove::Verdict::refuted,
      prove::Weight::error,
      change.span,
      fmt::format("`{}` holds for a patient in `{}`, and not at this site", change.id, pathway.model.id),
      {},
      std::move(change.reason),
      std::nullopt};
  if (change.example) {
    auto& example = *change.example;
    result.example = prove::Example{std::move(example.after), example.at, std::move(example.given),
                                    std::move(example.sentence), std::move(example.scenario)};
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
  for (auto& change : lifted.contraindications) {
    ++(change.example ? count.refuted : count.not_proved);
    report.findings.push_back(finding_of(pathway, std::move(change)));
  }
  count.proved = count.asked - std::min(count.asked, count.refuted + count.not_proved);
  if (report.fault.empty()) report.fault = std::move(lifted.fault);
}

}  // namespace waymark::diff
