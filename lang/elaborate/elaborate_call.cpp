#include <algorithm>
#include <array>

#include "lang/elaborate/elaboration.hpp"
#include "lang/text/suggest.hpp"

namespace waymark {
namespace {

using model::ExprId;
using model::Function;

// What a function makes of its arguments' units.
enum class Signature { alike, keeps_unit, pure, steps, root };

struct FunctionEntry {
  std::string_view name;
  Function function;
  Signature signature;
  std::size_t least, most;  // arguments
};

constexpr std::size_t any_number = 200;
constexpr std::array<FunctionEntry, 12> functions = {{
    {"min", Function::min, Signature::alike, 1, any_number},
    {"max", Function::max, Signature::alike, 1, any_number},
    {"abs", Function::absolute, Signature::keeps_unit, 1, 1},
    {"round", Function::round, Signature::pure, 1, 2},
    {"floor", Function::floor, Signature::pure, 1, 1},
    {"ceiling", Function::ceiling, Signature::pure, 1, 1},
    {"nearest", Function::nearest, Signature::steps, 2, 2},
    {"sqrt", Function::sqrt, Signature::root, 1, 1},
    {"pow", Function::pow, Signature::pure, 2, 2},
    {"exp", Function::exp, Signature::pure, 1, 1},
    {"ln", Function::ln, Signature::pure, 1, 1},
    {"log10", Function::log10, Signature::pure, 1, 1},
}};

std::string count_of_arguments(std::size_t least, std::size_t most) {
  const auto arguments = [](std::size_t count) {
    return fmt::format("{} argument{}", count, count == 1 ? "" : "s");
  };
  if (least == most) return arguments(least);
  if (most == any_number) return fmt::format("{} or more", arguments(least));
  return fmt::format("{} or {}", least, arguments(most));
}

class CallElaborator {
 public:
  CallElaborator(Elaboration& context, const Environment& environment, const ast::Call& call, Span span)
      : context_{context}, environment_{environment}, call_{call}, span_{span} {}

  ExprId elaborate_function(const FunctionEntry& function, const Type* expected) {
    if (!check_count(function.least, function.most)) return add_broken(context_, span_);
    auto arguments = elaborate_arguments(expected);
    for (const auto argument : arguments) {
      if (!check_argument(argument, function)) return add_broken(context_, span_);
    }
    const auto type = result_type(function, arguments);
    if (type.kind == TypeKind::broken) return add_broken(context_, span_);
    return add(context_, model::Call{function.function, std::move(arguments)}, type, span_);
  }

  ExprId elaborate_define(const Symbol& symbol) {
    if (context_.circular.contains(symbol.index)) return add_broken(context_, span_);
    const auto& [module, define] = context_.define_declarations[symbol.index];
    const auto count = define->parameters.size();
    if (!check_count(count, count)) return add_broken(context_, span_);
    std::vector<ExprId> arguments;
    std::map<std::string, ExprId, std::less<>> by_name;
    for (std::size_t i = 0; i < count; ++i) {
      const auto type =
          elaborate_type(context_, module, define->parameters[i].type, define->parameters[i].name.text);
      arguments.push_back(elaborate_as(context_, environment_, call_.arguments[i], type));
      by_name[define->parameters[i].name.text] = arguments.back();
    }
    return call_define(symbol, *define, std::move(arguments),
                       {.module = module, .arguments = &by_name, .parameters = &define->parameters});
  }

 private:
  // A bare name may be a member of the type that another argument has, so values go first. What it means is
  // not asked where that argument has its message already.
  std::vector<ExprId> elaborate_arguments(const Type* expected) {
    std::vector<ExprId> result(call_.arguments.size());
    std::optional<Type> type = expected ? std::optional{*expected} : std::nullopt;
    bool is_broken_beside = false;
    for (std::size_t i = 0; i < result.size(); ++i) {
      if (may_be_member(call_.arguments[i])) continue;
      result[i] = elaborate(context_, environment_, call_.arguments[i], type ? &*type : nullptr);
      const auto& found = type_of(context_, result[i]);
      is_broken_beside |= found.kind == TypeKind::broken;
      if (!type && found.members) type = found;
    }
    for (std::size_t i = 0; i < result.size(); ++i) {
      const auto& argument = call_.arguments[i];
      if (!may_be_member(argument)) continue;
      result[i] = is_broken_beside && !type
                      ? add_broken(context_, argument.span)
                      : elaborate(context_, environment_, argument, type ? &*type : nullptr);
    }
    return result;
  }

