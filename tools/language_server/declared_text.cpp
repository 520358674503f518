#include "tools/language_server/declared_text.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "lang/index/outline.hpp"
#include "lang/text/one_line.hpp"
#include "tools/language_server/written_type.hpp"

namespace waymark::lsp {
namespace {

constexpr std::size_t most_lines = 14, most_words = 400;

std::string shortened(std::string text) {
  if (text.size() <= most_words) return text;
  auto end = text.rfind(' ', most_words);
  if (end == text.npos) end = most_words;
  return text.substr(0, end) + " ...";
}

// The text as it is written, without what its lines are indented by.
std::string code_block(std::string_view text, std::string_view indent) {
  std::string lines;
  std::size_t count = 0;
  while (!text.empty()) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text = end == text.npos ? std::string_view{} : text.substr(end + 1);
    if (line.starts_with(indent)) line.remove_prefix(indent.size());
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (++count > most_lines) {
      lines += "...\n";
      break;
    }
    lines += std::string{line} + '\n';
  }
  return "```waymark\n" + lines + "```\n";
}

std::string_view indent_of(const Sources& sources, Span span) {
  const auto line = sources[span.file].line(span.begin);
  return line.substr(0, line.find_first_not_of(" \t"));
}

// The declaration around a name, as its author wrote it.
std::string declaration_code(const Snapshot& snapshot, Span name) {
  const auto* syntax = snapshot.syntax(name.file);
  if (!syntax) return "";
  const auto entries = outline(*syntax);
  const auto* entry = entry_at(entries, name.begin);
  if (!entry) return "";
  auto span = entry->span;
  if (entry->kind == OutlineKind::section) span = join(span, entry->name_span);
  return code_block(snapshot.sources().text(span), indent_of(snapshot.sources(), span));
}

void add_line(std::string& text, const std::string& line) {
  if (!line.empty()) text += "\n" + line + "\n";
}

std::string cited_words(const Declarations& declared, const std::vector<model::Citation>& cites) {
  std::string result;
  for (const auto& cite : cites) {
    const auto& cited = cite.statement;
    if (cited.source >= declared.sources().size()) continue;
    const auto& section = declared.sources()[cited.source].sections[cited.section];
    add_line(result, "> " + statement_words(section, section.statements[cited.statement]));
  }
  return result;
}

std::string type_line(const Type& type) { return markdown_text(written_type(type)); }

// What is known of a declaration of the model beside its text.
std::string details(const Declarations&, const model::Fact& fact) { return type_line(fact.type); }
std::string details(const Declarations&, const model::Parameter& parameter) {
  return type_line(parameter.type);
}
std::string details(const Declarations& declared, const model::Define& define) {
  const auto* type = declared.type_of(define);
  return type ? type_line(*type) : "";
}
std::string details(const Declarations&, const model::Score& score) { return written_range(score); }
std::string details(const Declarations&, const model::Action& action) {
  return action.members.empty() ? "" : fmt::format("a group of {} actions", action.members.size());
}
std::string details(const Declarations&, const model::Source& source) {
  std::size_t statements = 0;
  for (const auto& section : source.sections) statements += section.statements.size();
  return fmt::format("{} statement{}", statements, statements == 1 ? "" : "s");
}
std::string details(const Declarations&, const model::Declaration&) { return ""; }

template <typename Kind>
bool add_declaration(const Declarations& declared, const std::vector<Kind>& all, Span name,
                     std::string& text) {
  const auto found = std::ranges::find(all, name, &Kind::span);
  if (found == all.end()) return false;
  add_line(text, details(declared, *found));
  if (!found->library.empty()) add_line(text, fmt::format("of the library `{}`", found->library));
  text += cited_words(declared, found->cites);
  return true;
}

template <typename Kind>
bool add_statement(const Declarations& declared, const std::vector<Kind>& all, Span name, std::string& text) {
  const auto is_it = [&](const Kind& each) {
    return each.span.file == name.file && each.span.begin <= name.begin && name.end <= each.span.end;
  };
  const auto found = std::ranges::find_if(all, is_it);
  if (found == all.end()) return false;
  add_line(text, fmt::format("`{}`", found->id));
  text += cited_words(declared, found->cites);
  return true;
}

void add_member(const Declarations& declared, Span name, std::string& text) {
  for (const auto& set : member_sets(declared)) {
    const auto found = std::ranges::find(set->members, name, &Member::span);
    if (found == set->members.end()) continue;
    add_line(text, fmt::format("of `{}`", set->name));
    return;
  }
}

void add_source_statement(const Declarations& declared, Span name, std::string& text) {
  for (const auto& source : declared.sources()) {
    for (const auto& section : source.sections) {
      const auto found = std::ranges::find(section.statements, name, &model::Statement::span);
      if (found != section.statements.end()) return add_line(text, statement_words(section, *found));
    }
  }
}

void add_details(const Declarations& declared, Span name, std::string& text) {
  if (add_declaration(declared, declared.facts(), name, text) ||
      add_declaration(declared, declared.parameters(), name, text) ||
      add_declaration(declared, declared.defines(), name, text) ||
      add_declaration(declared, declared.scores(), name, text) ||
      add_declaration(declared, declared.tables(), name, text) ||
      add_declaration(declared, declared.actions(), name, text) ||
      add_declaration(declared, declared.code_lists(), name, text) ||
      add_declaration(declared, declared.sources(), name, text) ||
      add_statement(declared, declared.recommendations(), name, text) ||
      add_statement(declared, declared.contraindications(), name, text) ||
      add_statement(declared, declared.notes(), name, text))
    return;
  add_member(declared, name, text);
}

// The symbols of UCUM's base units.
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> base_symbols{{
    {"length", "m"},
    {"time", "s"},
    {"mass", "g"},
    {"angle", "rad"},
    {"temperature", "K"},
    {"charge", "C"},
    {"luminosity", "cd"},
    {"amount", "mol"},
    {"equivalents", "eq"},
    {"calendar", "mo"},
}};

// "133322 g.m-1.s-2"; empty where the unit has a base that has no symbol here, or is a pure number.
std::string in_base_units(const Unit& unit) {
  std::string above, below;
  for (const auto& [base, exponent] : unit.dimension) {
    const auto found = std::ranges::find(base_symbols, std::string_view{base},
                                         &std::pair<std::string_view, std::string_view>::first);
    if (found == base_symbols.end()) return "";
    auto& to = exponent > 0 ? above : below;
    to += (to.empty() ? "" : ".") + std::string{found->second};
    if (exponent != 1) to += std::to_string(exponent);
  }
  if (!above.empty() && !below.empty()) above += '.';
  const auto symbols = above + below;
  return symbols.empty() ? "" : fmt::format("{} {}", unit.scale.get_str(), symbols);
}

std::string uses_line(const Snapshot& snapshot, const Occurrence& name) {
  const auto uses = snapshot.index().places_of(name.declaration).size() - 1;
  return fmt::format("{}, used {} time{}", to_string(name.kind), uses, uses == 1 ? "" : "s");
}

void add_members_of(const Type& type, std::vector<MemberSetPtr>& to) {
  if (type.members && std::ranges::find(to, type.members) == to.end()) to.push_back(type.members);
}

}  // namespace

