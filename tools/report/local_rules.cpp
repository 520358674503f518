#include "tools/report/local_rules.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "lang/text/one_line.hpp"
#include "tools/report/statement_text.hpp"

namespace waymark {
namespace {

using Json = nlohmann::ordered_json;

bool is_withdrawal(const model::LocalRule& rule) {
  return std::ranges::find(rule.what, "withdrawn") != rule.what.end();
}

std::vector<std::string> reasons(const Wording& wording, const model::LocalRule& rule) {
  std::vector<std::string> result;
  for (const auto& because : rule.because) result.push_back(wording.text(because));
  return result;
}

std::string citations(const model::LocalRule& rule) {
  std::vector<std::string> texts;
  for (const auto& cite : rule.cites) texts.push_back(cite.text);
  return texts.empty() ? "" : fmt::format(" [{}]", fmt::join(texts, ", "));
}

std::string rule_line(const Wording& wording, const model::LocalRule& rule) {
  const auto why = reasons(wording, rule);
  auto result = fmt::format("LOCAL RULE ({})", fmt::join(rule.what, ", "));
  if (!why.empty()) result += fmt::format(": {}{}", fmt::join(why, "; "), citations(rule));
  if (!rule.was.empty()) result += fmt::format("; was {}", rule.was);
  return result;
}

// What is written for it now; empty where it is no expression.
template <typename Declaration>
std::string value_of(const RunReport& report, const Declaration& declaration) {
  if (!declaration.value) return {};
  return one_line(report.sources().text(report.model()[*declaration.value].span));
}

// A parameter, definition, table, fact or action that a site changes, and why.
struct ChangedDeclaration {
  std::string text;
  std::vector<std::string> why;
};

class ChangeCollector {
 public:
  ChangeCollector(const RunReport& report, const Wording& wording) : report_{report}, wording_{wording} {}

  std::vector<ChangedDeclaration> collect() {
    const auto& model = report_.model();
    for (const auto& each : model.parameters) add(each, value_of(report_, each));
    for (const auto& each : model.defines) add(each, value_of(report_, each));
    for (const auto& each : model.tables) add(each, "");
    for (const auto& each : model.facts) add(each, "");
    for (const auto& each : model.actions) add(each, "");
    return std::move(result_);
  }

 private:
  void add(const model::Declaration& declaration, const std::string& value) {
    for (const auto id : declaration.local) {
      const auto& rule = report_.model().site->rules[id];
      auto text = value.empty() ? fmt::format("{} ({})", rule.id, fmt::join(rule.what, ", "))
                                : fmt::format("{} = {}", rule.id, value);
      if (!rule.was.empty()) text += fmt::format(", was {}", rule.was);
      auto why = reasons(wording_, rule);
      if (!why.empty()) why.back() += citations(rule);
      result_.push_back({std::move(text), std::move(why)});
    }
  }

  const RunReport& report_;
  const Wording& wording_;
  std::vector<ChangedDeclaration> result_;
};

Json rule_json(const Wording& wording, const model::LocalRule& rule) {
  Json result{{"id", rule.id}, {"what", rule.what}};
  if (!rule.was.empty()) result["was"] = rule.was;
  result["because"] = reasons(wording, rule);
  result["cites"] = Json::array();
  for (const auto& cite : rule.cites) result["cites"].push_back(cite.text);
  return result;
}

template <typename Declaration>
void append_rules(const std::vector<Declaration>& declarations, std::vector<model::LocalRuleId>& result) {
  for (const auto& each : declarations) result.insert(result.end(), each.local.begin(), each.local.end());
}

}  // namespace

std::vector<std::string> local_lines(const RunReport& report, const Wording& wording,
                                     const std::vector<model::LocalRuleId>& rules) {
  std::vector<std::string> result;
  for (const auto id : rules) result.push_back(rule_line(wording, report.model().site->rules[id]));
  return result;
}

std::vector<std::string> withdrawal_lines(const RunReport& report, const Wording& wording,
                                          const model::StatementBase& statement) {
  std::vector<std::string> result;
  for (const auto id : statement.local) {
    const auto& rule = report.model().site->rules[id];
    if (is_withdrawal(rule))
      result.push_back(
          fmt::format("it is withdrawn at this site: {}", fmt::join(reasons(wording, rule), "; ")));
  }
  return result;
}

void write_local_rules(Page& page, const RunReport& report, const Wording& wording) {
  if (!report.model().site) return;
  std::vector<std::pair<Entry, std::vector<std::string>>> entries;
  for (auto& [text, why] : ChangeCollector{report, wording}.collect()) {
    auto& lines = entries.emplace_back(Entry{"", text, ""}, std::vector<std::string>{}).second;
    for (const auto& reason : why) lines.push_back("because " + reason);
  }
  for (const auto& recommendation : report.model().recommendations) {
    auto why = withdrawal_lines(report, wording, recommendation);
    if (why.empty()) continue;
    auto text = fmt::format("not here: {} ({})", advice_text(wording, report.model(), recommendation),
                            recommendation.id);
    entries.emplace_back(Entry{"", std::move(text), wording.citation(recommendation)}, std::move(why));
  }
  if (!entries.empty()) page.heading("LOCAL RULES");
  for (const auto& [entry, lines] : entries) {
    page.entry(entry);
    for (const auto& line : lines) page.detail(line);
  }
}

Json local_json(const RunReport& report, const Wording& wording,
                const std::vector<model::LocalRuleId>& rules) {
  auto result = Json::array();
  for (const auto id : rules) result.push_back(rule_json(wording, report.model().site->rules[id]));
  return result;
}

Json site_json(const RunReport& report, const Wording& wording) {
  const auto& model = report.model();
  std::vector<model::LocalRuleId> rules;
  append_rules(model.parameters, rules);
  append_rules(model.defines, rules);
  append_rules(model.tables, rules);
  append_rules(model.facts, rules);
  append_rules(model.actions, rules);
  return {{"id", model.id},
          {"version", model.version},
          {"adapts",
           {{"id", model.site->adapts}, {"title", model.site->title}, {"version", model.site->version}}},
          {"local", local_json(report, wording, rules)}};
}

}  // namespace waymark
