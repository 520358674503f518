#include "interpreter/prove/accepted.hpp"

#include <algorithm>

namespace waymark::prove {
namespace {

using Accepted = model::AcceptedFinding;

bool encloses(Span scope, Span place) {
  return scope.file == place.file && scope.begin <= place.begin && place.end <= scope.end;
}

bool is_meant_by(const Accepted& accepted, const Finding& finding) {
  if (finding.accepted || text_of(finding.question).id != accepted.question) return false;
  return accepted.whole ? finding.whole : encloses(accepted.scope, finding.span);
}

// The smallest scopes first, those of the header last.
std::vector<const Accepted*> by_scope(const std::vector<Accepted>& accepted) {
  std::vector<const Accepted*> result;
  for (const auto& each : accepted) result.push_back(&each);
  std::ranges::stable_sort(result, {}, [](const Accepted* each) {
    return std::pair{each->whole, each->scope.end - each->scope.begin};
  });
  return result;
}

bool was_asked(const Options& options, const Accepted& accepted) {
  const auto question = question_named(accepted.question);
  return question &&
         (options.only.empty() || std::ranges::find(options.only, *question) != options.only.end());
}

}  // namespace

void mark_accepted(const model::Model& model, const Options& options, Report& report) {
  for (const auto* accepted : by_scope(model.accepted)) {
    const auto found = std::ranges::find_if(
        report.findings, [&](const Finding& finding) { return is_meant_by(*accepted, finding); });
    if (found != report.findings.end())
      found->accepted = accepted->reason;
    else if (accepted->own && was_asked(options, *accepted))
      report.idle.push_back(*accepted);
  }
  std::ranges::sort(report.idle, {}, &Accepted::span);
}

}  // namespace waymark::prove
