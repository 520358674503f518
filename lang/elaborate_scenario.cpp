#include <algorithm>
#include <set>

#include "lang/elaboration.hpp"
#include "lang/overloaded.hpp"
#include "lang/suggest.hpp"

// Properties and scenarios.
namespace waymark {
namespace {

using model::Input;

const Type moment_type{.kind = TypeKind::moment};

class GivenElaborator {
 public:
  GivenElaborator(Elaboration& context, ModuleIndex module, bool has_moment)
      : context_{context}, environment_{.module = module}, has_moment_{has_moment} {}

  std::optional<model::Given> given(const ast::Given& node) {
    const auto input = this->input(node.fact);
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

  // A fact or parameter by its name.
  std::optional<Input> input(const ast::Name& name) {
    const auto symbol = resolve(context_, environment_.module, NameSpace::value, name.text, name.span);
    if (!symbol) return std::nullopt;
    if (symbol->kind == SymbolKind::fact) return Input{std::in_place_index<0>, symbol->index};
    if (symbol->kind == SymbolKind::parameter) return Input{std::in_place_index<1>, symbol->index};
    context_.diagnostics.report(name.span, diagnostics::not_an_input, name.text);
    return std::nullopt;
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
      const auto reading = this->reading(node, type, bounds_of(input));
      if (!reading) return false;
      readings.push_back(*reading);
    }
    if (!has_moment_ && (is_timed(nodes) || is_dated(type, readings))) {
      context_.diagnostics.report(given.span, diagnostics::scenario_without_moment)
          .help("write `at 2026-01-31` as the scenario's first line");
    }
    check_times(nodes, readings, given);
    result.value = std::move(readings);
    return true;
  }

  // Two different values at one time contradict each other.
  void check_times(const std::vector<ast::Reading>& nodes, const std::vector<model::GivenReading>& readings,
                   const ast::Given& given) {
    std::map<std::string, std::string_view> value_at;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const auto value = context_.sources.text(readings[i].span);
      const auto [earlier, inserted] = value_at.try_emplace(time_text(nodes[i]), value);
      if (inserted || earlier->second == value) continue;
      context_.diagnostics.report(readings[i].span, diagnostics::readings_at_one_time, given.fact.text);
    }
  }

  std::string time_text(const ast::Reading& node) const {
    return std::visit(
        overloaded{
            [&](std::monostate) { return std::string{}; },
            [&](const ast::Instant& at) { return std::string{context_.sources.text(at.span)}; },
            [&](const ast::Expr& ago) { return std::string{context_.sources.text(ago.span)} + " ago"; },
        },
        node.time);
  }

  static bool is_timed(const std::vector<ast::Reading>& readings) {
    return std::ranges::any_of(readings, [](const auto& reading) { return reading.time.index() != 0; });
  }

  // A date says something only against the moment at which it is looked at.
  static bool is_dated(const Type& type, const std::vector<model::GivenReading>& readings) {
    const bool dated =
        type.kind == TypeKind::date || type.kind == TypeKind::moment || type.kind == TypeKind::event;
    return dated &&
           std::ranges::any_of(readings, [](const auto& reading) { return reading.value.index() != 0; });
  }

  static bool is_no(const std::vector<ast::Reading>& readings) {
    const auto* literal =
        readings.size() == 1 ? std::get_if<ast::YesNo>(&readings.front().value.node) : nullptr;
    return literal && !literal->value;
  }

  std::optional<model::GivenReading> reading(const ast::Reading& node, const Type& type,
                                             const std::optional<model::Bounds>& bounds) {
    const auto value = type.kind == TypeKind::event ? event(node.value) : constant(node.value, type, bounds);
    const auto time = this->time(node);
    if (!value || !time) return std::nullopt;
    return model::GivenReading{*value, *time, node.value.span};
  }

