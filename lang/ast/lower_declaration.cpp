#include "lang/ast/lowering.hpp"

namespace waymark {

static ast::HeaderKind header_kind(std::string_view word) {
  if (word == "library") return ast::HeaderKind::library;
  return word == "site" ? ast::HeaderKind::site : ast::HeaderKind::pathway;
}

// pathway = ("pathway" | "library" | "site") NAME TEXT? "{" { "version" TEXT | "follows" NAME% | "about" TEXT
// | "applies" "when" expr | "adapts" NAME TEXT } "}"
ast::Header Lowering::header(const SyntaxNode& node) {
  Parts parts{node};
  ast::Header result;
  result.kind = header_kind(text_of(parts.next()));
  result.id = name(parts.next());
  result.title = optional_text(parts.take(SyntaxKind::text));
  Span first_version, first_adapts;
  while (!parts.empty()) {
    const auto& part = parts.next();
    if (part.kind == SyntaxKind::version) once(result.version, text(Parts{part}.next()), part, first_version);
    if (part.kind == SyntaxKind::adapts) once(result.adapts, adapts(part), part, first_adapts);
    if (part.kind == SyntaxKind::about) result.about.push_back(text(Parts{part}.next()));
    if (part.kind == SyntaxKind::accept) accept(part, true);
    if (part.kind == SyntaxKind::applies) result.applies.push_back(expression(Parts{part}.next()));
    if (part.kind != SyntaxKind::follows) continue;
    for (auto& followed : names(part)) result.follows.push_back(std::move(followed));
  }
  return result;
}

// fact = "fact" NAME TEXT? ":" type { "within" sum "to" sum | "plausible" sum "to" sum | "valid" "for" sum |
// "molar" "mass" quantity | "charge" NUMBER | code |
// "from" NAME | cite }
ast::Fact Lowering::fact(const SyntaxNode& node) {
  Parts parts{node};
  ast::Fact result;
  result.id = name(parts.next());
  result.title = optional_text(parts.take(SyntaxKind::text));
  result.type = type(parts.next());
  Span first_bounds, first_plausible, first_valid, first_mass, first_charge, first_from;
  while (!parts.empty()) {
    const auto& part = parts.next();
    Parts inner{part};
    switch (part.kind) {
      case SyntaxKind::bounds: once(result.within, range(part), part, first_bounds); break;
      case SyntaxKind::plausible: once(result.plausible, range(part), part, first_plausible); break;
      case SyntaxKind::valid_for: once(result.valid_for, expression(inner.next()), part, first_valid); break;
      case SyntaxKind::molar_mass: once(result.molar_mass, quantity(inner), part, first_mass); break;
      case SyntaxKind::charge: once(result.charge, quantity(inner), part, first_charge); break;
      case SyntaxKind::found_in: once(result.from, name(inner.next()), part, first_from); break;
      case SyntaxKind::code: result.codes.push_back(code(part)); break;
      case SyntaxKind::cite: cite(part, result.cites); break;
      default: break;
    }
  }
  return result;
}

// code = "code" ( "in" DOTTED | ( NAME / TEXT ) TEXT { "," TEXT } )
ast::Code Lowering::code(const SyntaxNode& node) {
  Parts parts{node};
  const auto& system = parts.next();
  if (system.kind == SyntaxKind::code_list) {
    ast::Code result{{}, false, {}};
    result.list = name(Parts{system}.next());
    return result;
  }
  const bool is_quoted = system.kind == SyntaxKind::text;
  ast::Code result{is_quoted ? ast::Name{text(system).value, system.span} : name(system), is_quoted, {}};
  while (!parts.empty()) result.codes.push_back(text(parts.next()));
  return result;
}

// parameter = "parameter" NAME TEXT? ":" type [ "within" sum "to" sum ] [ "=" expr ] { cite }
ast::Parameter Lowering::parameter(const SyntaxNode& node) {
  Parts parts{node};
  ast::Parameter result{
      name(parts.next()), optional_text(parts.take(SyntaxKind::text)), type(parts.next()), {}, {}, {}};
  if (const auto* bounds = parts.take(SyntaxKind::bounds)) result.within = range(*bounds);
  if (const auto* value = parts.take(SyntaxKind::expression)) result.value = expression(*value);
  while (!parts.empty()) cite(parts.next(), result.cites);
  return result;
}

// define = "define" NAME [ "(" (NAME ":" type)% ")" ] TEXT? [ ":" type ] "=" expr { cite | "interprets" TEXT
// }
ast::Define Lowering::define(const SyntaxNode& node) {
  Parts parts{node};
  auto id = name(parts.next());
  std::vector<ast::DefineParameter> parameters;
  const auto* list = parts.take(SyntaxKind::define_parameters);
  if (list) {
    for (Parts all{*list}; !all.empty();) {
      Parts one{all.next()};
      auto parameter_name = name(one.next());
      parameters.push_back({std::move(parameter_name), type(one.next())});
    }
  }
  auto title = optional_text(parts.take(SyntaxKind::text));
  std::optional<ast::TypeExpr> written;
  if (!parts.next_is(SyntaxKind::expression)) written = type(parts.next());
  ast::Define result{std::move(id),
                     list != nullptr,
                     std::move(parameters),
                     std::move(title),
                     std::move(written),
                     expression(parts.next()),
                     {}};
  while (!parts.empty()) basis(parts.next(), result.basis);
  return result;
}

// cite | "interprets" TEXT | accept; false where the node says something else.
bool Lowering::basis(const SyntaxNode& node, ast::Basis& result) {
  if (node.kind == SyntaxKind::interprets) result.interprets.push_back(text(Parts{node}.next()));
  if (node.kind == SyntaxKind::cite) cite(node, result.cites);
  if (node.kind == SyntaxKind::accept) accept(node);
  return node.kind == SyntaxKind::interprets || node.kind == SyntaxKind::cite ||
         node.kind == SyntaxKind::accept;
}

// score = "score" NAME TEXT? { cite | "interprets" TEXT } "{" (points { "otherwise" points })%? "}"
ast::Score Lowering::score(const SyntaxNode& node) {
  Parts parts{node};
  ast::Score result{name(parts.next()), optional_text(parts.take(SyntaxKind::text)), {}, {}};
  while (!parts.empty() && basis(*parts.peek(), result.basis)) parts.next();
  if (parts.empty()) report_empty(node, "score");
  while (!parts.empty()) {
    const auto& row = parts.next();
    if (row.kind == SyntaxKind::score_row) result.rows.push_back(score_row(row));
  }
  return result;
}

ast::ScoreRow Lowering::score_row(const SyntaxNode& node) {
  ast::ScoreRow result{{}, node.span};
  for (Parts parts{node}; !parts.empty();) result.alternatives.push_back(score_alternative(parts.next()));
  return result;
}

// points = "-"? NUMBER "when" expr TEXT?
ast::ScoreAlternative Lowering::score_alternative(const SyntaxNode& node) {
  Parts parts{node};
  const auto begin = parts.peek()->span.begin;
  const auto* minus = parts.take(SyntaxKind::keyword);
  const auto& digits = parts.next();
  const auto points = decimal(digits);
  auto condition = expression(parts.next());
  return {minus ? negate(points) : points,
          {file_, begin, digits.span.end},
          std::move(condition),
          optional_text(parts.take(SyntaxKind::text))};
}

// action = "action" NAME TEXT? kind [ "any" "of" set ] { code }
ast::Action Lowering::action(const SyntaxNode& node) {
  Parts parts{node};
  ast::Action result{
      name(parts.next()), optional_text(parts.take(SyntaxKind::text)), name(parts.next()), {}, {}};
  if (const auto* group = parts.take(SyntaxKind::action_members))
    result.members = set(Parts{*group}.next(), "any of");
  while (!parts.empty()) result.codes.push_back(code(parts.next()));
  return result;
}

// codes = "codes" NAME TEXT? "from" TEXT
ast::CodesDeclaration Lowering::codes_declaration(const SyntaxNode& node) {
  Parts parts{node};
  auto id = name(parts.next());
  auto first = text(parts.next());
  if (parts.empty()) return {std::move(id), std::nullopt, std::move(first)};
  return {std::move(id), std::move(first), text(parts.next())};
}

// unit = "unit" UNIT "=" quantity [ "ucum" TEXT ]
ast::UnitDeclaration Lowering::unit_declaration(const SyntaxNode& node) {
  Parts parts{node};
  auto declared = unit(parts.next());
  auto size = quantity(parts);
  const auto* ucum = parts.take(SyntaxKind::ucum);
  return {std::move(declared), std::move(size), optional_text(ucum ? Parts{*ucum}.peek() : nullptr)};
}

// type_decl = "type" NAME TEXT? ":" type
ast::TypeDeclaration Lowering::type_declaration(const SyntaxNode& node) {
  Parts parts{node};
  return {name(parts.next()), optional_text(parts.take(SyntaxKind::text)), type(parts.next())};
}

}  // namespace waymark
