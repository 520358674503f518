#include <algorithm>

#include "lang/elaborate/elaboration.hpp"
#include "lang/text/overloaded.hpp"

// Functions over the readings of a fact, and counting those that pass a test.
namespace waymark {
namespace {

using ast::SpanWord;
using ast::WindowFunction;
using model::ExprId;

bool is_level(const Type& type) { return type.kind == TypeKind::one_of && type.members->ordered; }

std::string_view kind_of(const Symbol& symbol) {
  switch (symbol.kind) {
    case SymbolKind::parameter: return "a parameter";
    case SymbolKind::score: return "a score";
    case SymbolKind::define: return "a definition";
    default: return "a definition with arguments";
  }
}

class WindowElaborator {
 public:
  WindowElaborator(Elaboration& context, const Environment& environment, Span span)
      : context_{context}, environment_{environment}, span_{span} {}

  ExprId window(const ast::Window& window) {
    const auto fact = this->fact(window.fact);
    const auto span = this->span(window.span);
    if (!fact || !span) return add_broken(context_, span_);
    const auto& type = context_.model.facts[*fact].type;
    if (type.kind == TypeKind::broken) return add_broken(context_, span_);
    if (!goes_with(window.function, type)) return report_function(window.function, type);
    return add(context_, model::Window{window.function, *fact, *span}, result_type(window.function, type),
               span_);
  }

  ExprId each(const ast::EachReading& each) {
    const auto fact = this->fact(each.fact);
    if (!fact) return add_broken(context_, span_);
    return add(context_, model::EachReading{*fact}, context_.model.facts[*fact].type, span_);
  }

  ExprId count(const ast::ReadingCount& count) {
    const auto fact = this->fact(count.fact);
    const auto span = this->span(count.span);
    if (!fact || !span) return add_broken(context_, span_);
    const auto test = this->test(*fact, *count.test);
    std::optional<ExprId> apart;
    if (count.apart) apart = duration(**count.apart);
    if (is_broken(context_, test) || (apart && is_broken(context_, *apart)))
      return add_broken(context_, span_);
    if (count.count < 1) return report_count(count);
    return add(context_, model::ReadingCount{count.word, count.count, *fact, test, *span, apart}, yes_no_type,
               span_);
  }

 private:
  // A fact by its name; reports what has no readings.
  std::optional<model::FactId> fact(const ast::Name& name) {
    if (environment_.arguments && environment_.arguments->contains(name.text)) {
      context_.diagnostics.report(name.span, diagnostics::only_facts_have_readings, name.text, "an argument");
      return std::nullopt;
    }
    const auto symbol = resolve(context_, environment_.module, NameSpace::value, name.text, name.span);
    if (!symbol) return std::nullopt;
    if (symbol->kind != SymbolKind::fact) {
      context_.diagnostics
          .report(name.span, diagnostics::only_facts_have_readings, name.text, kind_of(*symbol))
          .help("readings of several facts at several times make no reading of what is computed of them");
      return std::nullopt;
    }
    context_.model.facts[symbol->index].has_history = true;
    return symbol->index;
  }

  static bool goes_with(WindowFunction function, const Type& type) {
    switch (function) {
      case WindowFunction::highest:
      case WindowFunction::lowest: return type.kind == TypeKind::number || is_level(type);
      case WindowFunction::average: return type.kind == TypeKind::number;
      case WindowFunction::total:
        return (type.kind == TypeKind::number || type.has_amounts) && type.unit->offset == 0;
      case WindowFunction::earliest:
      case WindowFunction::latest:
      case WindowFunction::previous:
      case WindowFunction::number: break;
    }
    return type.kind != TypeKind::any_of;
  }

  ExprId report_function(WindowFunction function, const Type& type) {
    const bool needs_order = function == WindowFunction::highest || function == WindowFunction::lowest;
    const auto what =
        needs_order && type.kind == TypeKind::one_of ? "members without an order" : describe(type);
    auto report =
        context_.diagnostics.report(span_, diagnostics::no_such_window, model::to_string(function), what);
    if (type.kind == TypeKind::number)
      report.help("the numbers of a scale with its own zero point have no sum; take their `average`");
    return add_broken(context_, span_);
  }

  static Type result_type(WindowFunction function, const Type& type) {
    if (function == WindowFunction::number) return {.kind = TypeKind::number, .whole = true};
    if (function == WindowFunction::total && type.has_amounts) return amount_type(type);
    return function == WindowFunction::average ? with_fractions(type) : type;
  }

  // --- spans

  std::optional<model::WindowSpan> span(const ast::WindowSpan& written) {
    model::WindowSpan result{written.word, {}, {}, {}};
    if (written.first) result.first = duration(**written.first, written.second ? &**written.second : nullptr);
    if (written.second) result.second = duration(**written.second);
    if (written.anchor) result.anchor = elaborate_instant(context_, environment_, *written.anchor);
    for (const auto& part : {result.first, result.second, result.anchor}) {
      if (part && is_broken(context_, *part)) return std::nullopt;
    }
    if (result.first && result.second) check_order(*result.first, *result.second);
    if (result.anchor && !fits_date(result)) return std::nullopt;
    return result;
  }

