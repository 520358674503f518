#include <algorithm>
#include <map>

#include "lang/elaborate/elaboration.hpp"
#include "lang/text/overloaded.hpp"

// What scenarios give: values of facts and parameters, with their times.
namespace waymark {
namespace {

using model::Input;

const Type moment_type{.kind = TypeKind::moment};

class GivenElaborator {
 public:
  GivenElaborator(Elaboration& context, ModuleIndex module, bool has_moment)
      : context_{context}, environment_{.module = module}, has_moment_{has_moment} {}

  std::optional<model::Given> given(const ast::Given& node) {
    const auto input = elaborate_input(context_, environment_.module, node.fact);
    if (!input) return std::nullopt;
    const auto& type = type_of(*input);
    if (type.kind == TypeKind::broken) return std::nullopt;
    model::Given result{*input, {}, node.span};
    const bool complete = std::visit(
        overloaded{
            [&](const ast::GivenMember& member) { return this->member(member, type, node, result); },
            [&](const ast::GivenSet& set) { return this->set(set, type, result); },
            [&](const std::vector<ast::Reading>& readings) {
              return this->readings(readings, *input, node, result);
            },
        },
        node.value);
    if (!complete) return std::nullopt;
    return result;
  }

 private:
  const Type& type_of(const Input& input) const {
    if (input.index() == 0) return context_.model.facts[std::get<0>(input)].type;
    return context_.model.parameters[std::get<1>(input)].type;
  }

  const std::optional<model::Bounds>& bounds_of(const Input& input) const {
    if (input.index() == 0) return context_.model.facts[std::get<0>(input)].within;
    return context_.model.parameters[std::get<1>(input)].within;
  }

  bool check_set(const Type& type, Span span, std::string_view word) {
    if (type.kind == TypeKind::any_of) return true;
    context_.diagnostics.report(span, diagnostics::expected_set, word, describe(type));
    return false;
  }

  bool member(const ast::GivenMember& node, const Type& type, const ast::Given& given, model::Given& result) {
    if (!check_set(type, given.fact.span, "includes")) return false;
    const auto member = find_member(context_, *type.members, node.member);
    if (!member) return false;
    result.value = model::GivenMember{*member, node.value};
    return true;
  }

  bool set(const ast::GivenSet& node, const Type& type, model::Given& result) {
    if (!check_set(type, node.span, "{...}")) return false;
    auto members = find_members(context_, *type.members, node.members);
    if (!members) return false;
    result.value = model::GivenSet{std::move(*members)};
    return true;
  }

  bool readings(const std::vector<ast::Reading>& nodes, const Input& input, const ast::Given& given,
                model::Given& result) {
    const auto type = type_of(input);
    if (type.kind == TypeKind::event && is_no(nodes)) {
      result.value = model::NotHappened{};
      return true;
    }
    std::vector<model::GivenReading> readings;
    for (const auto& node : nodes) {
      const auto reading = is_month_or_year(node, type) ? in_part(node, type, input)
                                                        : this->reading(node, type, bounds_of(input));
      if (!reading) return false;
      readings.push_back(*reading);
    }
    if (!has_moment_ && (is_timed(nodes) || is_dated(type, readings))) {
      context_.diagnostics.report(given.span, diagnostics::scenario_without_moment)
          .help("write `at 2026-01-31` as the scenario's first line");
    }
    if (type.kind != TypeKind::event) check_times(readings, given);
    result.value = std::move(readings);
    return true;
  }

  // Two different values at one time contradict each other.
  void check_times(const std::vector<model::GivenReading>& readings, const ast::Given& given) {
    std::map<std::string, std::string_view> value_at;
    for (const auto& reading : readings) {
      const auto value = context_.sources.text(reading.span);
      const auto [earlier, inserted] = value_at.try_emplace(time_text(reading.time), value);
      if (inserted || earlier->second == value) continue;
      context_.diagnostics.report(reading.span, diagnostics::readings_at_one_time, given.fact.text);
    }
  }

  // Equal for instants that are written with two offsets; without one they are all at that of the scenario.
  static std::string clock_text(const ast::Instant& instant) {
    return std::visit(overloaded{
                          [](const ast::DateLiteral& date) { return to_string(start_of(date.date, 0)); },
                          [](const ast::MomentLiteral& literal) {
                            const auto utc = to_string(Moment{literal.moment.microseconds, 0});
                            return literal.has_offset ? "instant " + utc : utc;
                          },
                      },
                      instant.node);
  }

