#include "interpreter/quality/dose_mutants.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "lang/text/one_line.hpp"

namespace waymark {
namespace {

using model::ExprId;

class DoseMutants {
 public:
  DoseMutants(const model::Model& model, const Sources& sources) : model_{model}, sources_{sources} {}

  std::vector<Mutant> collect() {
    for (const auto& recommendation : model_.recommendations) {
      if (is_withdrawn(recommendation)) continue;
      for (const auto* dose : doses_of(recommendation)) this->dose(*dose);
    }
    return std::move(mutants_);
  }

 private:
  void dose(const model::Dose& dose) {
    for (const auto limit : dose.at_least) leave_out(dose, limit, "at least");
    for (const auto limit : dose.at_most) leave_out(dose, limit, "at most");
    if (!dose.step) return;
    rounding(dose,
             {MutationForm::left_out, {(dose.down ? "rounded down to " : "rounded to ") + text(*dose.step)}},
             [](const model::RoundedDose& rounded) -> model::Operation {
               return model::Call{model::Function::min, {rounded.dose}};
             });
    rounding(dose, {dose.down ? MutationForm::rounded_to_nearest : MutationForm::rounded_down},
             [](const model::RoundedDose& rounded) -> model::Operation {
               auto turned = rounded;
               turned.down = !turned.down;
               return turned;
             });
  }

  std::string text(ExprId expr) const { return one_line(sources_.text(model_[expr].span)); }

  // What both ends are made of, from the outside in.
  std::vector<ExprId> parts_of(const model::Dose& dose) const {
    std::vector<ExprId> result, pending{dose.low};
    if (dose.high) pending.push_back(*dose.high);
    while (!pending.empty()) {
      const auto expr = pending.back();
      pending.pop_back();
      const auto* rounded = std::get_if<model::RoundedDose>(&model_[expr].operation);
      const auto* call = std::get_if<model::Call>(&model_[expr].operation);
      if (model_[expr].span != dose.span || (!rounded && !call)) continue;
      result.push_back(expr);
      pending.push_back(rounded ? rounded->dose : call->arguments.front());
    }
    return result;
  }

  // A limit stands in the call that applies it, and in the rounding that keeps to it.
  void leave_out(const model::Dose& dose, ExprId limit, std::string_view word) {
    const auto parts = parts_of(dose);
    mutants_.push_back({MutationKind::dose,
                        model_[limit].span,
                        {MutationForm::left_out, {fmt::format("{} {}", word, text(limit))}},
                        {},
                        parts,
                        [parts, limit](model::Model& changed) {
                          for (const auto expr : parts) erase(changed.expressions[expr].operation, limit);
                        }});
  }

  static void erase(model::Operation& operation, ExprId limit) {
    if (auto* call = std::get_if<model::Call>(&operation)) std::erase(call->arguments, limit);
    if (auto* rounded = std::get_if<model::RoundedDose>(&operation)) {
      std::erase(rounded->at_least, limit);
      std::erase(rounded->at_most, limit);
    }
  }

  template <typename Change>
  void rounding(const model::Dose& dose, MutationText what, Change change) {
    std::vector<ExprId> ends{dose.low};
    if (dose.high) ends.push_back(*dose.high);
    mutants_.push_back(
        {MutationKind::dose, dose.span, std::move(what), {}, ends, [ends, change](model::Model& changed) {
           for (const auto expr : ends) {
             auto& operation = changed.expressions[expr].operation;
             const auto* rounded = std::get_if<model::RoundedDose>(&operation);
             if (rounded) operation = change(model::RoundedDose{*rounded});
           }
         }});
  }

  const model::Model& model_;
  const Sources& sources_;
  std::vector<Mutant> mutants_;
};

}  // namespace

std::vector<Mutant> dose_mutants(const model::Model& model, const Sources& sources) {
  return DoseMutants{model, sources}.collect();
}

}  // namespace waymark