  // A literal duration. A first number without a unit takes that of the second.
  ExprId duration(const ast::Expr& written, const ast::Expr* second = nullptr) {
    auto number = std::get<ast::Number>(written.node);
    if (!number.unit && second) number.unit = std::get<ast::Number>(second->node).unit;
    const auto literal = elaborate(context_, environment_, {written.span, std::move(number)});
    if (is_broken(context_, literal)) return literal;
    if (!measures_time(*type_of(context_, literal).unit)) {
      context_.diagnostics.report(written.span, diagnostics::expected_duration,
                                  describe_unit(type_of(context_, literal)));
      return add_broken(context_, written.span);
    }
    if (!is_part_of_a_month(context_, literal)) return literal;
    report_part_of_a_month(context_, literal);
    return add_broken(context_, written.span);
  }

  const Quantity& quantity(ExprId literal) const {
    return std::get<Quantity>(std::get<model::Literal>(context_.model[literal].operation).value);
  }

  void check_order(ExprId first, ExprId second) {
    const auto& low = quantity(first);
    const auto& high = quantity(second);
    if (!same_dimension(*low.unit, *high.unit) || compare(low, high) <= 0) return;
    context_.diagnostics.report(join(span_of(context_, first), span_of(context_, second)),
                                diagnostics::reversed_range, to_string(low), to_string(high));
  }

  // Hours from or before a date would be counted from midnight.
  bool fits_date(const model::WindowSpan& span) {
    if (type_of(context_, *span.anchor).kind != TypeKind::date) return true;
    for (const auto& part : {span.first, span.second}) {
      if (!part) continue;
      const auto& unit = *quantity(*part).unit;
      if (measures_calendar_time(unit) || counts_whole_days(unit)) continue;
      context_.diagnostics
          .report(span_of(context_, *part), diagnostics::hours_against_date,
                  fmt::format("`{}`", to_string(unit)))
          .note(span_of(context_, *span.anchor), "this is a date");
      return false;
    }
    return true;
  }

  // --- tests

  // A condition over each reading.
  ExprId test(model::FactId id, const ast::Expr& written) {
    const auto& type = context_.model.facts[id].type;
    const bool can_be_asked =
        type.kind == TypeKind::number || type.kind == TypeKind::yes_no || type.kind == TypeKind::one_of;
    if (type.kind != TypeKind::broken && !can_be_asked) return report_test(written.span, describe(type));
    if (const auto* is = std::get_if<ast::Is>(&written.node)) {
      if (const auto word = refused_word(*is, type)) return report_test(is->predicate_span, *word);
    }
    return elaborate_condition(context_, environment_, written);
  }

  // A reading is always known, and never stale: what is asked is what it says.
  static std::optional<std::string> refused_word(const ast::Is& is, const Type& type) {
    if (const auto* word = std::get_if<ast::IsWord>(&is.predicate)) {
      if (*word == ast::IsWord::unknown) return "`is unknown`";
      if (*word == ast::IsWord::ruled_out) return "`is ruled out`";
    }
    const auto* name = std::get_if<ast::Name>(&is.predicate);
    if (!name || (type.members && find_member(*type.members, name->text))) return std::nullopt;
    const bool asks_for_knowledge =
        name->text == "known" || name->text == "stale" || name->text == "confirmed";
    return asks_for_knowledge ? std::optional{fmt::format("`is {}`", name->text)} : std::nullopt;
  }

  ExprId report_test(Span place, const std::string& what) {
    context_.diagnostics.report(place, diagnostics::no_test_of_readings, what)
        .help("each reading is compared, as in `readings of sbp >= 140 mmHg`");
    return add_broken(context_, place);
  }

  ExprId report_count(const ast::ReadingCount& count) {
    context_.diagnostics.report(span_, diagnostics::fruitless_count, count.count)
        .help("to say that no reading is so, write `not at least 1 readings of ...`");
    return add_broken(context_, span_);
  }

  Elaboration& context_;
  const Environment& environment_;
  Span span_;
};

}  // namespace

ExprId elaborate_window(Elaboration& context, const Environment& environment, const ast::Window& window,
                        Span span) {
  return WindowElaborator{context, environment, span}.window(window);
}

ExprId elaborate_each_reading(Elaboration& context, const Environment& environment,
                              const ast::EachReading& each, Span span) {
  return WindowElaborator{context, environment, span}.each(each);
}

ExprId elaborate_reading_count(Elaboration& context, const Environment& environment,
                               const ast::ReadingCount& count, Span span) {
  return WindowElaborator{context, environment, span}.count(count);
}

}  // namespace waymark
