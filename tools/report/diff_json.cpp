#include <nlohmann/json.hpp>

#include "tools/report/diff_report.hpp"
#include "tools/report/finding_words.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/version.hpp"

namespace waymark {

namespace {

using Json = nlohmann::ordered_json;

Json side_json(const std::string& name, const Compilation& compilation) {
  return {{"path", name}, {"id", compilation.model->id}, {"version", compilation.model->version}};
}

template <typename Change>
Json example_json(const Change& change) {
  return {{"at", to_string(change.example->at)},
          {"given", change.example->given},
          {"sentence", whom_words(change.example, {})},
          {"scenario", scenario_text(change)}};
}

Json status_json(const ComparedPathways& compared, const diff::StatusChange& change) {
  Json result{{"id", change.id},
              {"before", to_string(change.before)},
              {"after", to_string(change.after)},
              {"decided", change.example.has_value()},
              {"span", span_json(change.span, compared.after->sources)}};
  if (auto local = local_reasons(compared, change.id); !local.empty()) result["local"] = std::move(local);
  if (const auto count = patients(compared, change)) result["patients"] = *count;
  if (!change.example) {
    result["reason"] = reason_words(*change.reason);
    return result;
  }
  result["example"] = example_json(change);
  return result;
}

Json dose_json(const ComparedPathways& compared, const diff::DoseChange& change) {
  Json result{{"id", change.id}};
  if (!change.action.empty()) result["action"] = change.action;
  result["decided"] = change.example.has_value();
  result["span"] = span_json(change.span, compared.after->sources);
  if (!change.example) {
    result["reason"] = reason_words(*change.reason);
    return result;
  }
  result["before"] = change.before;
  result["after"] = change.after;
  result["example"] = example_json(change);
  return result;
}

Json declaration_json(const diff::DeclarationChange& change) {
  Json result{{"change", diff::to_string(change.kind)}, {"what", change.what}, {"id", change.id}};
  if (!change.attribute.empty()) result["attribute"] = change.attribute;
  if (!change.before.empty()) result["before"] = change.before;
  if (!change.after.empty()) result["after"] = after_words(change);
  return result;
}

}  // namespace

std::string diff_json(const ComparedPathways& compared) {
  const auto& difference = compared.difference;
  auto statuses = Json::array(), doses = Json::array(), declarations = Json::array();
  for (const auto& change : difference.doses) doses.push_back(dose_json(compared, change));
  for (const auto& change : difference.statuses) statuses.push_back(status_json(compared, change));
  for (const auto& change : difference.declarations) declarations.push_back(declaration_json(change));
  Json document{{"waymark", version},
                {"old", side_json(compared.before_name, *compared.before)},
                {"new", side_json(compared.after_name, *compared.after)},
                {"changes_nothing", difference.is_empty()},
                {"same", difference.same},
                {"changed", difference.changed},
                {"not_proved", difference.not_proved},
                {"statuses", std::move(statuses)},
                {"doses", std::move(doses)},
                {"declarations", std::move(declarations)},
                {"exact_dates", difference.exact_dates}};
  if (compared.cohort)
    document["cohort"] = {{"patients", compared.cohort->patients}, {"changed", compared.cohort->changed}};
  return printed(document);
}

}  // namespace waymark
