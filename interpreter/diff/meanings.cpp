#include "interpreter/diff/meanings.hpp"

#include <map>
#include <numeric>
#include <string>
#include <unordered_map>

#include <fmt/format.h>

#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/prove/patient_space.hpp"
#include "interpreter/search/boundary_values.hpp"
#include "lang/model/canonical.hpp"
#include "lang/model/operation_groups.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark::diff {
namespace {

using model::ExprId;
using model::Input;
using model::Model;
using Numbers = std::unordered_map<std::string, std::uint32_t>;
using Names = std::map<Input, std::string>;

std::string text_of(const Quantity& quantity) {
  return quantity.number.to_exact_string() + " " + quantity.unit->scale.get_str();
}

// Numbers the expressions of one pathway; parts before what they are part of.
// What means the same in both models where its data and its operands do.
template <typename O>
concept SaysItself = model::Compares<O> || model::CombinesConditions<O> || model::TestsValue<O> ||
    model::Picks<O> || model::Calculates<O> || model::TellsTime<O> ||
    model::OneOf<O, model::Literal, model::DefineReference, model::DefineCall, model::IfUnknown>;

class Numbering {
 public:
  Numbering(const Model& model, const Names& names, Numbers& numbers)
      : model_{model}, names_{names}, numbers_{numbers}, result_(model.expressions.size()) {
    shell_.expressions.resize(model.expressions.size());
  }

  std::vector<std::uint32_t> run() {
    std::vector<ExprId> all(model_.expressions.size());
    std::iota(all.begin(), all.end(), ExprId{0});
    std::vector<std::vector<ExprId>> occurrences(all.size());
    for (const auto expr : all) occurrences[model_[expr].canonical].push_back(expr);
    const Dependencies dependencies{model_, all};
    for (const auto expr : dependencies.expressions()) {
      result_[expr] = number(expr);
      for (const auto each : occurrences[expr]) shell_.expressions[each].canonical = result_[expr];
    }
    return std::move(result_);
  }

 private:
  std::uint32_t of(ExprId expr) const { return result_[model_[expr].canonical]; }

  std::uint32_t number(ExprId expr) {
    const auto& operation = model_[expr].operation;
    if (const auto* define = std::get_if<model::DefineReference>(&operation))
      return of(*model_.defines[define->define].value);
    if (const auto* call = std::get_if<model::DefineCall>(&operation)) return of(call->body);
    return numbers_.try_emplace(key(model_[expr]), static_cast<std::uint32_t>(numbers_.size())).first->second;
  }

  // Indices mean something in their own model only.
  std::string key(const model::Expression& expression) const {
    const auto& operation = expression.operation;
    return std::visit(
        overloaded{
            [&](const model::FactReference& o) {
              return "fact " + input(Input{std::in_place_index<0>, o.fact});
            },
            [&](const model::UnrecordedIsNo& o) {
              return "unrecorded is no " + input(Input{std::in_place_index<0>, o.fact});
            },
            [&](const model::TimeSinceReading& o) {
              return "since reading " + input(Input{std::in_place_index<0>, o.fact});
            },
            [&](const model::Window& o) { return readings(o); },
            [&](const model::EachReading& o) { return readings(o); },
            [&](const model::ReadingCount& o) { return readings(o); },
            [&](const model::ParameterReference& o) { return parameter(o.parameter); },
            [&](const model::ScoreReference& o) { return score(model_.scores[o.score]); },
            [&](const model::StatusTest& o) {
              const auto& statement = model::statement(model_, o.statement);
              return fmt::format("status {} {}", static_cast<int>(o.status), of(statement.condition));
            },
            [&](const model::PointsOf& o) { return points(o); },
            [&](const SaysItself auto&) { return canonical_key(operation, expression.type, shell_); },
        },
        operation);
  }

  // What looks at the readings of a fact over time: what it says of them, without the number of the fact.
  template <typename OfReadings>
  std::string readings(const OfReadings& o) const {
    auto of_any_fact = o;
    of_any_fact.fact = 0;
    return "readings of " + input(Input{std::in_place_index<0>, o.fact}) + " " +
           canonical_key(of_any_fact, yes_no_type, shell_);
  }

  // All that decides what an expression sees of it.
  std::string input(const Input& input) const {
    const auto& bounds = bounds_of(model_, input);
    auto result = names_.at(input) + ": " + prove::signature(type_of(model_, input));
    if (bounds)
      result += fmt::format(" {} {} {}", text_of(bounds->low), text_of(bounds->high), bounds->below);
    if (input.index() == 1) return result;
    const auto& fact = model_.facts[std::get<0>(input)];
    if (fact.valid_for) result += " valid " + text_of(*fact.valid_for) + to_string(*fact.valid_for->unit);
    if (fact.validity) {
      const auto named = *named_input(model_[*fact.validity].operation);
      result += " valid as " + names_.at(named);
    }
    const auto& substance = fact.type.substance;
    if (substance.molar_mass) result += " molar " + text_of(*substance.molar_mass);
    if (substance.charge) result += " charge " + substance.charge->to_exact_string();
    return result;
  }

  std::string parameter(model::ParameterId id) const {
    const auto& value = model_.parameters[id].value;
    return fmt::format("parameter {} {}", input(Input{std::in_place_index<1>, id}),
                       value ? fmt::format("= {}", of(*value)) : "");
  }

  std::string score(const model::Score& score) const {
    std::string result = "score";
    for (const auto& row : score.rows) {
      result += " row";
      for (const auto& each : row.alternatives)
        result += fmt::format(" {} {}", each.points.to_exact_string(), of(each.when));
    }
    return result;
  }

  std::string points(const model::PointsOf& points) const {
    auto result = fmt::format("points {}", of(points.operand));
    for (const auto& member : model_[points.operand].type.members->members)
      result += " " + (member.points ? member.points->to_exact_string() : "");
    return result;
  }

  const Model& model_;
  const Names& names_;
  Numbers& numbers_;
  std::vector<std::uint32_t> result_;  // by canonical ExprId
  Model shell_;                        // only the numbers, in the place of canonical ids
};

Names own_names(const Model& model) {
  Names result;
  for (model::FactId id = 0; id < model.facts.size(); ++id) {
    const Input input{std::in_place_index<0>, id};
    result.emplace(input, prove::full_name(model, input));
  }
  for (model::ParameterId id = 0; id < model.parameters.size(); ++id) {
    const Input input{std::in_place_index<1>, id};
    result.emplace(input, prove::full_name(model, input));
  }
  return result;
}

}  // namespace

Meanings meanings(const Model& before, const Model& after, const Counterparts& counterparts) {
  const auto earlier = own_names(before);
  auto later = own_names(after);
  for (const auto& [from, to] : counterparts.inputs) later[to] = earlier.at(from);
  Numbers numbers;
  auto first = Numbering{before, earlier, numbers}.run();
  return {std::move(first), Numbering{after, later, numbers}.run()};
}

}  // namespace waymark::diff
