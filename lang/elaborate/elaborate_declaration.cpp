#include <algorithm>

#include "lang/elaborate/elaboration.hpp"

// Facts, parameters, actions and sources; and the names of all declarations.
namespace waymark {
namespace {

std::string text_of(const std::optional<ast::Text>& text) { return text ? text->value : std::string{}; }

model::Declaration declaration(const Elaboration& context, ModuleIndex module, const ast::Name& name,
                               const std::optional<ast::Text>& title) {
  const auto& owner = context.modules[module];
  return {name.text, text_of(title), owner.is_library ? owner.id : std::string{}, name.span};
}

// Declares the name of one declaration and gives it its place in the model.
class NameDeclarer {
 public:
  NameDeclarer(Elaboration& context, ModuleIndex module) : context_{context}, module_{module} {}

  void operator()(const ast::Fact& fact) {
    declare(SymbolKind::fact, context_.fact_declarations, fact, fact.id);
    context_.model.facts.push_back({declaration(context_, module_, fact.id, fact.title),
                                    {},
                                    {},
                                    {},
                                    {},
                                    {},
                                    {},
                                    elaborate_codes(context_, module_, fact.codes),
                                    {}});
  }
  void operator()(const ast::Parameter& parameter) {
    declare(SymbolKind::parameter, context_.parameter_declarations, parameter, parameter.id);
    context_.model.parameters.push_back(
        {declaration(context_, module_, parameter.id, parameter.title), {}, {}, {}});
  }
  void operator()(const ast::Define& define) {
    const auto kind = define.has_parameter_list ? SymbolKind::function : SymbolKind::define;
    declare(kind, context_.define_declarations, define, define.id);
    context_.model.defines.push_back({declaration(context_, module_, define.id, define.title), {}, {}});
    if (define.has_parameter_list && !context_.modules[module_].is_library) {
      context_.diagnostics.report(define.id.span, diagnostics::libraries_only, "a `define` with arguments");
    }
  }
  void operator()(const ast::Score& score) {
    declare(SymbolKind::score, context_.score_declarations, score, score.id);
    context_.model.scores.push_back({declaration(context_, module_, score.id, score.title), {}});
  }
  void operator()(const ast::Table& table) {
    const auto id = static_cast<model::TableId>(context_.model.tables.size());
    auto& declared = context_.model.tables.emplace_back();
    static_cast<model::Declaration&>(declared) = declaration(context_, module_, table.id, table.title);
    context_.table_declarations.push_back({module_, &table});
    if (!table.outputs.empty()) declare(table.id, {SymbolKind::table, id, table.id.span});
    for (const auto& output : table.outputs) {
      const ast::Name name{table.id.text + "." + output.id.text, output.id.span};
      declare_output(id, name, output.title ? output.title : table.title);
    }
    if (table.outputs.empty()) declare_output(id, table.id, table.title);
  }
  void operator()(const ast::Action& action) {
    declare(SymbolKind::action, context_.action_declarations, action, action.id);
    context_.model.actions.push_back({declaration(context_, module_, action.id, action.title),
                                      {},
                                      {},
                                      {},
                                      elaborate_codes(context_, module_, action.codes)});
  }
  void operator()(const ast::SourceDeclaration& source) {
    declare(SymbolKind::source, context_.source_declarations, source, source.id);
    context_.model.sources.push_back(
        {declaration(context_, module_, source.id, source.title), {}, {}, {}, {}, {}});
  }
  void operator()(const ast::TypeDeclaration& type) {
    declare(SymbolKind::type, context_.type_declarations, type, type.id);
  }
  void operator()(const ast::Section& section) { refuse_in_library("a section", section.id.span); }
  void operator()(const ast::Property& property) { refuse_in_library("a property", property.text.span); }
  void operator()(const ast::Header& header) {
    for (const auto& applies : header.applies) refuse_in_library("`applies when`", applies.span);
  }
  void operator()(const ast::Use&) {}
  void operator()(const ast::UnitDeclaration&) {}
  void operator()(const ast::CodesDeclaration&) {}  // its name is declared before those that use it
  void operator()(const ast::Scenario&) {}
  void operator()(const ast::Adapt&) {}
  void operator()(const ast::Withdraw&) {}

