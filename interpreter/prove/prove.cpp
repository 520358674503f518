#include "interpreter/prove/prove.hpp"

#include <algorithm>

#include "interpreter/prove/accepted.hpp"
#include "interpreter/prove/exact_dates.hpp"
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
  std::vector<Question> not_asked;
  for (const auto& text : questions) {
    if (!is_asked(options, text.question)) continue;
    if (text.question == Question::lifted && !options.lifted) continue;
    if (options.stop && options.stop->is_asked()) {
      not_asked.push_back(text.question);
      continue;
    }
    inquiry.begin(text.question);
    ask(text.question, inquiry);
  }
  auto report = inquiry.take_report();
  report.not_asked = std::move(not_asked);
  const bool asks_lifted = options.lifted && is_asked(options, Question::lifted);
  if (asks_lifted && std::ranges::find(report.not_asked, Question::lifted) == report.not_asked.end())
    options.lifted(report);
  mark_accepted(model, options, report);
  const auto is_asked_anything = [](const Count& count) { return count.asked > 0; };
  if (std::ranges::any_of(report.counts, is_asked_anything)) {
    auto roots = outputs_of(model);
    for (const auto& property : model.properties) roots.push_back(property.condition);
    report.exact_dates = exact_dates(model, roots);
  }
  return report;
}

}  // namespace waymark::prove
