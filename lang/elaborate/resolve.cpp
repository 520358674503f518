#include <algorithm>
#include <array>

#include "lang/elaborate/elaboration.hpp"
#include "lang/syntax/slip_words.hpp"
#include "lang/text/listed.hpp"
#include "lang/text/suggest.hpp"

namespace waymark {
namespace {

using model::ExprId;

// `every day`: a unit of time alone.
bool report_unit(Elaboration& context, const std::string& name, Span span) {
  constexpr std::array words{"minute", "hour", "day", "week", "month", "year"};
  if (std::ranges::find(words, name) == words.end()) return false;
  context.diagnostics.report(span, diagnostics::unit_without_number, name).fix(span, "1 " + name);
  return true;
}

// `boolean`, `mg`: a type of other languages, or a unit.
bool report_foreign_type(Elaboration& context, const std::string& name, Span span) {
  if (const auto foreign = slips::type(name)) {
    auto report = context.diagnostics.report(span, diagnostics::foreign_word, name);
    report.help(std::string{foreign->help});
    if (!foreign->replacement.empty()) report.fix(span, foreign->replacement);
    return true;
  }
  if (!slips::is_unit(name)) return false;
  context.diagnostics.report(span, diagnostics::unit_for_type, name).fix(span, "number in " + name);
  return true;
}

// Which words may stand where each kind of name is expected.
void report_unknown(Elaboration& context, ModuleIndex module, NameSpace space, const std::string& name,
                    Span span) {
  if (context.symbols.possible(module, name)) return;
  if (space == NameSpace::type && report_foreign_type(context, name, span)) return;
  const auto near = context.diagnostics.suggestions().find(
      [&] { return nearest(name, context.symbols.visible(module, space)); });
  if (space == NameSpace::value && !near && report_unit(context, name, span)) return;
  auto& diagnostics = context.diagnostics;
  auto report = space == NameSpace::action   ? diagnostics.report(span, diagnostics::unknown_action, name)
                : space == NameSpace::type   ? diagnostics.report(span, diagnostics::unknown_type, name)
                : space == NameSpace::source ? diagnostics.report(span, diagnostics::unknown_source, name)
                : space == NameSpace::codes  ? diagnostics.report(span, diagnostics::unknown_codes, name)
                                             : diagnostics.report(span, diagnostics::unknown_name, name);
  for (const auto other :
       {NameSpace::value, NameSpace::action, NameSpace::type, NameSpace::source, NameSpace::codes}) {
    if (other == space) continue;
    const auto found = context.symbols.find(module, other, name);
    if (!found.empty())
      report.help(fmt::format("`{}` is the name of a {}", name, to_string(found.front().kind)));
  }
  report.did_you_mean(span, near);
}

std::string_view with_article(model::StatementKind kind) {
  switch (kind) {
    case model::StatementKind::recommendation: return "a recommendation";
    case model::StatementKind::contraindication: return "a contraindication";
    case model::StatementKind::note: break;
  }
  return "a note";
}

// A statement is no condition; its status is one, in properties.
bool report_statement(Elaboration& context, const Environment& environment, const std::string& name,
                      Span span) {
  const auto found = context.statements.find(name);
  if (found == context.statements.end()) return false;
  if (environment.statuses) {
    context.diagnostics.report(span, diagnostics::expected_condition, with_article(found->second.kind))
        .help(fmt::format("ask for its status: `{} is advised`", name));
  } else {
    context.diagnostics.report(span, diagnostics::status_outside_property, name)
        .help(fmt::format("in a property write `{} is advised`", name));
  }
  return true;
}

ExprId report_needs_arguments(Elaboration& context, const model::Define& define, Span span) {
  const auto call = fmt::format("{}(...)", define.id);
  context.diagnostics.report(span, diagnostics::needs_arguments, define.id, call);
  return add_broken(context, span);
}

ExprId report_needs_output(Elaboration& context, const model::Table& table, Span span) {
  std::vector<std::string> outputs;
  for (const auto output : table.outputs) outputs.push_back(context.model.defines[output].id);
  context.diagnostics.report(span, diagnostics::needs_output, table.id)
      .help(fmt::format("its outputs are {}", listed(outputs, "`")));
  return add_broken(context, span);
}

// At a site that says so, a fact of which nothing is recorded is no.
ExprId reference_to_fact(Elaboration& context, model::FactId id, Span span) {
  const auto& fact = context.model.facts[id];
  const bool otherwise_no = fact.otherwise_no;
  const auto type = fact.type;
  const auto recorded = add(context, model::FactReference{id}, type, span);
  if (!otherwise_no) return recorded;
  const auto no = add(context, model::UnrecordedIsNo{id}, type, span);
  return add(context, model::FirstKnown{{recorded, no}}, type, span);
}

ExprId reference_to(Elaboration& context, const Symbol& symbol, Span span) {
  const auto& model = context.model;
  switch (symbol.kind) {
    case SymbolKind::fact: return reference_to_fact(context, symbol.index, span);
    case SymbolKind::parameter:
      return add(context, model::ParameterReference{symbol.index}, model.parameters[symbol.index].type, span);
    case SymbolKind::define:
      return add(context, model::DefineReference{symbol.index}, model.defines[symbol.index].type, span);
    case SymbolKind::score:
      return add(context, model::ScoreReference{symbol.index}, {.kind = TypeKind::number}, span);
    case SymbolKind::table: return report_needs_output(context, model.tables[symbol.index], span);
    default: return report_needs_arguments(context, model.defines[symbol.index], span);
  }
}

bool has_members(const Type* type) {
  return type && (type->kind == TypeKind::one_of || type->kind == TypeKind::any_of);
}

void report_unknown_member(Elaboration& context, const MemberSet& set, const std::string& name, Span span) {
  const auto& members = set.members;
  const auto near = [&] {
    std::vector<std::string> ids;
    for (const auto& member : members) ids.push_back(member.id);
    return nearest(name, ids);
  };
  const auto id_of = [&](std::size_t i) { return std::string_view{members[i].id}; };
  context.diagnostics.report(span, diagnostics::unknown_member, name, set.name)
      .help(fmt::format("its members are {}", listed(members.size(), id_of)))
      .did_you_mean(span, context.diagnostics.suggestions().find(near));
}

void note_argument(Elaboration& context, const Environment& environment, const std::string& name, Span span) {
  if (!environment.parameters) return;
  for (const auto& parameter : *environment.parameters) {
    if (parameter.name.text == name) return note_use(context, NameKind::argument, span, parameter.name.span);
  }
}

}  // namespace

std::optional<Symbol> resolve(Elaboration& context, ModuleIndex module, NameSpace space,
                              const std::string& name, Span span) {
  const auto found = context.symbols.use(module, space, name);
  if (found.size() == 1) {
    note_use(context, found.front(), span);
    note_prefix(context, module, name, span);
    return found.front();
  }
  if (found.empty()) {
    report_unknown(context, module, space, name, span);
    return std::nullopt;
  }
  context.diagnostics
      .report(span, diagnostics::ambiguous_name, name, context.symbols.owners(module, space, name))
      .note(found[0].span, "one is declared here")
      .note(found[1].span, "the other is declared here");
  return std::nullopt;
}

ExprId elaborate_reference(Elaboration& context, const Environment& environment, const std::string& name,
                           Span span, const Type* expected) {
  if (has_members(expected)) {
    const auto type = *expected;
    if (const auto member = find_member(*type.members, name)) {
      note_use(context, NameKind::member, span, type.members->members[*member].span);
      return add(context, model::Literal{*member}, type, span);
    }
  }
  if (environment.arguments) {
    const auto argument = environment.arguments->find(name);
    if (argument != environment.arguments->end()) {
      note_argument(context, environment, name, span);
      return argument->second;
    }
  }
  const bool known = !context.symbols.find(environment.module, NameSpace::value, name).empty();
  if (!known && has_members(expected) && !context.symbols.possible(environment.module, name)) {
    report_unknown_member(context, *expected->members, name, span);
    return add_broken(context, span);
  }
  if (!known &&
      (report_foreign_word(context, name, span) || report_statement(context, environment, name, span))) {
    return add_broken(context, span);
  }
  const auto symbol = resolve(context, environment.module, NameSpace::value, name, span);
  return symbol ? reference_to(context, *symbol, span) : add_broken(context, span);
}

bool report_foreign_word(Elaboration& context, const std::string& name, Span span) {
  const bool truth = name == "true" || name == "false";
  if (truth) {
    context.diagnostics.report(span, diagnostics::foreign_word, name)
        .fix(span, name == "true" ? "yes" : "no");
  } else if (name == "null") {
    context.diagnostics.report(span, diagnostics::unknown_name, name).did_you_mean(span, "unknown");
  }
  return truth || name == "null";
}

std::optional<model::MemberIndex> find_member(const MemberSet& members, std::string_view name) {
  const auto found = std::ranges::find(members.members, name, &Member::id);
  if (found == members.members.end()) return std::nullopt;
  return static_cast<model::MemberIndex>(found - members.members.begin());
}

std::optional<model::MemberIndex> find_member(Elaboration& context, const MemberSet& members,
                                              const ast::Name& name) {
  const auto found = find_member(members, name.text);
  if (!found) {
    report_unknown_member(context, members, name.text, name.span);
    return found;
  }
  note_use(context, NameKind::member, name.span, members.members[*found].span);
  return found;
}

}  // namespace waymark
