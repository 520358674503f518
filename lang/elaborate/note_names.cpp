// What elaboration tells the index.
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

void note_use(Elaboration& context, const model::StatementReference& statement, const std::string& id,
              Span name) {
  note_use(context, kind_of(statement.kind), name, context.statement_spans[id]);
}

}  // namespace waymark
