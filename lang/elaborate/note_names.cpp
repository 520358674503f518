// What elaboration tells the index.
#include <algorithm>

#include "lang/elaborate/elaboration.hpp"

namespace waymark {
namespace {

NameKind kind_of(model::StatementKind kind) {
  switch (kind) {
    case model::StatementKind::recommendation: return NameKind::recommendation;
    case model::StatementKind::contraindication: return NameKind::contraindication;
    case model::StatementKind::note: break;
  }
  return NameKind::note;
}

NameKind kind_of(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::fact: return NameKind::fact;
    case SymbolKind::parameter: return NameKind::parameter;
    case SymbolKind::define: return NameKind::define;
    case SymbolKind::function: return NameKind::function;
    case SymbolKind::score: return NameKind::score;
    case SymbolKind::table: return NameKind::table;
    case SymbolKind::action: return NameKind::action;
    case SymbolKind::type: return NameKind::type;
    case SymbolKind::codes: return NameKind::codes;
    case SymbolKind::source: break;
  }
  return NameKind::source;
}

// Of `respiratory.spo2` the part behind the last dot.
Span last_part(const Elaboration& context, Span name) {
  const auto text = context.sources.text(name);
  const auto dot = text.rfind('.');
  if (dot == std::string_view::npos || text.starts_with('"')) return name;
  return {name.file, name.begin + static_cast<std::uint32_t>(dot) + 1, name.end};
}

Span first_part(Span name, std::size_t dot) {
  return {name.file, name.begin, name.begin + static_cast<std::uint32_t>(dot)};
}

}  // namespace

void note_declaration(Elaboration& context, NameKind kind, Span name) {
  if (context.index) context.index->declares(kind, name);
}

void note_declaration(Elaboration& context, SymbolKind kind, Span name) {
  note_declaration(context, kind_of(kind), name);
}

void note_declaration(Elaboration& context, model::StatementKind kind, Span name) {
  note_declaration(context, kind_of(kind), name);
}

void note_use(Elaboration& context, NameKind kind, Span name, Span declaration) {
  if (context.index) context.index->uses(kind, last_part(context, name), declaration);
}

void note_use(Elaboration& context, const Symbol& symbol, Span name) {
  note_use(context, kind_of(symbol.kind), name, symbol.span);
}

void note_prefix(Elaboration& context, ModuleIndex module, const std::string& name, Span span) {
  const auto dot = name.find('.');
  if (!context.index || dot == std::string::npos || context.sources.text(span) != name) return;
  const auto prefix = name.substr(0, dot);
  for (const auto& each : context.modules) {
    if (each.is_library && each.header && each.id == prefix)
      return context.index->uses(NameKind::library, first_part(span, dot), each.header->id.span);
  }
  const auto table = context.symbols.find(module, NameSpace::value, prefix);
  if (table.size() == 1) note_use(context, table.front(), first_part(span, dot));
}

void note_unit(Elaboration& context, Span unit) {
  if (!context.index) return;
  context.index->writes_unit(unit);
  const auto text = context.sources.text(unit);
  if (text.starts_with('\'')) return;  // a code of UCUM
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find_first_of("/.", begin), text.size());
    const auto declared = context.unit_spans.find(text.substr(begin, end - begin));
    if (declared != context.unit_spans.end())
      context.index->uses(NameKind::unit,
                          {unit.file, unit.begin + static_cast<std::uint32_t>(begin),
                           unit.begin + static_cast<std::uint32_t>(end)},
                          declared->second);
    begin = end + 1;
  }
}

void note_use(Elaboration& context, const model::StatementReference& statement, const std::string& id,
              Span name) {
  if (!context.index) return;
  const auto declared = context.statement_spans[id];
  note_use(context, kind_of(statement.kind), name, declared);
  const auto dot = id.find('.');
  if (context.sources.text(name) != id || dot == std::string::npos) return;
  const auto section = context.section_spans.find(id.substr(0, dot));
  if (section != context.section_spans.end())
    context.index->uses(NameKind::section, first_part(name, dot), section->second);
  const auto last = last_part(context, name);
  if (context.sources.text(declared) == context.sources.text(last)) return;
  // It has no name of its own, so it goes by its action.
  const auto action = context.symbols.find(context.main, NameSpace::action, id.substr(dot + 1));
  if (action.size() == 1) context.index->is_part_of(last, action.front().span);
}

}  // namespace waymark
