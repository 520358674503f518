#include <algorithm>
#include <set>

#include "lang/elaborate/elaboration.hpp"
#include "lang/model/given_times.hpp"
#include "lang/model/regimen.hpp"
#include "lang/text/overloaded.hpp"
#include "lang/text/suggest.hpp"

// Properties and scenarios.
namespace waymark {
namespace {

// Whether a scenario says when it plays; the moment is null where that is not known, in a circle.
struct Timing {
  bool has_moment = false;
  const ast::Instant* at = nullptr;
};

Moment moment_of(const ast::Instant& instant) {
  return std::visit(overloaded{
                        [](const ast::DateLiteral& literal) { return start_of(literal.date, 0); },
                        [](const ast::MomentLiteral& literal) { return literal.moment; },
                    },
                    instant.node);
}

class ScenarioElaborator {
 public:
  ScenarioElaborator(Elaboration& context, ModuleIndex module, const ast::Scenario& node,
                     const Timing& timing)
      : context_{context}, module_{module}, node_{node}, timing_{timing} {}

  model::Scenario scenario(Span span) {
    model::Scenario result;
    result.name = node_.name.value;
    result.at = node_.at;
    result.library = context_.modules[module_].is_library ? context_.modules[module_].id : "";
    result.span = span;
    for (const auto& node : node_.given) {
      check_doubled(node);
      auto given = elaborate_given(context_, module_, node, timing_.has_moment);
      if (!given) continue;
      check_calendar(*given);
      result.given.push_back(std::move(*given));
    }
    for (const auto& node : node_.expects) {
      if (auto expect = this->expect(node)) result.expects.push_back(std::move(*expect));
    }
    return result;
  }