  bool may_be_member(const ast::Expr& argument) const {
    const auto* reference = std::get_if<ast::Reference>(&argument.node);
    const bool is_argument =
        reference && environment_.arguments && environment_.arguments->contains(reference->name);
    return reference && !is_argument &&
           context_.symbols.find(environment_.module, NameSpace::value, reference->name).empty();
  }

  ExprId call_define(const Symbol& symbol, const ast::Define& define, std::vector<ExprId> arguments,
                     const Environment& inside) {
    auto key = fmt::format("{}", symbol.index);
    for (const auto argument : arguments) key += fmt::format(",{}", context_.model[argument].canonical);
    const auto known = context_.bodies.find(key);
    if (known != context_.bodies.end()) return add_call(symbol, std::move(arguments), known->second);
    const auto body =
        define.type ? elaborate_as(context_, inside, define.value,
                                   elaborate_type(context_, inside.module, *define.type, define.id.text))
                    : elaborate(context_, inside, define.value);
    context_.bodies[key] = body;
    return add_call(symbol, std::move(arguments), body);
  }

  ExprId add_call(const Symbol& symbol, std::vector<ExprId> arguments, ExprId body) {
    const auto type = type_of(context_, body);
    if (type.kind == TypeKind::broken) return add_broken(context_, span_);
    return add(context_, model::DefineCall{symbol.index, std::move(arguments), body}, type, span_);
  }

  bool check_count(std::size_t least, std::size_t most) {
    const auto found = call_.arguments.size();
    if (found >= least && found <= most) return true;
    context_.diagnostics.report(span_, diagnostics::wrong_argument_count, call_.function.text,
                                count_of_arguments(least, most), found);
    return false;
  }

  bool check_argument(ExprId argument, const FunctionEntry& function) {
    const auto& type = type_of(context_, argument);
    const auto span = span_of(context_, argument);
    if (type.kind == TypeKind::broken) return false;
    if (type.kind == TypeKind::anything) return true;
    if (type.kind == TypeKind::elapsed) {
      context_.diagnostics.report(span, diagnostics::elapsed_without_unit)
          .help(fmt::format("write `({}) in days`", context_.sources.text(span)));
      return false;
    }
    if (function.signature == Signature::alike && has_order(type)) return true;
    if (type.kind != TypeKind::number) {
      report_no_number(function, type, span);
      return false;
    }
    if (function.signature != Signature::pure || is_pure(*type.unit)) return true;
    context_.diagnostics.report(span, diagnostics::expected_pure_number, function.name, describe(type))
        .help(function.function == Function::round || function.function == Function::floor ||
                      function.function == Function::ceiling
                  ? fmt::format("a quantity is rounded by `nearest({}, 1 {})`", context_.sources.text(span),
                                to_string(*type.unit))
                  : fmt::format("take the unit off: `({}) / 1 {}`", context_.sources.text(span),
                                to_string(*type.unit)));
    return false;
  }

  static bool has_order(const Type& type) {
    return type.kind == TypeKind::date || type.kind == TypeKind::moment ||
           (type.kind == TypeKind::one_of && type.members->ordered);
  }

  void report_no_number(const FunctionEntry& function, const Type& type, Span span) {
    if (function.signature != Signature::alike) {
      context_.diagnostics.report(span, diagnostics::expected_number, describe(type));
    } else if (type.kind == TypeKind::one_of) {
      context_.diagnostics.report(span, diagnostics::not_ordered, type.members->name)
          .help("levels that compare are declared with `<` between them: `one of {mild < severe}`");
    } else {
      auto report = context_.diagnostics.report(span, diagnostics::type_mismatch,
                                                "a number, a date, a moment or a level", describe(type));
      if (type.kind == TypeKind::event) report.help("an event may not have happened; compare a `moment`");
    }
  }