  std::optional<model::Constant> event(const ast::Expr& expr) {
    if (std::holds_alternative<ast::YesNo>(expr.node)) {
      context_.diagnostics.report(expr.span, diagnostics::event_given_yes);
      return std::nullopt;
    }
    return constant(expr, moment_type, std::nullopt);
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

  // A number keeps the unit it is given in; across mass and amount it is converted.
  std::optional<model::Constant> number(const ast::Expr& expr, const Quantity& quantity, const Type& type,
                                        const std::optional<model::Bounds>& bounds) {
    if (!check_whole(context_, quantity, type, expr.span)) return std::nullopt;
    auto given = quantity;
    if (type.molar_mass && convertible_by_molar_mass(*quantity.unit, *type.unit)) {
      const auto converted = convert_by_molar_mass(quantity, type.unit, *type.molar_mass);
      if (converted) given = *converted;
    } else if (is_broken(context_, elaborate_as(context_, environment_, expr, type))) {
      return std::nullopt;
    }
    check_bounds(context_, given, bounds, expr.span, to_string(quantity));
    return given;
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
    if (measures_time(*quantity->unit)) return model::GivenTime{*quantity};
    context_.diagnostics.report(expr.span, diagnostics::expected_duration,
                                describe_unit({.kind = TypeKind::number, .unit = quantity->unit}));
    return std::nullopt;
  }

  Elaboration& context_;
  Environment environment_;
  bool has_moment_;
};

class ScenarioElaborator {
 public:
  ScenarioElaborator(Elaboration& context, ModuleIndex module, const ast::Scenario& node, bool has_moment)
      : context_{context}, module_{module}, node_{node}, givens_{context, module, has_moment} {}

  model::Scenario scenario(Span span) {
    model::Scenario result;
    result.name = node_.name.value;
    result.at = node_.at;
    result.library = context_.modules[module_].is_library ? context_.modules[module_].id : "";
    result.span = span;
    for (const auto& node : node_.given) {
      check_doubled(node);
      if (auto given = givens_.given(node)) result.given.push_back(std::move(*given));
    }
    for (const auto& node : node_.expects) {
      if (auto expect = this->expect(node)) result.expects.push_back(std::move(*expect));
    }
    return result;
  }

 private:
  void check_doubled(const ast::Given& node) {
    const auto* member = std::get_if<ast::GivenMember>(&node.value);
    const auto name = member ? node.fact.text + " includes " + member->member.text : node.fact.text;
    if (!given_.insert(name).second)
      context_.diagnostics.report(node.fact.span, diagnostics::given_twice, name);
  }

  std::optional<model::Expect> expect(const ast::Expect& node) {
    return std::visit(
        overloaded{
            [&](const ast::ExpectStatus& status) { return this->status(status, node.span); },
            [&](const ast::ExpectConflict& conflict) { return this->conflict(conflict, node.span); },
            [&](const ast::Expr& expr) { return this->expression(expr, node.span); },
        },
        node.node);
  }

  std::optional<model::Expect> status(const ast::ExpectStatus& node, Span span) {
    const auto statement = this->statement(node.id);
    model::ExpectStatus result{{}, node.status, {}};
    if (node.needs) {
      result.needs.emplace();
      for (const auto& name : *node.needs) {
        if (const auto input = givens_.input(name)) result.needs->push_back(*input);
      }
    }
    if (!statement) return std::nullopt;
    result.statement = *statement;
    return model::Expect{std::move(result), span};
  }

  std::optional<model::StatementReference> statement(const ast::Name& id) {
    const auto found = context_.statements.find(id.text);
    if (found != context_.statements.end()) return found->second;
    report_unknown_statement(context_, module_, id.text, id.span);
    return std::nullopt;
  }

  std::optional<model::RecommendationId> recommendation(const ast::Name& id) {
    const auto found = statement(id);
    if (!found) return std::nullopt;
    if (found->kind == model::StatementKind::recommendation) return found->index;
    context_.diagnostics.report(id.span, diagnostics::not_a_recommendation, id.text);
    return std::nullopt;
  }

  std::optional<model::Expect> conflict(const ast::ExpectConflict& node, Span span) {
    const auto first = recommendation(node.first);
    const auto second = recommendation(node.second);
    if (!first || !second) return std::nullopt;
    return model::Expect{model::ExpectConflict{*first, *second}, span};
  }