  // Equal for times that are written in two ways.
  std::string time_text(const model::GivenTime& time) const {
    return std::visit(overloaded{
                          [](std::monostate) { return std::string{}; },
                          [](const ast::Instant& at) { return clock_text(at); },
                          [](const Quantity& ago) {
                            const Rational base = ago.number.to_rational() * ago.unit->scale;
                            return fmt::format("{} {} ago", base.get_str(), describe(ago.unit->dimension));
                          },
                      },
                      time.time);
  }

  static bool is_timed(const std::vector<ast::Reading>& readings) {
    return std::ranges::any_of(readings, [](const auto& reading) { return reading.time.index() != 0; });
  }

  // A date says something only against the moment at which it is looked at.
  static bool is_dated(const Type& type, const std::vector<model::GivenReading>& readings) {
    const bool dated =
        type.kind == TypeKind::date || type.kind == TypeKind::moment || type.kind == TypeKind::event;
    return dated && std::ranges::any_of(readings, [](const auto& reading) {
             return reading.in_part || !reading.value ||
                    !std::holds_alternative<model::UnknownConstant>(*reading.value);
           });
  }

  static bool is_no(const std::vector<ast::Reading>& readings) {
    if (readings.size() != 1 || !readings.front().value) return false;
    const auto* literal = std::get_if<ast::YesNo>(&readings.front().value->node);
    return literal && !literal->value;
  }

  std::optional<model::GivenReading> reading(const ast::Reading& node, const Type& type,
                                             const std::optional<model::Bounds>& bounds) {
    const auto time = this->time(node);
    if (!node.value) return time ? happened(node, *time, type) : std::nullopt;
    const auto value =
        type.kind == TypeKind::event ? event(*node.value, type, bounds) : constant(*node.value, type, bounds);
    if (!value || !time) return std::nullopt;
    return model::GivenReading{*value, *time, node.span};
  }

  // `2026-11` or `2026` where a day or a moment is wanted.
  bool is_month_or_year(const ast::Reading& node, const Type& type) const {
    constexpr std::size_t digits_of_year = 4;
    const bool wants_day = type.kind == TypeKind::date || type.kind == TypeKind::moment ||
                           (type.kind == TypeKind::event && !type.has_amounts);
    if (!wants_day || !node.value) return false;
    const auto* number = std::get_if<ast::Number>(&node.value->node);
    const auto* difference = std::get_if<ast::Arithmetic>(&node.value->node);
    const bool is_year = number && context_.sources.text(node.value->span).size() == digits_of_year;
    const auto is_number = [](const ast::Expr& expr) {
      return std::holds_alternative<ast::Number>(expr.node);
    };
    return is_year || (difference && difference->op == ast::ArithmeticOperator::subtract &&
                       is_number(*difference->left) && is_number(*difference->right));
  }

  std::optional<model::GivenReading> in_part(const ast::Reading& node, const Type& type, const Input& input) {
    const auto written = context_.sources.text(node.value->span);
    const auto date = parse_partial_date(written);
    const auto time = this->time(node);
    if (!date) {
      context_.diagnostics.report(node.value->span, diagnostics::invalid_date, written)
          .help("where only the month or the year is known, write it as `2026-03` or `2026`");
    } else if (input.index() == 1) {
      context_.diagnostics
          .report(node.value->span, diagnostics::type_mismatch, describe(type), "a month or a year")
          .help("a parameter needs the whole date");
    } else if (time) {
      return model::GivenReading{std::nullopt, *time, node.span, *date};
    }
    return std::nullopt;
  }

  // `14 months ago` alone says when an event happened, and has no value.
  std::optional<model::GivenReading> happened(const ast::Reading& node, const model::GivenTime& time,
                                              const Type& type) {
    if (type.kind == TypeKind::event && !type.has_amounts)
      return model::GivenReading{std::nullopt, time, node.span};
    context_.diagnostics.report(node.span, diagnostics::type_mismatch,
                                type.has_amounts ? "an amount before its time" : describe(type),
                                "a time alone");
    return std::nullopt;
  }

  std::optional<model::Constant> event(const ast::Expr& expr, const Type& type,
                                       const std::optional<model::Bounds>& bounds) {
    if (std::holds_alternative<ast::YesNo>(expr.node)) {
      context_.diagnostics.report(expr.span, diagnostics::event_given_yes);
      return std::nullopt;
    }
    const auto* date = std::get_if<ast::DateLiteral>(&expr.node);  // its first moment
    if (date && !type.has_amounts) return model::Constant{date->date};
    return type.has_amounts ? constant(expr, amount_type(type), bounds)
                            : constant(expr, moment_type, std::nullopt);
  }

