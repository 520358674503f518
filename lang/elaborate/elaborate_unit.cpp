#include "lang/elaborate/elaboration.hpp"
#include "lang/quantity/unit_algebra.hpp"
#include "lang/syntax/slip_words.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

void report_unit_error(Elaboration& context, const UnitError& error, Span span) {
  const auto begin = span.begin + error.offset;
  const auto end = std::min<std::uint32_t>(begin + static_cast<std::uint32_t>(error.symbol.size()), span.end);
  const Span place = begin < end ? Span{span.file, begin, end} : span;
  auto& diagnostics = context.diagnostics;
  const auto known = slips::unit(error.symbol);
  switch (error.reason) {
    case UnitError::Reason::unknown_symbol:
      diagnostics.report(place, diagnostics::unknown_unit, error.symbol)
          .did_you_mean(place, known ? known : error.suggestion);
      break;
    case UnitError::Reason::malformed:
      diagnostics.report(place, diagnostics::malformed_unit, context.sources.text(span));
      break;
  }
}

// A pathway writes few units, each of them many times.
UnitPtr parse_unit(Elaboration& context, const std::string& text, Span span) {
  if (const auto known = context.units_read.find(text); known != context.units_read.end())
    return known->second;
  const auto parsed = context.model.units.parse(text);
  if (const auto* unit = std::get_if<UnitPtr>(&parsed)) return context.units_read[text] = *unit;
  report_unit_error(context, std::get<UnitError>(parsed), span);
  return nullptr;
}

// `unit day = 24 h`: a day is 24 times as large as an hour.
UnitPtr scaled(const Quantity& size) {
  Unit unit{.factors = size.unit->factors, .dimension = size.unit->dimension};
  const auto number = size.number.to_rational();
  unit.scale = number * size.unit->scale;
  if (number == 1) unit.offset = size.unit->offset;
  append_number(unit.factors, number);
  return std::make_shared<const Unit>(std::move(unit));
}

void check_ucum_code(Elaboration& context, const ast::Text& code, const Unit& unit) {
  const auto parsed = parse_ucum(code.value);
  if (const auto* error = std::get_if<UnitError>(&parsed)) {
    auto report = context.diagnostics.report(code.span, diagnostics::unknown_ucum_code, code.value);
    if (error->suggestion) report.help(fmt::format("did you mean `{}`?", *error->suggestion));
    return;
  }
  if (!same_unit(*std::get<UnitPtr>(parsed), unit))
    context.diagnostics.report(code.span, diagnostics::wrong_ucum_code, code.value);
}

void elaborate_unit_declaration(Elaboration& context, ModuleIndex module,
                                const ast::UnitDeclaration& declaration) {
  const auto& name = declaration.name;
  const auto size = elaborate_constant_quantity(context, {.module = module}, declaration.size);
  if (!size) return;
  const bool simple = name.text.find_first_of("/.'") == std::string::npos;
  if (!simple) return void(context.diagnostics.report(name.span, diagnostics::malformed_unit, name.text));
  const auto unit = scaled(*size);
  if (!context.model.units.declare(name.text, unit)) {
    return void(context.diagnostics.report(name.span, diagnostics::doubled_unit, name.text));
  }
  context.units_read.clear();  // which may mean something else now
  context.unit_spans.emplace(name.text, name.span);
  note_declaration(context, NameKind::unit, name.span);
  if (declaration.ucum) check_ucum_code(context, *declaration.ucum, *unit);
}

}  // namespace

UnitPtr elaborate_unit(Elaboration& context, const ast::UnitText& unit) {
  note_unit(context, unit.span);
  return parse_unit(context, unit.text, unit.span);
}

void elaborate_units(Elaboration& context) {
  for (ModuleIndex module = 0; module < context.modules.size(); ++module) {
    for_each<ast::UnitDeclaration>(
        context.modules[module], [&](const ast::UnitDeclaration& declaration, Span) {
          if (context.modules[module].is_library)
            return elaborate_unit_declaration(context, module, declaration);
          context.diagnostics.report(declaration.name.span, diagnostics::libraries_only, "`unit`");
        });
  }
}

}  // namespace waymark