std::string markdown_text(const std::string& text) {
  std::string result;
  for (const char c : one_line(text)) {
    if (std::string_view{"\\`*_{}[]<>#+!|~"}.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

std::string statement_words(const model::SourceSection& section, const model::Statement& statement) {
  return fmt::format("`{}.{}` {}", section.id, statement.number,
                     markdown_text(shortened(one_line(statement.text))));
}

std::vector<MemberSetPtr> member_sets(const Declarations& declared) {
  std::vector<MemberSetPtr> result;
  for (const auto& fact : declared.facts()) add_members_of(fact.type, result);
  for (const auto& parameter : declared.parameters()) add_members_of(parameter.type, result);
  for (const auto& define : declared.defines()) {
    if (const auto* type = declared.type_of(define)) add_members_of(*type, result);
  }
  return result;
}

std::string name_text(const Snapshot& snapshot, const Occurrence& name) {
  auto text = name.kind == NameKind::source_statement ? "" : declaration_code(snapshot, name.declaration);
  if (snapshot.declared()) {
    if (name.kind == NameKind::source_statement)
      add_source_statement(*snapshot.declared(), name.declaration, text);
    else
      add_details(*snapshot.declared(), name.declaration, text);
  }
  if (name.kind == NameKind::unit) text += unit_text(snapshot, name.name);
  add_line(text, uses_line(snapshot, name));
  return text;
}

std::string unit_text(const Snapshot& snapshot, Span unit) {
  if (!snapshot.declared()) return "";
  const std::string written{snapshot.sources().text(unit)};
  const auto parsed = snapshot.declared()->units().parse(written);
  const auto* found = std::get_if<UnitPtr>(&parsed);
  if (!found) return "";
  const auto& size = **found;
  auto text = fmt::format("\n`{}`: {}\n", written, describe(size.dimension));
  const auto base = in_base_units(size);
  if (size.offset == 0 && !base.empty() && base != "1 " + written)
    text += fmt::format("\n1 {} = {}\n", markdown_text(written), base);
  return text;
}

}  // namespace waymark::lsp