  // The list is empty where its file could not be read.
  void declare_codes(const ast::CodesDeclaration& codes) {
    const auto index = static_cast<std::uint32_t>(context_.model.code_lists.size());
    context_.codes_declarations.push_back({module_, &codes});
    auto& list = context_.model.code_lists.emplace_back();
    static_cast<model::Declaration&>(list) = declaration(context_, module_, codes.id, codes.title);
    list.file = codes.file.value;
    const auto& lists = context_.modules[module_].code_lists;
    const auto found = std::ranges::find(lists, codes.id.span, &CodeList::span);
    if (found != lists.end()) {
      list.version = found->version;
      list.sha256 = found->sha256;
      list.codes = found->codes;
    }
    declare(codes.id, {SymbolKind::codes, index, codes.id.span});
  }

 private:
  template <typename Declaration>
  void declare(SymbolKind kind, std::vector<Declared<Declaration>>& declarations, const Declaration& node,
               const ast::Name& name) {
    const auto index = static_cast<std::uint32_t>(declarations.size());
    declarations.push_back({module_, &node});
    declare(name, {kind, index, name.span});
  }

  void declare(const ast::Name& name, const Symbol& symbol) {
    if (const auto earlier = context_.symbols.declare(module_, name.text, symbol)) {
      context_.diagnostics.report(name.span, diagnostics::doubled_name, name.text)
          .note(earlier->span, "it is declared here first");
      return;
    }
    note_declaration(context_, symbol.kind, name.span);
  }

  void declare_output(model::TableId table, const ast::Name& name, const std::optional<ast::Text>& title) {
    const auto index = static_cast<model::DefineId>(context_.model.defines.size());
    declare(name, {SymbolKind::define, index, name.span});
    context_.define_declarations.push_back({module_, nullptr});
    context_.model.defines.push_back({declaration(context_, module_, name, title), {}, {}, table});
    context_.model.tables[table].outputs.push_back(index);
  }

  void refuse_in_library(std::string_view what, Span span) {
    if (context_.modules[module_].is_library)
      context_.diagnostics.report(span, diagnostics::pathways_only, what);
  }

