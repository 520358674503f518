#include "tools/report/explanation_json.hpp"

#include <nlohmann/json.hpp>

#include "interpreter/search/boundary_values.hpp"
#include "tools/report/fhir_words.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/progress_json.hpp"
#include "tools/report/version.hpp"

namespace waymark {

namespace {

using Json = nlohmann::ordered_json;

class JsonWriter {
 public:
  JsonWriter(const RunReport& report, const Explanation& explanation)
      : report_{report}, explanation_{explanation}, text_{report, explanation}, names_{report.model()} {}

  Json document(bool with_sources) const {
    const auto& model = report_.model();
    Json result{{"waymark", version},
                {"pathway", {{"id", model.id}, {"title", model.title}, {"version", model.version}}}};
    if (!report_.evaluator.patient().id.empty()) result["patient"] = report_.evaluator.patient().id;
    result["at"] = to_string(report_.evaluator.at());
    add_not_used(result, model, report_.record);
    result["id"] = explanation_.subject.id;
    result["kind"] = kind();
    result["answer"] = explanation_.answer;
    progress(result);
    result["why"] = why();
    result["why_not"] = why_not();
    result["changes"] = changes();
    result["complete"] = explanation_.turns.complete;
    result["untried"] = explanation_.turns.untried;
    result["pairs_tried"] = explanation_.turns.pairs_tried;
    result["questions"] = questions();
    if (explanation_.open.settled) result["settled"] = *explanation_.open.settled;
    if (explanation_.open.without_solver) result["without_solver"] = true;
    if (const auto tables = text_.tables(); !tables.empty()) result["tables"] = tables_json(tables);
    add_source_gaps(result);
    if (with_sources) result["sources"] = sources_json(text_.cited(), model);
    result["because"] = reason_json(reason_tree(report_, explanation_), report_.sources());
    return result;
  }

 private:
  // What is only there where it is said.
  void add_source_gaps(Json& result) const {
    const auto* reference = std::get_if<model::StatementReference>(&explanation_.subject.node);
    const auto add = [&](const char* key, const std::vector<std::string>& texts) {
      if (!texts.empty()) result[key] = texts;
    };
    if (!reference) {
      const auto& named = std::get<NamedValue>(explanation_.subject.node);
      return add("interprets", declaration(report_.model(), named).interprets);
    }
    const auto& statement = model::statement(report_.model(), *reference);
    const Wording wording{report_};
    std::vector<std::string> incomplete;
    for (const auto& [name, reason] : wording.incomplete(statement)) incomplete.push_back(reason);
    add("rationale", text_.because());
    add("incomplete", incomplete);
    add("open", wording.left_open(statement));
    add("interprets", statement.interprets);
    add("silent", statement.silent);
  }

  void progress(Json& result) const {
    const auto* reference = std::get_if<model::StatementReference>(&explanation_.subject.node);
    if (!reference || reference->kind != model::StatementKind::recommendation) return;
    add_progress(result, report_, Wording{report_}, report_.model().recommendations[reference->index],
                 decide(report_.evaluator, *reference));
  }

  std::string kind() const {
    const auto* reference = std::get_if<model::StatementReference>(&explanation_.subject.node);
    if (!reference) return kind_of(std::get<NamedValue>(explanation_.subject.node).kind);
    if (reference->kind == model::StatementKind::recommendation) return "recommendation";
    return reference->kind == model::StatementKind::note ? "note" : "contraindication";
  }

  static std::string kind_of(NamedKind kind) {
    switch (kind) {
      case NamedKind::score: return "score";
      case NamedKind::parameter: return "parameter";
      case NamedKind::table: return "table";
      case NamedKind::definition: break;
    }
    return "definition";
  }

  Json variable(const Variable& variable) const {
    Json result{{variable.input.index() == 0 ? "fact" : "parameter", names_.name(variable.input)}};
    if (variable.member) result["member"] = type(variable).members->members[*variable.member].id;
    return result;
  }
  const Type& type(const Variable& variable) const { return type_of(report_.model(), variable.input); }
  std::string value(const Variable& variable, const RepresentativeValue& value) const {
    return to_string(report_.model(), variable, value);
  }

  Json why() const {
    Json result{{"sentence", text_.sentence()}, {"deciding", Json::array()}, {"missing", Json::array()}};
    for (const auto& each : explanation_.reason.deciding) {
      auto entry = variable(each);
      const auto current =
          current_value(report_.model(), report_.evaluator.patient(), each, report_.evaluator.at());
      entry["value"] = to_string(current, type(each));
      result["deciding"].push_back(std::move(entry));
    }
    for (const auto& each : explanation_.reason.missing) result["missing"].push_back(names_.name(each));
    result["shortest"] = explanation_.reason.shortest;
    return result;
  }

  Json why_not() const {
    auto result = Json::array();
    for (const auto& each : text_.obstacles()) {
      Json entry{{"kind", each.kind}};
      if (!each.text.empty()) entry["text"] = each.text;
      if (!each.words.empty()) entry["words"] = each.words;
      entry["value"] = each.value;
      entry["because"] = each.because;
      result.push_back(std::move(entry));
    }
    return result;
  }

  Json change(const Change& change) const {
    auto result = variable(change.variable);
    result["from"] = to_string(change.from, type(change.variable));
    result["to"] = value(change.variable, change.to);
    result["first"] = value(change.variable, change.first);
    result["last"] = value(change.variable, change.last);
    if (change.above) result["above"] = value(change.variable, *change.above);
    if (change.below) result["below"] = value(change.variable, *change.below);
    result["read_again"] = change.read_again;
    result["open_below"] = change.open_below;
    result["open_above"] = change.open_above;
    const auto& evaluator = report_.evaluator;
    const auto changed =
        with_value(report_.model(), evaluator.patient(), change.variable, change.to, evaluator.at());
    result["given"] =
        given_text(report_.model(), names_, change.variable, change.to, changed, evaluator.at());
    result["text"] = text_.change(change);
    return result;
  }

  Json changes() const {
    auto result = Json::array();
    for (const auto& turn : explanation_.turns.turns) {
      auto smallest = Json::array();
      for (const auto& together : turn.changes) {
        auto list = Json::array();
        for (const auto& each : together) list.push_back(change(each));
        smallest.push_back(std::move(list));
      }
      result.push_back({{"answer", turn.answer}, {"smallest", std::move(smallest)}});
    }
    return result;
  }

  Json questions() const {
    auto result = Json::array();
    for (const auto& each : explanation_.questions) {
      Json entry = variable({each.input, std::nullopt});
      entry["title"] = declaration(report_.model(), each.input).title;
      entry["settles"] = {{"fewest", each.fewest}, {"most", each.most}, {"average", each.average}};
      result.push_back(std::move(entry));
    }
    return result;
  }

  const RunReport& report_;
  const Explanation& explanation_;
  ExplanationText text_;
  InputNames names_;
};

}  // namespace

std::string explanation_json(const RunReport& report, const Explanation& explanation, bool with_sources) {
  return printed(JsonWriter{report, explanation}.document(with_sources));
}

}  // namespace waymark
