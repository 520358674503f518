#include "tools/report/cited_sources.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "lang/model/operation_groups.hpp"
#include "lang/text/overloaded.hpp"
#include "tools/report/plain_words.hpp"
#include "tools/report/source_words.hpp"

namespace waymark {

using Json = nlohmann::ordered_json;

void CitedSources::add(const std::vector<model::Citation>& cites) {
  for (const auto& cite : cites) statements_.insert(cite.statement);
}

void CitedSources::add(const model::StatementBase& statement) {
  add(statement.cites);
  add_expression(statement.condition);
}

void CitedSources::add(const model::Recommendation& recommendation) {
  add(static_cast<const model::StatementBase&>(recommendation));
  for (const auto* dose : doses_of(recommendation)) {
    add_expression(dose->low);
    if (dose->high) add_expression(*dose->high);
  }
}

void CitedSources::add_define(model::DefineId define) {
  meet_define(define);
  visit_open();
}

void CitedSources::add_expression(model::ExprId expr) {
  open_.push_back(expr);
  visit_open();
}

void CitedSources::meet(const model::Declaration& declared) {
  add(declared.cites);
  const bool is_known = std::ranges::find(interpreted_, &declared) != interpreted_.end();
  if (!declared.interprets.empty() && !is_known) interpreted_.push_back(&declared);
}

void CitedSources::meet_define(model::DefineId define) {
  const auto& declared = report_.model().defines[define];
  meet(declared);
  if (declared.value) open_.push_back(*declared.value);
}

// A parameter may say how long its readings count.
void CitedSources::meet_fact(model::FactId fact) {
  const auto& declared = report_.model().facts[fact];
  add(declared.cites);
  if (declared.validity) open_.push_back(*declared.validity);
}

void CitedSources::meet_score(const model::Score& score) {
  meet(score);
  for (const auto& row : score.rows) {
    for (const auto& alternative : row.alternatives) open_.push_back(alternative.when);
  }
}

// With a stack of its own: definitions may form long chains.
void CitedSources::visit_open() {
  const auto& model = report_.model();
  while (!open_.empty()) {
    const auto next = open_.back();
    open_.pop_back();
    if (!seen_.insert(model[next].canonical).second) continue;
    meet_named(next);
    const auto operands = model::operands(model[next].operation);
    open_.insert(open_.end(), operands.begin(), operands.end());
  }
}

// What an expression names, and the member that is its value.
void CitedSources::meet_named(model::ExprId expr) {
  const auto& model = report_.model();
  const auto& operation = model[expr].operation;
  if (const auto fact = model::fact_of_readings(operation)) meet_fact(*fact);
  std::visit(
      overloaded{
          [&](const model::FactReference& named) { meet_fact(named.fact), meet_member(expr); },
          [&](const model::ParameterReference& named) {
            add(model.parameters[named.parameter].cites), meet_member(expr);
          },
          [&](const model::DefineReference& named) { meet_define(named.define), meet_member(expr); },
          [&](const model::DefineCall& named) { meet(model.defines[named.define]), meet_member(expr); },
          [&](const model::ScoreReference& named) { meet_score(model.scores[named.score]); },
          [](const model::NamesNothing auto&) {},
      },
      operation);
}

void CitedSources::meet_member(model::ExprId expr) {
  const auto& members = report_.model()[expr].type.members;
  if (!members) return;
  const auto* member = std::get_if<model::MemberIndex>(&report_.evaluator.value(expr));
  if (member) add(members->members[*member].cites);
}

namespace {

class SourcesWriter {
 public:
  SourcesWriter(Page& page, const model::Model& model) : page_{page}, model_{model} {}

  void write(const std::set<model::CitedStatement>& cited) {
    for (const auto& each : cited) {
      const auto& source = model_.sources[each.source];
      if (&source != source_) begin(source);
      statement(each);
    }
    end();
  }

 private:
  static constexpr int deeper = 2;

  void begin(const model::Source& source) {
    end();
    source_ = &source;
    page_.entry({"", source_title(source), ""});
    if (const auto place = source_place(source); !place.empty()) page_.detail(place);
  }

  void statement(const model::CitedStatement& cited) {
    const auto& section = source_->sections[cited.section];
    const auto& said = section.statements[cited.statement];
    has_references_ = has_references_ || !said.refs.empty();
    const auto title = section_heading(section);
    page_.detail(fmt::format("{}{}: {}{}", model::name_of(model_, cited),
                             title.empty() ? "" : fmt::format(" ({})", title), said.text,
                             said.refs.empty() ? "" : fmt::format(" [{}]", fmt::join(said.refs, ", "))),
                 deeper);
    if (said.incomplete) page_.detail("source incomplete: " + *said.incomplete, 2 * deeper);
    for (const auto& term : said.open) page_.detail("source leaves open: " + term, 2 * deeper);
  }

  // The numbers are the source's own; a pathway holds no list of what they stand for.
  void end() {
    if (has_references_)
      page_.detail("numbers in brackets are the references of this source; the list is not in the pathway");
    has_references_ = false;
  }

  Page& page_;
  const model::Model& model_;
  const model::Source* source_ = nullptr;
  bool has_references_ = false;
};

Json source_json(const model::Source& source) {
  Json result{{"id", source.id}};
  const auto add = [&](const char* key, const std::string& text) {
    if (!text.empty()) result[key] = text;
  };
  add("title", source.title);
  add("heading", source.heading);
  add("edition", source.edition);
  add("address", source.address);
  if (source.retrieved) result["retrieved"] = to_string(*source.retrieved);
  add("library", source.library);
  return result;
}

Json section_json(const model::SourceSection& section) {
  Json result{{"id", section.id}};
  if (!section.title.empty()) result["title"] = section.title;
  if (!section.heading.empty()) result["heading"] = section.heading;
  return result;
}

}  // namespace

void write_sources(Page& page, const CitedSources& cited, const model::Model& model) {
  if (!cited.statements().empty()) {
    page.heading("SOURCES");
    SourcesWriter{page, model}.write(cited.statements());
  }
  if (cited.interpreted().empty()) return;
  page.heading("OUR READING");
  for (const auto* each : cited.interpreted()) {
    for (const auto& reading : each->interprets)
      page.entry({"", fmt::format("{}: {}", short_title(*each), reading), ""});
  }
}

Json sources_json(const CitedSources& cited, const model::Model& model) {
  auto result = Json::array();
  for (const auto& each : cited.statements()) {
    const auto& source = model.sources[each.source];
    const auto& section = source.sections[each.section];
    const auto& said = section.statements[each.statement];
    Json entry{{"statement", model::name_of(model, each)},
               {"source", source_json(source)},
               {"section", section_json(section)},
               {"text", said.text},
               {"refs", said.refs}};
    if (said.incomplete) entry["incomplete"] = *said.incomplete;
    if (!said.open.empty()) entry["open"] = said.open;
    result.push_back(std::move(entry));
  }
  return result;
}

}  // namespace waymark