  std::optional<model::Expect> expression(const ast::Expr& expr, Span span) {
    const Environment environment{.module = module_, .statuses = true};
    const auto condition = elaborate_condition(context_, environment, expr);
    if (is_broken(context_, condition)) return std::nullopt;
    return model::Expect{condition, span};
  }

  Elaboration& context_;
  ModuleIndex module_;
  const ast::Scenario& node_;
  GivenElaborator givens_;
  std::set<std::string> given_;
};

// The scenarios of one module, and how they extend each other.
class Scenarios {
 public:
  Scenarios(Elaboration& context, ModuleIndex module) : context_{context}, module_{module} {
    for_each<ast::Scenario>(context.modules[module], [&](const ast::Scenario& scenario, Span span) {
      const auto [earlier, inserted] = by_name_.try_emplace(scenario.name.value, nodes_.size());
      if (!inserted) {
        context.diagnostics.report(scenario.name.span, diagnostics::doubled_scenario, scenario.name.value)
            .note(nodes_[earlier->second].first->name.span, "it is here first");
      }
      nodes_.emplace_back(&scenario, span);
    });
  }

  void elaborate() {
    const auto first = static_cast<std::uint32_t>(context_.model.scenarios.size());
    for (const auto& [node, span] : nodes_) {
      auto scenario = ScenarioElaborator{context_, module_, *node, has_moment(*node)}.scenario(span);
      if (const auto parent = parent_of(*node))
        scenario.extends = first + static_cast<std::uint32_t>(*parent);
      if (node->extends && !parent_of(*node)) report_unknown_parent(*node);
      if (node->expects.empty() && !context_.modules[module_].has_syntax_errors) {
        context_.diagnostics.report(node->name.span, diagnostics::scenario_expects_nothing, node->name.value);
      }
      context_.model.scenarios.push_back(std::move(scenario));
    }
    report_circles();
  }

 private:
  std::optional<std::size_t> parent_of(const ast::Scenario& node) const {
    if (!node.extends) return std::nullopt;
    const auto found = by_name_.find(node.extends->value);
    if (found == by_name_.end()) return std::nullopt;
    return found->second;
  }

  bool has_moment(const ast::Scenario& node) const {
    const auto* current = &node;
    for (std::size_t steps = 0; steps <= nodes_.size(); ++steps) {
      if (current->at) return true;
      const auto parent = parent_of(*current);
      if (!parent) return false;
      current = nodes_[*parent].first;
    }
    return true;
  }

  void report_unknown_parent(const ast::Scenario& node) {
    if (context_.modules[module_].has_syntax_errors) return;
    std::vector<std::string> names;
    for (const auto& [name, index] : by_name_) names.push_back(name);
    auto report =
        context_.diagnostics.report(node.extends->span, diagnostics::unknown_scenario, node.extends->value);
    if (const auto near = nearest(node.extends->value, names)) {
      report.help(fmt::format("did you mean \"{}\"?", *near))
          .fix(node.extends->span, fmt::format("\"{}\"", *near));
    }
  }

  void report_circles() {
    for (const auto& [node, span] : nodes_) {
      auto parent = parent_of(*node);
      for (std::size_t steps = 0; parent && steps < nodes_.size(); ++steps) {
        if (nodes_[*parent].first == node) {
          context_.diagnostics.report(node->extends->span, diagnostics::circular_extends, node->name.value);
          return;
        }
        parent = parent_of(*nodes_[*parent].first);
      }
    }
  }

  Elaboration& context_;
  ModuleIndex module_;
  std::vector<std::pair<const ast::Scenario*, Span>> nodes_;
  std::map<std::string, std::size_t> by_name_;
};

}  // namespace

void elaborate_properties(Elaboration& context) {
  const Environment environment{.module = context.main, .statuses = true};
  for_each<ast::Property>(context.modules[context.main], [&](const ast::Property& property, Span span) {
    const auto condition = elaborate_condition(context, environment, property.condition);
    context.model.properties.push_back({property.kind, property.text.value, condition, span});
  });
}

void elaborate_scenarios(Elaboration& context) {
  context.symbols.count_uses(false);  // what only scenarios mention has no effect
  Scenarios{context, context.main}.elaborate();
}

}  // namespace waymark