 private:
  void check_calendar(const model::Given& given) {
    if (!timing_.at) return;
    for (const auto& reading : model::before_calendar(given, moment_of(*timing_.at)))
      context_.diagnostics.report(reading.span, diagnostics::invalid_date,
                                  fmt::format("{} ago", to_string(reading.ago)));
  }

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
            [&](const ast::ExpectDose& dose) { return this->dose(dose, node.span); },
            [&](const ast::ExpectOpen& open) { return this->open(open, node.span); },
            [&](const ast::ExpectProgress& progress) { return this->progress(progress, node.span); },
        },
        node.node);
  }

  std::optional<model::Expect> status(const ast::ExpectStatus& node, Span span) {
    const auto statement = this->statement(node.id);
    model::ExpectStatus result{{}, node.status, {}};
    if (node.needs) {
      result.needs.emplace();
      for (const auto& name : *node.needs) {
        if (const auto input = elaborate_input(context_, module_, name)) result.needs->push_back(*input);
      }
    }
    if (!statement) return std::nullopt;
    result.statement = *statement;
    return model::Expect{std::move(result), span};
  }

  std::optional<model::StatementReference> statement(const ast::Name& id) {
    const auto found = context_.statements.find(id.text);
    if (found != context_.statements.end()) {
      note_use(context_, found->second, id.text, id.span);
      return found->second;
    }
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

  // An action of the recommendation's target; reports any other.
  std::optional<model::ActionId> action_of(model::RecommendationId id, const ast::Name& name) {
    const auto action = elaborate_action(context_, module_, name);
    if (!action) return std::nullopt;
    const auto& recommendation = context_.model.recommendations[id];
    const auto& actions = recommendation.actions;
    if (std::ranges::find(actions, *action) != actions.end()) return action;
    context_.diagnostics.report(name.span, diagnostics::not_in_target, name.text, recommendation.id);
    return std::nullopt;
  }

  std::optional<model::Expect> open(const ast::ExpectOpen& node, Span span) {
    const auto id = recommendation(node.id);
    if (!id) return std::nullopt;
    model::ExpectOpen result{*id, {}};
    for (const auto& name : node.actions) {
      if (const auto action = action_of(*id, name)) result.actions.push_back(*action);
    }
    return model::Expect{std::move(result), span};
  }

  std::optional<model::Expect> progress(const ast::ExpectProgress& node, Span span) {
    const auto id = recommendation(node.id);
    if (!id) return std::nullopt;
    const auto& recommendation = context_.model.recommendations[*id];
    if (!has_progress(recommendation)) {
      context_.diagnostics.report(span, diagnostics::no_progress, node.id.text);
      return std::nullopt;
    }
    if (node.by && !has_deadline(recommendation)) {
      context_.diagnostics.report(node.by->span, diagnostics::no_deadline, node.id.text);
      return std::nullopt;
    }
    if (has_deadline(recommendation) && !timing_.has_moment) report_without_moment(span);
    return model::Expect{model::ExpectProgress{*id, node.progress, node.by}, span};
  }

  std::optional<model::Expect> dose(const ast::ExpectDose& node, Span span) {
    const auto id = recommendation(node.id);
    model::ExpectDose result{};
    result.dose = elaborate_range(context_, {.module = module_}, node.dose, false);
    if (!id) return std::nullopt;
    result.recommendation = *id;
    if (node.action) result.action = action_of(*id, *node.action);
    if (node.action && !result.action) return std::nullopt;
    const auto doses = doses_meant(result);
    if (doses.empty())
      return context_.diagnostics.report(span, diagnostics::no_dose, node.id.text), std::nullopt;
    if (doses.size() > 1 && !result.action) {
      context_.diagnostics.report(span, diagnostics::several_doses, node.id.text)
          .help("say whose dose it is: `expect ... dose ... of ACTION`");
      return std::nullopt;
    }
    auto given = doses.front()->low;
    const bool fits = fit_values(context_, given, result.dose.low, span);
    return fits ? std::optional{model::Expect{std::move(result), span}} : std::nullopt;
  }

  // The first doses of the action that is named; without one, of all that have a dose.
  std::vector<const model::Dose*> doses_meant(const model::ExpectDose& expected) const {
    const auto& recommendation = context_.model.recommendations[expected.recommendation];
    std::vector<const model::Dose*> result;
    const auto add_first = [&](const std::vector<model::Regimen>& steps) {
      if (const auto* dose = model::first_dose(steps)) result.push_back(dose);
    };
    bool any_own = false;
    for (const auto* target : single_targets(recommendation.target)) {
      const bool meant = !expected.action || std::get<model::ActionId>(target->node) == *expected.action;
      const bool has_own = model::first_dose(target->steps) != nullptr;
      any_own |= meant && has_own;
      if (meant && has_own) add_first(target->steps);
    }
    if (!any_own) add_first(recommendation.steps);
    return result;
  }

  std::optional<model::Expect> expression(const ast::Expr& expr, Span span) {
    const Environment environment{.module = module_, .statuses = true};
    const auto condition = elaborate_condition(context_, environment, expr);
    if (is_broken(context_, condition)) return std::nullopt;
    if (!timing_.has_moment && asks_for_time(condition)) report_without_moment(span);
    return model::Expect{condition, span};
  }

  void report_without_moment(Span span) {
    context_.diagnostics.report(span, diagnostics::scenario_without_moment)
        .help("write `at 2026-01-31` as the scenario's first line");
  }

  // As it is written here; what definitions ask for is theirs.
  bool asks_for_time(model::ExprId expr) const {
    const auto& operation = context_.model[expr].operation;
    const bool asks = std::holds_alternative<model::TimeSince>(operation) ||
                      std::holds_alternative<model::TimeSinceReading>(operation) ||
                      std::holds_alternative<model::CalendarCount>(operation) ||
                      std::holds_alternative<model::ReadingTime>(operation) ||
                      std::holds_alternative<model::MomentOf>(operation) ||
                      model::fact_of_readings(operation).has_value();
    return asks || std::ranges::any_of(model::operands(operation),
                                       [&](model::ExprId operand) { return asks_for_time(operand); });
  }

  Elaboration& context_;
  ModuleIndex module_;
  const ast::Scenario& node_;
  Timing timing_;
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
    const auto timed = timings();
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const auto& [node, span] = nodes_[i];
      auto scenario = ScenarioElaborator{context_, module_, *node, timed[i]}.scenario(span);
      if (const auto parent = parent_of(*node))
        scenario.extends = first + static_cast<std::uint32_t>(*parent);
      note_declaration(context_, NameKind::scenario, node->name.span);
      if (const auto parent = parent_of(*node))
        note_use(context_, NameKind::scenario, node->extends->span, nodes_[*parent].first->name.span);
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

  // Of each scenario when it, or one that it extends, plays. In a circle each counts as if it said so.
  std::vector<Timing> timings() const {
    std::vector<std::optional<Timing>> known(nodes_.size());
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      std::vector<std::size_t> chain{i};
      std::optional<std::size_t> at = i;
      while (at && !known[*at] && !nodes_[*at].first->at) {
        chain.push_back(*at);
        known[*at] = Timing{true, nullptr};
        at = parent_of(*nodes_[*at].first);
      }
      Timing timing;
      if (at) timing = known[*at].value_or(Timing{true, own_moment(*at)});
      for (const auto each : chain) known[each] = timing;
    }
    std::vector<Timing> result;
    for (const auto& each : known) result.push_back(*each);
    return result;
  }

  const ast::Instant* own_moment(std::size_t scenario) const {
    const auto& at = nodes_[scenario].first->at;
    return at ? &*at : nullptr;
  }

  void report_unknown_parent(const ast::Scenario& node) {
    if (context_.modules[module_].has_syntax_errors) return;
    auto report =
        context_.diagnostics.report(node.extends->span, diagnostics::unknown_scenario, node.extends->value);
    const auto search = [&] {
      std::vector<std::string> names;
      for (const auto& [name, index] : by_name_) names.push_back(name);
      return nearest(node.extends->value, names);
    };
    if (const auto near = context_.diagnostics.suggestions().find(search)) {
      report.help(fmt::format("did you mean \"{}\"?", *near))
          .fix(node.extends->span, fmt::format("\"{}\"", *near));
    }
  }

  // Each circle once, at the first scenario that is part of it.
  void report_circles() {
    constexpr std::size_t unseen = static_cast<std::size_t>(-1);
    std::vector<std::size_t> seen_from(nodes_.size(), unseen);  // by which scenario the way first came here
    for (std::size_t first = 0; first < nodes_.size(); ++first) {
      std::optional<std::size_t> at = first;
      while (at && seen_from[*at] == unseen) {
        seen_from[*at] = first;
        at = parent_of(*nodes_[*at].first);
      }
      if (at && seen_from[*at] == first) report_circle(*at);
    }
  }

  void report_circle(std::size_t member) {
    auto first = member;
    for (auto at = parent_of(*nodes_[member].first); *at != member; at = parent_of(*nodes_[*at].first))
      first = std::min(first, *at);
    const auto* node = nodes_[first].first;
    context_.diagnostics.report(node->extends->span, diagnostics::circular_extends, node->name.value);
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