  std::optional<model::Constant> constant(const ast::Expr& expr, const Type& type,
                                          const std::optional<model::Bounds>& bounds) {
    const auto constant = elaborate_constant(context_, environment_, expr, &type);
    if (!constant || std::holds_alternative<model::UnknownConstant>(*constant)) return constant;
    if (type.kind != TypeKind::number) {
      const auto elaborated = elaborate_as(context_, environment_, expr, type);
      return is_broken(context_, elaborated) ? std::nullopt : constant;
    }
    const auto* quantity = std::get_if<Quantity>(&*constant);
    if (!quantity) {
      elaborate_as(context_, environment_, expr, type);
      return std::nullopt;
    }
    return number(expr, *quantity, type, bounds);
  }

  // A number keeps the unit it is given in.
  std::optional<model::Constant> number(const ast::Expr& expr, const Quantity& quantity, const Type& type,
                                        const std::optional<model::Bounds>& bounds) {
    if (!check_whole(context_, quantity, type, expr.span)) return std::nullopt;
    if (is_pure(*type.unit) && is_dimensionless(*quantity.unit) && quantity.unit->scale != 1) {
      context_.diagnostics.report(expr.span, diagnostics::type_mismatch, "a number without a unit",
                                  describe_unit({.kind = TypeKind::number, .unit = quantity.unit}));
      return std::nullopt;
    }
    auto given = quantity;
    const bool converts = !same_dimension(*quantity.unit, *type.unit) &&
                          exchange_factor(*quantity.unit, *type.unit, type.substance);
    if (converts) {
      given = exchange(quantity, type.unit, type.substance).value_or(given);
    } else if (is_broken(context_, elaborate_as(context_, environment_, expr, type))) {
      return std::nullopt;
    }
    check_bounds(context_, given, bounds, expr.span, to_string(quantity));
    return quantity;
  }

  std::optional<model::GivenTime> time(const ast::Reading& node) {
    return std::visit(
        overloaded{
            [&](std::monostate) -> std::optional<model::GivenTime> { return model::GivenTime{}; },
            [&](const ast::Instant& instant) -> std::optional<model::GivenTime> {
              return model::GivenTime{instant};
            },
            [&](const ast::Expr& ago) { return this->ago(ago); },
        },
        node.time);
  }

  std::optional<model::GivenTime> ago(const ast::Expr& expr) {
    const auto quantity = elaborate_constant_quantity(context_, environment_, expr);
    if (!quantity) return std::nullopt;
    if (measures_time(*quantity->unit)) {
      check_months(*quantity, expr.span);
      return model::GivenTime{*quantity};
    }
    context_.diagnostics.report(expr.span, diagnostics::expected_duration,
                                describe_unit({.kind = TypeKind::number, .unit = quantity->unit}));
    return std::nullopt;
  }

  void check_months(const Quantity& ago, Span span) {
    const Rational months = ago.number.to_rational() * ago.unit->scale;
    if (!measures_calendar_time(*ago.unit) || months.get_den() == 1) return;
    context_.diagnostics
        .report(span, diagnostics::part_of_a_month, fmt::format("`{}`", context_.sources.text(span)))
        .help("months and years are counted on the calendar; count parts of them in days or weeks");
  }

  Elaboration& context_;
  Environment environment_;
  bool has_moment_;
};

}  // namespace

std::optional<Input> elaborate_input(Elaboration& context, ModuleIndex module, const ast::Name& name) {
  const auto symbol = resolve(context, module, NameSpace::value, name.text, name.span);
  if (!symbol) return std::nullopt;
  if (symbol->kind == SymbolKind::fact) return Input{std::in_place_index<0>, symbol->index};
  if (symbol->kind == SymbolKind::parameter) return Input{std::in_place_index<1>, symbol->index};
  context.diagnostics.report(name.span, diagnostics::not_an_input, name.text);
  return std::nullopt;
}

std::optional<model::Given> elaborate_given(Elaboration& context, ModuleIndex module, const ast::Given& node,
                                            bool has_moment) {
  return GivenElaborator{context, module, has_moment}.given(node);
}

}  // namespace waymark
