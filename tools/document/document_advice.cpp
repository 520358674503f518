#include "tools/document/document_advice.hpp"

#include <fmt/format.h>

#include "lang/text/overloaded.hpp"
#include "tools/document/condition_sentences.hpp"
#include "tools/report/local_rules.hpp"
#include "tools/report/statement_text.hpp"

namespace waymark {

std::string place_words(const RunReport& report, Span span) {
  const auto& sources = report.sources();
  return fmt::format("{}:{}", sources.name(span), sources.position(span).line);
}

namespace {

class AdviceCollector {
 public:
  explicit AdviceCollector(const RunReport& report) : report_{report}, wording_{report} {}

  std::vector<DocumentAdvice> collect() {
    for (const auto& section : model().sections) {
      title_ = section.title.empty() ? section.id : section.title;
      block(section.body);
    }
    return std::move(result_);
  }

 private:
  const model::Model& model() const { return report_.model(); }

  void block(const model::Block& block) {
    for (const auto& item : block.items) {
      std::visit(overloaded{
                     [&](const ast::Box<model::Branches>& node) { branches(*node); },
                     [&](const model::StatementReference& reference) { add(reference); },
                 },
                 item);
    }
  }

  void branches(const model::Branches& node) {
    for (const auto& branch : node.branches) block(branch.body);
    if (node.otherwise) block(*node.otherwise);
    if (node.if_unknown) block(*node.if_unknown);
  }

  void add(const model::StatementReference& reference) {
    const auto& statement = model::statement(model(), reference);
    DocumentAdvice advice;
    advice.id = statement.id;
    advice.section = title_;
    advice.conditions = condition_sentences(report_, statement);
    advice.readings = statement.interprets;
    advice.silent = statement.silent;
    advice.local = local_lines(report_, wording_, statement.local);
    for (const auto& cite : statement.cites) advice.cites.push_back(wording_.statement_name(cite.statement));
    advice.place = place_words(report_, statement.span);
    switch (reference.kind) {
      case model::StatementKind::recommendation: recommend(advice, reference.index); break;
      case model::StatementKind::contraindication: contraindicate(advice, reference.index); break;
      case model::StatementKind::note: remark(advice, reference.index); break;
    }
    result_.push_back(std::move(advice));
  }

  void recommend(DocumentAdvice& advice, std::uint32_t index) const {
    const auto& recommendation = model().recommendations[index];
    advice.kind = AdviceKind::recommendation;
    advice.modality = model::to_string(recommendation.modality);
    advice.text = advice_text(wording_, model(), recommendation);
    for (auto& sentence : ending_sentences(report_, recommendation))
      advice.conditions.push_back(std::move(sentence));
    for (const auto& because : recommendation.because) advice.reasons.push_back(wording_.text(because));
    advice.details = details(recommendation);
  }

  std::vector<std::string> details(const model::Recommendation& recommendation) const {
    std::vector<std::string> result;
    if (auto grade = grading_words(recommendation); !grade.empty()) result.push_back(std::move(grade));
    for (const auto* dose : doses_of(recommendation)) {
      if (dose->step)
        result.push_back(fmt::format("the dose is rounded {}to {}", dose->down ? "down " : "",
                                     wording_.in_words(*dose->step)));
    }
    if (recommendation.done)
      result.push_back("it is done when " + condition_words(report_, *recommendation.done));
    if (recommendation.aim) result.push_back("its target: " + condition_words(report_, *recommendation.aim));
    for (const auto later : recommendation.precedes)
      result.push_back(fmt::format("it comes before {}", model().recommendations[later].id));
    for (const auto id : recommendation.contraindications)
      result.push_back(fmt::format("not where {} applies", model().contraindications[id].id));
    return result;
  }

  void contraindicate(DocumentAdvice& advice, std::uint32_t index) const {
    const auto& contraindication = model().contraindications[index];
    advice.kind = AdviceKind::contraindication;
    advice.modality = "contraindicated";
    advice.text = actions_text(wording_, contraindication);
    for (const auto& because : contraindication.because) advice.reasons.push_back(wording_.text(because));
  }

  void remark(DocumentAdvice& advice, std::uint32_t index) const {
    const auto& note = model().notes[index];
    advice.kind = AdviceKind::note;
    advice.modality = "note";
    if (note.says) advice.text = wording_.text(*note.says);
  }

  const RunReport& report_;
  Wording wording_;
  std::string title_;
  std::vector<DocumentAdvice> result_;
};

}  // namespace

std::vector<DocumentAdvice> document_advice(const RunReport& report) {
  return AdviceCollector{report}.collect();
}

}  // namespace waymark
