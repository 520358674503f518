#include "interpreter/prove/prove.hpp"

#include <algorithm>

#include "interpreter/prove/accepted.hpp"
#include "interpreter/prove/questions.hpp"

namespace waymark::prove {
namespace {

void ask(Question question, Inquiry& inquiry) {
  switch (question) {
    case Question::gap: return ask_gap(inquiry);
    case Question::unreachable: return ask_unreachable(inquiry);
    case Question::redundant: return ask_redundant(inquiry);
    case Question::fixed_condition: return ask_fixed_condition(inquiry);
    case Question::conflict: return ask_conflict(inquiry);
    case Question::property: return ask_property(inquiry);
    case Question::missing_data: return ask_missing_data(inquiry);
    case Question::no_alternative: return ask_no_alternative(inquiry);
    case Question::dead_end: return ask_dead_end(inquiry);
    case Question::boundary: return ask_boundary(inquiry);
    case Question::dose: return ask_dose(inquiry);
    case Question::lifted: return;  // needs another pathway
  }
}

bool is_asked(const Options& options, Question question) {
  return options.only.empty() || std::ranges::find(options.only, question) != options.only.end();
}

}  // namespace

Report prove(const model::Model& model, const Sources& sources, const Options& options) {
  Inquiry inquiry{model, sources, options};
  for (const auto& text : questions) {
    if (!is_asked(options, text.question)) continue;
    if (text.question == Question::lifted && !options.lifted) continue;
    inquiry.begin(text.question);
    ask(text.question, inquiry);
  }
  auto report = inquiry.take_report();
  if (options.lifted && is_asked(options, Question::lifted)) options.lifted(report);
  mark_accepted(model, options, report);
  return report;
}

}  // namespace waymark::prove
