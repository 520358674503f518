#include "tools/report/questions_json.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "interpreter/explain/explanation.hpp"
#include "interpreter/facts/input_names.hpp"
#include "tools/report/explanation_text.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/version.hpp"

namespace waymark {
namespace {

using Json = nlohmann::ordered_json;

std::vector<Question> questions_of(const RunReport& report) {
  return ranked_questions(report.model(), report.outcome.needs, report.evaluator.patient(),
                          report.evaluator.at());
}

bool is_missing(const RunReport& report, const model::Input& input) {
  const auto& patient = report.evaluator.patient();
  if (const auto* fact = std::get_if<0>(&input)) return patient.facts[*fact].empty();
  const auto parameter = std::get<1>(input);
  return !patient.parameters[parameter] && !report.model().parameters[parameter].value;
}

// What is not recorded, and what nothing that is undetermined needs.
std::vector<model::Input> no_longer_needed(const RunReport& report) {
  const auto& needed = report.outcome.needs;
  const std::set<model::Input> needs{needed.begin(), needed.end()};
  std::vector<model::Input> result;
  const auto look_at = [&](const model::Input& input) {
    if (is_missing(report, input) && !needs.contains(input)) result.push_back(input);
  };
  for (model::FactId i = 0; i < report.model().facts.size(); ++i)
    look_at(model::Input{std::in_place_index<0>, i});
  for (model::ParameterId i = 0; i < report.model().parameters.size(); ++i)
    look_at(model::Input{std::in_place_index<1>, i});
  return result;
}

Json input_json(const RunReport& report, const InputNames& names, const model::Input& input) {
  return {{input.index() == 0 ? "fact" : "parameter", names.name(input)},
          {"title", declaration(report.model(), input).title}};
}

}  // namespace

std::string questions_json(const RunReport& report) {
  const InputNames names{report.model()};
  auto questions = Json::array();
  for (const auto& each : questions_of(report)) {
    auto entry = input_json(report, names, each.input);
    entry["settles"] = {{"fewest", each.fewest}, {"most", each.most}, {"average", each.average}};
    questions.push_back(std::move(entry));
  }
  auto no_longer = Json::array();
  for (const auto& input : no_longer_needed(report)) no_longer.push_back(input_json(report, names, input));
  return printed(
      {{"waymark", version}, {"questions", std::move(questions)}, {"no_longer", std::move(no_longer)}});
}

std::string questions_text(const RunReport& report) {
  const InputNames names{report.model()};
  const auto said = [&](const model::Input& input) {
    const auto& title = declaration(report.model(), input).title;
    return title.empty() ? names.name(input) : fmt::format("{} ({})", title, names.name(input));
  };
  std::string result;
  for (const auto& each : questions_of(report))
    result += fmt::format("ask for {}: {}\n", said(each.input), settles_text(each));
  if (result.empty()) result = "nothing is to be asked for\n";
  for (const auto& input : no_longer_needed(report))
    result += fmt::format("no longer matters: {}\n", said(input));
  return result;
}

}  // namespace waymark
