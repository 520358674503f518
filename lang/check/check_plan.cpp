#include "lang/check/check_plan.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace waymark {
namespace {

using model::ConditionKind;
using model::RecommendationId;

class PlanChecker {
 public:
  explicit PlanChecker(Elaboration& context) : context_{context}, states_(all().size(), State::unseen) {}

  void check() {
    for (RecommendationId id = 0; id < all().size(); ++id) {
      never_done(all()[id]);
      order_unseen(all()[id]);
      if (states_[id] == State::unseen) follow(id);
    }
  }

 private:
  enum class State { unseen, open, closed };

  const std::vector<model::Recommendation>& all() const { return context_.model.recommendations; }

  // The deadline of a reading moves with the next one; any other stays.
  void never_done(const model::Recommendation& recommendation) {
    if (!has_deadline(recommendation) || recommendation.done) return;
    const auto of = *recommendation.within->of;
    if (is_broken(context_, of) || std::holds_alternative<model::ReadingTime>(context_.model[of].operation))
      return;
    if (std::ranges::find(recommendation.conditions, ConditionKind::until, &model::Condition::kind) !=
        recommendation.conditions.end())
      return;
    context_.diagnostics.report(recommendation.within->span, diagnostics::never_done, recommendation.id)
        .help("add `done when`, or `until` for what ends the advice");
  }

  void order_unseen(const model::Recommendation& recommendation) {
    if (recommendation.precedes.empty()) return;
    std::vector<const model::Recommendation*> without;
    if (!recommendation.done) without.push_back(&recommendation);
    for (const auto id : recommendation.precedes) {
      if (!all()[id].done) without.push_back(&all()[id]);
    }
    for (const auto* each : without)
      context_.diagnostics.report(recommendation.span, diagnostics::order_unseen, each->id)
          .help(fmt::format("add `done when` to `{}`", each->id));
  }

  // Each circle once, at the first recommendation by which the way comes into it.
  void follow(RecommendationId first) {
    std::vector<std::pair<RecommendationId, std::size_t>> way{{first, 0}};
    states_[first] = State::open;
    while (!way.empty()) {
      auto& [id, next] = way.back();
      if (next == all()[id].precedes.size()) {
        states_[id] = State::closed;
        way.pop_back();
        continue;
      }
      const auto later = all()[id].precedes[next++];
      if (states_[later] == State::open) report_circle(way, later);
      if (states_[later] != State::unseen) continue;
      states_[later] = State::open;
      way.emplace_back(later, 0);
    }
  }

  void report_circle(const std::vector<std::pair<RecommendationId, std::size_t>>& way,
                     RecommendationId member) {
    std::vector<std::string> ids;
    for (auto at = std::ranges::find(way, member, &std::pair<RecommendationId, std::size_t>::first);
         at != way.end(); ++at)
      ids.push_back(all()[at->first].id);
    ids.push_back(all()[member].id);
    context_.diagnostics.report(all()[member].span, diagnostics::precedes_itself, all()[member].id,
                                fmt::format("{}", fmt::join(ids, ", ")));
  }

  Elaboration& context_;
  std::vector<State> states_;
};

}  // namespace

void check_plan(Elaboration& context) { PlanChecker{context}.check(); }

}  // namespace waymark