  Type result_type(const FunctionEntry& function, std::vector<ExprId>& arguments) {
    switch (function.signature) {
      case Signature::alike: return common_type(arguments);
      case Signature::steps: return common_type(arguments);
      case Signature::keeps_unit: return type_of(context_, arguments.front());
      case Signature::root: return root_type(arguments.front());
      case Signature::pure: break;
    }
    return {.kind = TypeKind::number, .whole = rounds_to_whole(function.function, arguments.size())};
  }

  static bool rounds_to_whole(Function function, std::size_t arguments) {
    return function == Function::floor || function == Function::ceiling ||
           (function == Function::round && arguments == 1);
  }

  Type root_type(ExprId argument) {
    const auto& unit = type_of(context_, argument).unit;
    if (auto root = square_root(unit)) return {.kind = TypeKind::number, .unit = std::move(root)};
    context_.diagnostics.report(span_of(context_, argument), diagnostics::no_root_of_unit,
                                fmt::format("`{}`", to_string(*unit)));
    return {};
  }

  Type common_type(std::vector<ExprId>& arguments) {
    const auto has_type = [&](ExprId argument) {
      return type_of(context_, argument).kind != TypeKind::anything;
    };
    const auto first = std::ranges::find_if(arguments, has_type);
    if (first == arguments.end()) return {.kind = TypeKind::anything};
    for (auto& argument : arguments) {
      if (&argument == &*first || !has_type(argument)) continue;
      if (!fit_values(context_, *first, argument, span_of(context_, argument))) return {};
    }
    const auto& type = type_of(context_, *first);
    const auto is_whole = [&](ExprId argument) {
      return !has_type(argument) || is_whole_in_unit(type_of(context_, argument), type);
    };
    return std::ranges::all_of(arguments, is_whole) ? type : with_fractions(type);
  }

  Elaboration& context_;
  const Environment& environment_;
  const ast::Call& call_;
  Span span_;
};

ExprId report_unknown_function(Elaboration& context, const Environment& environment, const ast::Name& name,
                               Span span) {
  if (context.symbols.possible(environment.module, name.text)) return add_broken(context, span);
  const auto near = [&] {
    std::vector<std::string> names;
    for (const auto& function : functions) names.emplace_back(function.name);
    for (auto& visible : context.symbols.visible(environment.module, NameSpace::value))
      names.push_back(std::move(visible));
    return nearest(name.text, names);
  };
  context.diagnostics.report(name.span, diagnostics::unknown_function, name.text)
      .did_you_mean(name.span, context.diagnostics.suggestions().find(near));
  return add_broken(context, span);
}

}  // namespace

ExprId elaborate_call(Elaboration& context, const Environment& environment, const ast::Call& call, Span span,
                      const Type* expected) {
  const auto& name = call.function;
  const auto found = context.symbols.find(environment.module, NameSpace::value, name.text);
  if (found.empty()) {
    const auto function = std::ranges::find(functions, std::string_view{name.text}, &FunctionEntry::name);
    if (function == functions.end()) return report_unknown_function(context, environment, name, span);
    return CallElaborator{context, environment, call, span}.elaborate_function(*function, expected);
  }
  const auto symbol = resolve(context, environment.module, NameSpace::value, name.text, name.span);
  if (!symbol) return add_broken(context, span);
  if (symbol->kind != SymbolKind::function) {
    context.diagnostics.report(name.span, diagnostics::takes_no_arguments, name.text)
        .help(fmt::format("write `{}` without the parentheses", name.text));
    return add_broken(context, span);
  }
  return CallElaborator{context, environment, call, span}.elaborate_define(*symbol);
}

}  // namespace waymark
