#include "tools/language_server/completion_names.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "lang/model/verbs.hpp"
#include "tools/language_server/declared_text.hpp"
#include "tools/language_server/written_type.hpp"

namespace waymark::lsp {
namespace {

std::string titled(const std::string& title, const std::string& detail) {
  if (title.empty()) return detail;
  return detail.empty() ? title : title + " : " + detail;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> functions{{
    {"min", "the lowest of some values"},
    {"max", "the highest of some values"},
    {"abs", "without its sign"},
    {"round", "to a whole number, or to so many places"},
    {"floor", "the whole number below"},
    {"ceiling", "the whole number above"},
    {"nearest", "the nearest multiple of a step"},
    {"sqrt", "square root"},
    {"pow", "to a power"},
    {"exp", "e to a power"},
    {"ln", "natural logarithm"},
    {"log10", "logarithm to the base 10"},
}};

template <typename Statements>
void add_ids(const Statements& statements, const std::string& kind, std::vector<Completion>& to) {
  for (const auto& each : statements) to.push_back({each.id, CompletionKind::statement, kind});
}

template <typename Statements>
void add_cited(const Statements& statements, std::set<model::CitedStatement>& to) {
  for (const auto& each : statements) {
    for (const auto& cite : each.cites) to.insert(cite.statement);
  }
}

std::string with_quotes(const std::string& text) { return "\"" + text + "\""; }

}  // namespace

NamesOf::NamesOf(const Snapshot& snapshot) : snapshot_{snapshot} {}

const Type* NamesOf::type_named(std::string_view name) const {
  if (!snapshot_.declared()) return nullptr;
  const auto& declared = *snapshot_.declared();
  const auto plain = name.substr(name.rfind('.') + 1);
  const auto is_it = [&](const model::Declaration& each) { return each.id == name || each.id == plain; };
  if (const auto fact = std::ranges::find_if(declared.facts(), is_it); fact != declared.facts().end())
    return &fact->type;
  const auto parameter = std::ranges::find_if(declared.parameters(), is_it);
  if (parameter != declared.parameters().end()) return &parameter->type;
  const auto define = std::ranges::find_if(declared.defines(), is_it);
  return define == declared.defines().end() ? nullptr : declared.type_of(*define);
}

void NamesOf::add_inputs(std::vector<Completion>& to) const {
  if (!snapshot_.declared()) return;
  for (const auto& fact : snapshot_.declared()->facts())
    to.push_back({fact.id, CompletionKind::fact, titled(fact.title, written_type(fact.type))});
  for (const auto& parameter : snapshot_.declared()->parameters())
    to.push_back(
        {parameter.id, CompletionKind::parameter, titled(parameter.title, written_type(parameter.type))});
}

void NamesOf::add_values(std::vector<Completion>& to) const {
  add_inputs(to);
  for (const auto& [name, detail] : functions)
    to.push_back({std::string{name}, CompletionKind::function, std::string{detail}, "",
                  fmt::format("{}($1)", name), 3});
  if (!snapshot_.declared()) return;
  const auto& declared = *snapshot_.declared();
  for (const auto& define : declared.defines()) {
    const auto* type = declared.type_of(define);
    Completion each{define.id, type ? CompletionKind::definition : CompletionKind::function,
                    titled(define.title, type ? written_type(*type) : "")};
    if (!type) each.snippet = define.id + "($1)";
    to.push_back(std::move(each));
  }
  for (const auto& score : declared.scores())
    to.push_back(
        {score.id, CompletionKind::definition, titled(score.title, "score, " + written_range(score))});
}

void NamesOf::add_members(const Type& type, std::vector<Completion>& to) const {
  if (!type.members) return;
  for (const auto& member : type.members->members)
    to.push_back({member.id, CompletionKind::member, member.title, "", "", 0});
}

void NamesOf::add_units(const Unit* alike, std::vector<Completion>& to) const {
  if (!snapshot_.declared()) return;
  const auto& units = snapshot_.declared()->units();
  std::vector<std::string> names = units.names();
  for (const auto* symbol :
       {"%",      "mg",    "g",      "ug", "kg",  "mL",  "L",  "mg/dL", "g/dL",  "mmol/L",
        "umol/L", "mg/kg", "mL/min", "h",  "min", "kPa", "cm", "m",     "kg/m2", "10^9/L"})
    names.emplace_back(symbol);
  if (alike) names.push_back(to_string(*alike));
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  for (const auto& name : names) {
    const auto parsed = units.parse(name);
    const auto* unit = std::get_if<UnitPtr>(&parsed);
    if (!unit || is_pure(**unit) || (alike && !same_dimension(**unit, *alike))) continue;
    const bool is_same = alike && name == to_string(*alike);
    to.push_back({name, CompletionKind::unit, describe((*unit)->dimension), "", "", is_same ? 0 : 1});
  }
}

void NamesOf::add_actions(std::string_view verb, std::vector<Completion>& to) const {
  if (!snapshot_.declared()) return;
  const auto known = find_verb(verb);
  for (const auto& action : snapshot_.declared()->actions()) {
    if (known && !fits(*known, action.kind)) continue;
    to.push_back({action.id, CompletionKind::action,
                  titled(action.title, std::string{model::to_string(action.kind)})});
  }
}

void NamesOf::add_recommendations(std::vector<Completion>& to) const {
  if (snapshot_.declared()) add_ids(snapshot_.declared()->recommendations(), "recommendation", to);
}

void NamesOf::add_statements(std::vector<Completion>& to) const {
  add_recommendations(to);
  if (!snapshot_.declared()) return;
  add_ids(snapshot_.declared()->contraindications(), "contraindication", to);
  add_ids(snapshot_.declared()->notes(), "note", to);
}

bool NamesOf::is_followed(const std::string& source) const {
  const auto* main = snapshot_.main();
  if (!main || !main->header) return false;
  const auto& follows = main->header->follows;
  return std::ranges::find(follows, source, &ast::Name::text) != follows.end();
}

void NamesOf::add_citations(std::vector<Completion>& to) const {
  if (!snapshot_.declared()) return;
  const auto& declared = *snapshot_.declared();
  std::set<model::CitedStatement> cited;
  add_cited(declared.recommendations(), cited);
  add_cited(declared.contraindications(), cited);
  add_cited(declared.notes(), cited);
  add_cited(declared.defines(), cited);
  add_cited(declared.facts(), cited);
  for (std::uint32_t source = 0; source < declared.sources().size(); ++source) {
    const auto& its = declared.sources()[source];
    if (!its.library.empty()) continue;
    const auto prefix = is_followed(its.id) ? "" : its.id + ".";
    const auto& sections = declared.sources()[source].sections;
    for (std::uint32_t section = 0; section < sections.size(); ++section) {
      const auto& statements = sections[section].statements;
      for (std::uint32_t number = 0; number < statements.size(); ++number) {
        const bool is_used = cited.contains({source, section, number});
        to.push_back({fmt::format("{}{}.{}", prefix, sections[section].id, statements[number].number),
                      CompletionKind::source_statement, is_used ? "" : "not cited yet",
                      statement_words(sections[section], statements[number]), "", is_used ? 1 : 0});
      }
    }
  }
}

void NamesOf::add_scenarios(std::vector<Completion>& to) const {
  if (!snapshot_.declared()) return;
  for (const auto& scenario : snapshot_.declared()->scenarios())
    to.push_back({with_quotes(scenario.name), CompletionKind::scenario});
}

void NamesOf::add_types(std::vector<Completion>& to) const {
  for (const auto& [text, snippet] :
       std::array<std::pair<const char*, const char*>, 8>{{{"yes or no", ""},
                                                           {"number in", "number in ${1:%}"},
                                                           {"number", ""},
                                                           {"whole number", ""},
                                                           {"one of", "one of {$1}"},
                                                           {"any of", "any of {$1}"},
                                                           {"date", ""},
                                                           {"event", ""}}})
    to.push_back({text, CompletionKind::keyword, "", "", snippet});
  to.push_back({"moment", CompletionKind::keyword});
  for (const auto& module : modules(snapshot_.compilation())) {
    for_each<ast::TypeDeclaration>(module, [&](const ast::TypeDeclaration& type, Span) {
      to.push_back({type.id.text, CompletionKind::type, type.title ? type.title->value : ""});
    });
  }
}

void NamesOf::add_sources(std::vector<Completion>& to) const {
  if (!snapshot_.declared()) return;
  for (const auto& source : snapshot_.declared()->sources())
    to.push_back({source.id, CompletionKind::name_space, source.title});
}

}  // namespace waymark::lsp
