#include "tools/report/mutation_words.hpp"

#include <fmt/format.h>

namespace waymark {
namespace {

std::string words_by_form(const MutationText& change) {
  const auto text = [&](std::size_t i) -> const std::string& { return change.texts[i]; };
  switch (change.form) {
    case MutationForm::nothing: break;
    case MutationForm::becomes: return fmt::format("`{}` becomes `{}`", text(0), text(1));
    case MutationForm::number_becomes: return fmt::format("{} becomes {}", text(0), text(1));
    case MutationForm::points_become: return fmt::format("{} points become {}", text(0), text(1));
    case MutationForm::left_out: return fmt::format("`{}` is left out", text(0));
    case MutationForm::upper_end_belongs: return "the upper end belongs to it";
    case MutationForm::upper_end_left_out: return "the upper end is left out";
    case MutationForm::rounded_to_nearest: return "it is rounded to the nearest multiple";
    case MutationForm::rounded_down: return "it is rounded down";
    case MutationForm::arm_moves_up:
      return fmt::format("the arm `{}` moves before the one above it", text(0));
    case MutationForm::branch_moves_up:
      return fmt::format("the branch `when {}` moves before the one above it", text(0));
    case MutationForm::row_left_out: return fmt::format("row {} of `{}` is left out", text(0), text(1));
    case MutationForm::row_moves_up:
      return fmt::format("row {} of `{}` moves before the one above it", text(0), text(1));
    case MutationForm::alternative_moves_up: return "it moves before the alternative above it";
  }
  return "nothing";
}

}  // namespace

std::string mutation_words(const MutationText& change) {
  const auto what = words_by_form(change);
  if (!change.statement.empty()) return fmt::format("{}: {}", change.statement, what);
  return change.within.empty() ? what : fmt::format("in `{}` {}", change.within, what);
}

std::string_view reason_words(MutantReason reason) {
  switch (reason) {
    case MutantReason::changes_advice_only: return "it changes what is advised, not for whom";
    case MutantReason::no_status_rests_on_it: return "no status rests on it";
    case MutantReason::never_both: return "of no patient do both hold, so their order does not matter";
    case MutantReason::all_were_tried:
      return "no patient tells it apart: all values that make a difference were tried";
    case MutantReason::not_all_tried: break;
  }
  return "no patient that tells it apart was found, but not all could be tried";
}

std::string fault_words(const CopyFault& fault) {
  return fmt::format("\"{}\" {} in a copy of the pathway", fault.scenario,
                     fault.fails ? "fails" : "comes out differently");
}

}  // namespace waymark
