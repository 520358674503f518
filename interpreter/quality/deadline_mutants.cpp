#include "interpreter/quality/deadline_mutants.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "lang/text/one_line.hpp"

namespace waymark {
namespace {

using model::ExprId;
using model::RecommendationId;

class DeadlineMutants {
 public:
  DeadlineMutants(const model::Model& model, const Sources& sources) : model_{model}, sources_{sources} {}

  std::vector<Mutant> collect() {
    for (const auto& recommendation : model_.recommendations) {
      if (has_deadline(recommendation)) add_beginning(*recommendation.within->of);
    }
    for (RecommendationId id = 0; id < model_.recommendations.size(); ++id) {
      const auto& recommendation = model_.recommendations[id];
      if (has_deadline(recommendation) && !is_withdrawn(recommendation)) deadline(id);
    }
    return std::move(mutants_);
  }

 private:
  const model::Within& within(RecommendationId id) const { return *model_.recommendations[id].within; }
  std::string text(ExprId expr) const { return one_line(sources_.text(model_[expr].span)); }

  void add_beginning(ExprId of) {
    const auto is_same = [&](ExprId other) { return model_[other].canonical == model_[of].canonical; };
    if (std::ranges::none_of(beginnings_, is_same)) beginnings_.push_back(of);
  }

  // Hours say nothing about a date.
  bool is_date(ExprId of) const { return model_[of].type.kind == TypeKind::date; }

  void deadline(RecommendationId id) {
    const auto& [time, of, span] = within(id);
    if (time.high) {
      change(id, {MutationForm::left_out, {text(time.low) + " to"}}, [](model::Within& changed) {
        changed.time = {*changed.time.high, std::nullopt};
      });
    }
    for (const auto other : beginnings_) {
      const bool is_other = model_[other].canonical != model_[*of].canonical;
      if (is_other && is_date(other) == is_date(*of))
        change(id, {MutationForm::becomes, {"of " + text(*of), "of " + text(other)}},
               [other](model::Within& changed) { changed.of = other; });
    }
  }

  template <typename Change>
  void change(RecommendationId id, MutationText what, Change change) {
    mutants_.push_back({MutationKind::deadline,
                        within(id).span,
                        std::move(what),
                        {},
                        {within(id).time.low},
                        [id, change](model::Model& changed) { change(*changed.recommendations[id].within); },
                        {},
                        id});
  }

  const model::Model& model_;
  const Sources& sources_;
  std::vector<ExprId> beginnings_;  // of all deadlines, each once
  std::vector<Mutant> mutants_;
};

}  // namespace

std::vector<Mutant> deadline_mutants(const model::Model& model, const Sources& sources) {
  return DeadlineMutants{model, sources}.collect();
}

}  // namespace waymark
