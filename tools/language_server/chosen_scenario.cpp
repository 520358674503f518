#include "tools/language_server/chosen_scenario.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/decide/subject.hpp"
#include "interpreter/explain/explanation.hpp"
#include "interpreter/quality/coverage.hpp"
#include "interpreter/scenarios/scenario_text.hpp"
#include "lang/index/outline.hpp"
#include "tools/language_server/asked_patient.hpp"
#include "tools/report/explanation_text.hpp"

namespace waymark::lsp {
namespace {

bool is_within(Span inner, Span outer) {
  return inner.file == outer.file && outer.begin <= inner.begin && inner.end <= outer.end;
}

bool is_statement(OutlineKind kind) {
  return kind == OutlineKind::recommendation || kind == OutlineKind::contraindication ||
         kind == OutlineKind::note;
}

// The names of all statements below these entries, by where the statements stand.
void collect_names(const std::vector<OutlineEntry>& entries, std::map<Span, Span>& names) {
  for (const auto& entry : entries) {
    if (is_statement(entry.kind)) names.emplace(entry.span, entry.name_span);
    collect_names(entry.children, names);
  }
}

}  // namespace

std::unique_ptr<ChosenScenario> ChosenScenario::of(const Request& request) {
  const auto& model = request.snapshot().compilation().model;
  if (!request.chosen || !model) return nullptr;
  const auto scenario = scenario_named(*model, *request.chosen);
  return scenario ? std::unique_ptr<ChosenScenario>{new ChosenScenario{request, *scenario}} : nullptr;
}

ChosenScenario::ChosenScenario(const Request& request, std::uint32_t scenario)
    : request_{request},
      model_{*request.snapshot().compilation().model},
      scenario_{scenario},
      given_{scenario_patient(model_, scenario)},
      evaluator_{model_, given_.patient, given_.at} {}

Json ChosenScenario::hint(std::uint32_t offset, const std::string& label) const {
  return {{"position", request_.view.position(request_.file, offset)},
          {"label", label},
          {"tooltip", fmt::format("in the scenario \"{}\"", model_.scenarios[scenario_].name)},
          {"paddingLeft", true}};
}

void ChosenScenario::add_statements(Span range, Json& to) {
  const auto* syntax = request_.snapshot().syntax(request_.file);
  if (!syntax) return;
  std::map<Span, Span> names;
  collect_names(outline(*syntax), names);
  for (const auto& reference : model::all_statements(model_)) {
    const auto name = names.find(model::statement(model_, reference).span);
    if (name == names.end() || !is_within(name->second, range)) continue;
    const auto status = to_string(decide(evaluator_, reference).status);
    to.push_back(hint(name->second.end, answer_words(std::string{status})));
  }
}

void ChosenScenario::add_conditions(Span range, Json& to) {
  std::set<Span> shown;
  for (const auto& item : coverage_items(model_, request_.view.sources())) {
    if (item.kind != CoverageKind::condition || !is_within(item.span, range) || item.goals.empty()) continue;
    const auto exprs = item.goals.front().exprs();
    if (exprs.size() != 1 || !shown.insert(item.span).second) continue;
    to.push_back(hint(item.span.end, fmt::format("= {}", to_string(evaluator_.truth(exprs.front())))));
  }
}

Json ChosenScenario::hints(Span range) {
  auto result = Json::array();
  add_statements(range, result);
  add_conditions(range, result);
  return result;
}

std::string ChosenScenario::fact(const model::Declaration& declared, const model::Input& input) const {
  const InputNames names{model_};
  std::string said;
  for (const auto& line : given_lines(model_, names, input, given_.patient))
    said += (said.empty() ? "`" : ", `") + line + "`";
  return said.empty() ? fmt::format("`{}` is not known", declared.id) : said;
}

// The value or status and the reason; what else would change it is left to `explain`, since it takes longer.
std::string ChosenScenario::explained(const std::string& id) {
  const auto subject = find_subject(model_, id);
  if (!subject) return "";
  const auto outcome = decide(evaluator_);
  const RunReport exact{request_.snapshot().compilation(), evaluator_, outcome};
  const auto report = for_reading(exact);
  const Explanation explanation{*subject,
                                answer(evaluator_, *subject),
                                open_answer(evaluator_, *subject),
                                shortest_reason(model_, *subject, given_.patient, given_.at),
                                {},
                                {}};
  return ExplanationText{report, explanation}.sentence();
}

std::string ChosenScenario::hover(const Occurrence& name) {
  std::string said;
  for (model::FactId i = 0; i < model_.facts.size(); ++i) {
    if (model_.facts[i].span == name.declaration)
      said = fact(model_.facts[i], model::Input{std::in_place_index<0>, i});
  }
  for (const auto& subject : statements(model_)) {
    const auto& statement = model::statement(model_, std::get<model::StatementReference>(subject.node));
    if (is_within(name.declaration, statement.span)) said = explained(subject.id);
  }
  const bool is_value = name.kind == NameKind::define || name.kind == NameKind::score ||
                        name.kind == NameKind::parameter || name.kind == NameKind::table;
  if (is_value) said = explained(std::string{request_.view.sources().text(name.declaration)});
  if (said.empty()) return "";
  return fmt::format("\n\n---\nIn the scenario \"{}\": {}", model_.scenarios[scenario_].name, said);
}

}  // namespace waymark::lsp