  Elaboration& context_;
  ModuleIndex module_;
};

// A bound without a unit is in the unit that the fact is declared in.
std::optional<Quantity> elaborate_bound(Elaboration& context, const Environment& environment,
                                        const ast::Expr& expr, const Type& type) {
  auto bound = elaborate_constant_quantity(context, environment, expr);
  if (!bound) return std::nullopt;
  if (is_pure(*bound->unit)) bound->unit = type.unit;
  if (same_dimension(*bound->unit, *type.unit)) return bound;
  if (auto converted = exchange(*bound, type.unit, type.substance)) return converted;
  context.diagnostics
      .report(expr.span, diagnostics::different_dimensions, describe_unit(type),
              describe_unit({.kind = TypeKind::number, .unit = bound->unit}))
      .help(help_for_exchange(*type.unit, *bound->unit, type.substance));
  return std::nullopt;
}

std::optional<model::Bounds> elaborate_bounds(Elaboration& context, const Environment& environment,
                                              std::string_view word, const std::optional<ast::Range>& range,
                                              const Type& type) {
  if (!range || type.kind == TypeKind::broken) return std::nullopt;
  if (type.kind != TypeKind::number && !type.has_amounts) {
    context.diagnostics.report(range->low.span, diagnostics::bounds_of_no_number, word, describe(type));
    return std::nullopt;
  }
  const auto low = elaborate_bound(context, environment, range->low, type);
  const auto high = range->high ? elaborate_bound(context, environment, *range->high, type) : std::nullopt;
  if (!low || !high) return std::nullopt;
  if (compare(*low, *high) > 0) {
    context.diagnostics.report(join(range->low.span, range->high->span), diagnostics::reversed_range,
                               to_string(*low), to_string(*high));
  }
  return model::Bounds{*low, *high, range->below};
}

std::optional<Quantity> elaborate_molar_mass(Elaboration& context, const Environment& environment,
                                             const ast::Expr& expr) {
  const auto quantity = elaborate_constant_quantity(context, environment, expr);
  if (!quantity) return std::nullopt;
  const Dimension mass_per_amount{{"amount", -1}, {"mass", 1}};
  const bool positive = !quantity->number.is_zero() && !quantity->number.is_negative();
  if (quantity->unit->dimension == mass_per_amount && positive) return quantity;
  context.diagnostics.report(expr.span, diagnostics::not_a_molar_mass, to_string(*quantity));
  return std::nullopt;
}

std::optional<Decimal> elaborate_charge(Elaboration& context, const Environment& environment,
                                        const ast::Expr& expr) {
  const auto quantity = elaborate_constant_quantity(context, environment, expr);
  if (!quantity) return std::nullopt;
  if (!quantity->number.is_zero()) return quantity->number;
  context.diagnostics.report(expr.span, diagnostics::not_a_charge, to_string(*quantity));
  return std::nullopt;
}

std::optional<Quantity> elaborate_validity(Elaboration& context, const Environment& environment,
                                           const ast::Expr& expr) {
  const auto quantity = elaborate_constant_quantity(context, environment, expr);
  if (!quantity || measures_time(*quantity->unit)) return quantity;
  context.diagnostics.report(expr.span, diagnostics::expected_duration,
                             describe_unit({.kind = TypeKind::number, .unit = quantity->unit}));
  return std::nullopt;
}

std::string bounds_text(const model::Bounds& bounds) {
  return fmt::format("{} to {}{}", to_string(bounds.low), bounds.below ? "below " : "",
                     to_string(bounds.high));
}

bool lies_within(const model::Bounds& inner, const model::Bounds& outer) {
  const auto order = compare(inner.high, outer.high);
  const bool high_fits = order < 0 || (order == 0 && (inner.below || !outer.below));
  return compare(inner.low, outer.low) >= 0 && high_fits;
}

// What is plausible, and the condition that tells it of a patient.
void elaborate_plausible(Elaboration& context, const Environment& environment, model::FactId id) {
  const auto& range = context.fact_declarations[id].declaration->plausible;
  const auto type = context.model.facts[id].type;
  if (range && type.has_amounts) {
    context.diagnostics.report(range->low.span, diagnostics::bounds_of_no_number, "plausible",
                               describe(type));
    return;
  }
  const auto bounds = elaborate_bounds(context, environment, "plausible", range, type);
  if (!bounds) return;
  const auto span = join(range->low.span, range->high->span);
  const auto& within = context.model.facts[id].within;
  if (within && !lies_within(*bounds, *within)) {
    context.diagnostics.report(span, diagnostics::plausible_outside_bounds, bounds_text(*bounds),
                               bounds_text(*within));
    return;
  }
  const auto fact = add(context, model::FactReference{id}, type, span);
  const auto low = elaborate_in_unit(context, environment, range->low, &type, type.unit);
  const auto high = elaborate_in_unit(context, environment, *range->high, &type, type.unit);
  context.model.facts[id].plausible = bounds;
  context.model.facts[id].is_plausible = lying_between(context, fact, low, high, range->below, span);
}

void elaborate_fact(Elaboration& context, model::FactId id) {
  const auto& [module, declaration] = context.fact_declarations[id];
  const Environment environment{.module = module};
  auto& fact = context.model.facts[id];
  if (declaration->molar_mass)
    fact.type.substance.molar_mass = elaborate_molar_mass(context, environment, *declaration->molar_mass);
  if (declaration->charge)
    fact.type.substance.charge = elaborate_charge(context, environment, *declaration->charge);
  fact.within = elaborate_bounds(context, environment, "within", declaration->within, fact.type);
  elaborate_plausible(context, environment, id);
}

// A parameter says how long; it counts clock time, so that any value of it is a certain time.
void elaborate_validity_parameter(Elaboration& context, model::FactId id, const ast::Expr& written,
                                  model::ParameterId parameter) {
  const auto& type = context.model.parameters[parameter].type;
  const bool counts_time = type.kind == TypeKind::number && measures_time(*type.unit);
  if (counts_time && !measures_calendar_time(*type.unit)) {
    const Environment environment{.module = context.fact_declarations[id].module};
    const auto& name = std::get<ast::Reference>(written.node).name;
    context.model.facts[id].validity = elaborate_reference(context, environment, name, written.span, nullptr);
  } else if (type.kind != TypeKind::broken) {
    context.diagnostics.report(written.span, diagnostics::expected_duration, describe(type));
  }
}

// The parameter that an expression names.
std::optional<model::ParameterId> named_parameter(const Elaboration& context, ModuleIndex module,
                                                  const ast::Expr& expr) {
  const auto* reference = std::get_if<ast::Reference>(&expr.node);
  if (!reference) return std::nullopt;
  const auto found = context.symbols.find(module, NameSpace::value, reference->name);
  const bool is_one = found.size() == 1 && found.front().kind == SymbolKind::parameter;
  return is_one ? std::optional{found.front().index} : std::nullopt;
}

void elaborate_fact_validity(Elaboration& context, model::FactId id) {
  const auto& [module, declaration] = context.fact_declarations[id];
  if (!declaration->valid_for) return;
  if (const auto parameter = named_parameter(context, module, *declaration->valid_for))
    return elaborate_validity_parameter(context, id, *declaration->valid_for, *parameter);
  context.model.facts[id].valid_for =
      elaborate_validity(context, {.module = module}, *declaration->valid_for);
}

// Only of a yes or no it is clear what is meant.
void elaborate_otherwise_no(Elaboration& context, model::Fact& fact, Span span) {
  fact.otherwise_no = fact.type.kind == TypeKind::yes_no;
  if (fact.otherwise_no || fact.type.kind == TypeKind::broken) return;
  context.diagnostics.report(span, diagnostics::no_otherwise, fact.id, describe(fact.type));
}

void elaborate_fact_type(Elaboration& context, model::FactId id) {
  const auto& [module, declaration] = context.fact_declarations[id];
  auto& fact = context.model.facts[id];
  fact.type = elaborate_type(context, module, declaration->type, declaration->id.text);
  if (declaration->otherwise_no) elaborate_otherwise_no(context, fact, *declaration->otherwise_no);
  if (declaration->from) fact.from = elaborate_resource(context, *declaration->from, fact.type);
}

void elaborate_parameter(Elaboration& context, model::ParameterId id) {
  const auto& [module, declaration] = context.parameter_declarations[id];
  const Environment environment{.module = module};
  auto& parameter = context.model.parameters[id];
  parameter.type = elaborate_type(context, module, declaration->type, parameter.id);
  parameter.within = elaborate_bounds(context, environment, "within", declaration->within, parameter.type);
  if (!declaration->value) return;
  const auto constant = elaborate_constant(context, environment, *declaration->value, &parameter.type);
  if (!constant) return;
  parameter.value = elaborate_as(context, environment, *declaration->value, parameter.type);
  const auto* quantity = std::get_if<Quantity>(&*constant);
  if (!quantity || is_broken(context, *parameter.value)) return;
  check_bounds(context, *quantity, parameter.within, declaration->value->span, to_string(*quantity));
}

}  // namespace

void check_bounds(Elaboration& context, const Quantity& value, const std::optional<model::Bounds>& bounds,
                  Span span, const std::string& written) {
  if (!bounds || !same_dimension(*value.unit, *bounds->low.unit)) return;
  if (is_within(value, *bounds)) return;
  const auto high = to_string(bounds->high);
  context.diagnostics.report(span, diagnostics::outside_bounds, written, to_string(bounds->low),
                             bounds->below ? "below " + high : high);
}

bool check_whole(Elaboration& context, const Quantity& value, const Type& type, Span span) {
  if (!type.whole || value.number.is_whole()) return true;
  context.diagnostics.report(span, diagnostics::expected_whole_number, to_string(value));
  return false;
}

void declare_names(Elaboration& context) {
  for (ModuleIndex module = 0; module < context.modules.size(); ++module) {
    NameDeclarer declarer{context, module};
    for_each<ast::CodesDeclaration>(context.modules[module], [&](const ast::CodesDeclaration& codes, Span) {
      declarer.declare_codes(codes);
    });
  }
  for (ModuleIndex module = 0; module < context.modules.size(); ++module) {
    for (const auto& file : context.modules[module].files) {
      for (const auto& item : file->items) std::visit(NameDeclarer{context, module}, item.node);
    }
  }
}

void elaborate_inputs(Elaboration& context) {
  for (model::FactId id = 0; id < context.fact_declarations.size(); ++id) elaborate_fact_type(context, id);
  for (model::FactId id = 0; id < context.fact_declarations.size(); ++id) elaborate_fact(context, id);
  for (model::ParameterId id = 0; id < context.parameter_declarations.size(); ++id)
    elaborate_parameter(context, id);
  for (model::FactId id = 0; id < context.fact_declarations.size(); ++id)
    elaborate_fact_validity(context, id);
}

}  // namespace waymark
