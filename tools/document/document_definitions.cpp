#include "tools/document/document_definitions.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "interpreter/evaluate/advice_roots.hpp"
#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/facts/input_names.hpp"
#include "lang/model/operation_groups.hpp"
#include "lang/text/overloaded.hpp"
#include "tools/document/decision_table.hpp"
#include "tools/document/document_advice.hpp"

namespace waymark {

namespace {

using model::ExprId;

// What advice rests on, by its places in the model.
struct Used {
  std::set<model::DefineId> defines;
  std::set<model::ScoreId> scores;
  std::set<model::TableId> tables;
  std::set<model::Input> inputs;
};

Used used_by_advice(const model::Model& model) {
  const Dependencies dependencies{model, roots_of_advice(model)};
  Used result{{}, {}, {}, dependencies.inputs()};
  for (const auto expr : dependencies.expressions()) {
    std::visit(overloaded{
                   [&](const model::DefineReference& o) { result.defines.insert(o.define); },
                   [&](const model::DefineCall& o) { result.defines.insert(o.define); },
                   [&](const model::ScoreReference& o) { result.scores.insert(o.score); },
                   [](const model::OneOf<model::FactReference, model::ParameterReference> auto&) {},
                   [](const model::NamesNothing auto&) {},
               },
               model[expr].operation);
  }
  for (const auto define : result.defines) {
    if (model.defines[define].table) result.tables.insert(*model.defines[define].table);
  }
  return result;
}

DocumentDefinition named(const RunReport& report, const model::Declaration& declared) {
  DocumentDefinition result;
  result.id = declared.library.empty() ? declared.id : fmt::format("{}.{}", declared.library, declared.id);
  result.title = declared.title;
  result.library = declared.library;
  for (const auto& cite : declared.cites)
    result.cites.push_back(model::name_of(report.model(), cite.statement));
  result.readings = declared.interprets;
  result.place = place_words(report, declared.span);
  return result;
}

DocumentDefinition definition(const RunReport& report, const model::Define& define) {
  auto result = named(report, define);
  if (define.value)
    result.lines.push_back(Wording{report}.in_words(*define.value));
  else
    result.lines.push_back("worked out from what stands in brackets behind its name");
  return result;
}

DocumentDefinition score(const RunReport& report, const model::Score& score) {
  auto result = named(report, score);
  const Wording wording{report};
  for (const auto& row : score.rows) {
    for (const auto& each : row.alternatives) {
      const bool is_first = &each == &row.alternatives.front();
      result.lines.push_back(fmt::format("{}{} when {}{}", is_first ? "" : "or else ",
                                         each.points.to_string(), wording.in_words(each.when),
                                         each.why.empty() ? "" : fmt::format(" ({})", each.why)));
    }
  }
  return result;
}

}  // namespace

std::vector<DocumentDefinition> document_definitions(const RunReport& report) {
  const auto& model = report.model();
  const auto used = used_by_advice(model);
  std::vector<DocumentDefinition> result;
  for (const auto id : used.defines) {
    if (!model.defines[id].table) result.push_back(definition(report, model.defines[id]));
  }
  for (const auto id : used.scores) result.push_back(score(report, model.scores[id]));
  std::stable_partition(result.begin(), result.end(), [](const auto& each) { return each.library.empty(); });
  return result;
}

std::vector<DecisionTable> document_tables(const RunReport& report) {
  std::vector<DecisionTable> result;
  for (const auto id : used_by_advice(report.model()).tables)
    result.push_back(decision_table(report, report.model().tables[id]));
  return result;
}

std::vector<DocumentParameter> document_parameters(const RunReport& report) {
  const auto& model = report.model();
  std::vector<DocumentParameter> result;
  for (const auto& input : used_by_advice(model).inputs) {
    const auto* id = std::get_if<1>(&input);
    if (!id) continue;
    const auto& parameter = model.parameters[*id];
    const auto& set = report.evaluator.patient().parameters[*id];
    DocumentParameter entry{parameter.id, parameter.title, {}, {}};
    if (parameter.type.kind == TypeKind::number && !is_pure(*parameter.type.unit))
      entry.unit = to_string(*parameter.type.unit);
    if (set)
      entry.value = to_string(*set, parameter.type);
    else if (parameter.value)
      entry.value = Wording{report}.in_words(*parameter.value);
    result.push_back(std::move(entry));
  }
  return result;
}

std::vector<model::CitedStatement> cited_by_definitions(const RunReport& report) {
  const auto& model = report.model();
  const auto used = used_by_advice(model);
  std::set<model::CitedStatement> result;
  const auto add = [&](const model::Declaration& declared) {
    for (const auto& cite : declared.cites) result.insert(cite.statement);
  };
  for (const auto id : used.defines) add(model.defines[id]);
  for (const auto id : used.scores) add(model.scores[id]);
  for (const auto id : used.tables) add(model.tables[id]);
  for (const auto& input : used.inputs) add(declaration(model, input));
  return {result.begin(), result.end()};
}

}  // namespace waymark
