#include "lang/model/model.hpp"

#include <algorithm>

#include "lang/ast/window_words.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark::model {
namespace {

std::vector<ExprId> operands_of(const Choose& choose) {
  std::vector<ExprId> result;
  for (const auto& arm : choose.arms) result.insert(result.end(), {arm.value, arm.guard});
  if (choose.otherwise) result.push_back(*choose.otherwise);
  return result;
}

std::vector<ExprId> operands_of(const RoundedDose& rounded) {
  std::vector<ExprId> result{rounded.dose, rounded.step};
  result.insert(result.end(), rounded.at_least.begin(), rounded.at_least.end());
  result.insert(result.end(), rounded.at_most.begin(), rounded.at_most.end());
  return result;
}

std::vector<ExprId> operands_of(const DefineCall& call) {
  auto result = call.arguments;
  result.push_back(call.body);
  return result;
}

void append(const WindowSpan& span, std::vector<ExprId>& result) {
  for (const auto& part : {span.first, span.second, span.anchor}) {
    if (part) result.push_back(*part);
  }
}

std::vector<ExprId> operands_of(const Window& window) {
  std::vector<ExprId> result;
  append(window.span, result);
  return result;
}

std::vector<ExprId> operands_of(const ReadingCount& count) {
  std::vector<ExprId> result{count.test};
  append(count.span, result);
  if (count.apart) result.push_back(*count.apart);
  return result;
}

Stance stance(Verb verb) {
  switch (verb) {
    case Verb::stop:
    case Verb::delay: return Stance::asks_against;
    case Verb::reduce: return Stance::neither;
    case Verb::give:
    case Verb::use:
    case Verb::start:
    case Verb::continue_:
    case Verb::switch_to:
    case Verb::assess:
    case Verb::measure:
    case Verb::monitor:
    case Verb::refer_to:
    case Verb::admit_to:
    case Verb::perform:
    case Verb::obtain:
    case Verb::draw:
    case Verb::discharge_to:
    case Verb::counsel:
    case Verb::vaccinate: break;
  }
  return Stance::asks_for;
}

template <typename... Exprs>
std::vector<ExprId> ids(Exprs... exprs) {
  return {exprs...};
}

}  // namespace

bool has_deadline(const Recommendation& recommendation) {
  return recommendation.within && recommendation.within->of;
}

bool has_progress(const Recommendation& recommendation) {
  return recommendation.done || has_deadline(recommendation);
}

bool is_within(const Quantity& value, const Bounds& bounds) {
  const auto high = compare(value, bounds.high);
  return compare(value, bounds.low) >= 0 && (bounds.below ? high < 0 : high <= 0);
}

std::vector<ExprId> operands(const Operation& operation) {
  return std::visit(overloaded{
                        [](const Literal&) { return ids(); },
                        [](const FactReference&) { return ids(); },
                        [](const ParameterReference&) { return ids(); },
                        [](const DefineReference&) { return ids(); },
                        [](const ScoreReference&) { return ids(); },
                        [](const Not& o) { return ids(o.operand); },
                        [](const Negate& o) { return ids(o.operand); },
                        [](const Logical& o) { return o.operands; },
                        [](const Implies& o) { return ids(o.premise, o.conclusion); },
                        [](const Arithmetic& o) { return ids(o.left, o.right); },
                        [](const Comparison& o) { return ids(o.left, o.right); },
                        [](const Between& o) { return ids(o.subject, o.low, o.high); },
                        [](const Knowledge& o) { return ids(o.operand); },
                        [](const IsOneOf& o) { return ids(o.operand); },
                        [](const Includes& o) { return ids(o.set); },
                        [](const IsEmpty& o) { return ids(o.set); },
                        [](const Conversion& o) { return ids(o.operand); },
                        [](const SubstanceConversion& o) { return ids(o.operand); },
                        [](const Choose& o) { return operands_of(o); },
                        [](const Counting& o) { return o.arguments; },
                        [](const Window& o) { return operands_of(o); },
                        [](const EachReading&) { return ids(); },
                        [](const ReadingCount& o) { return operands_of(o); },
                        [](const ReadingTime& o) { return ids(o.reading); },
                        [](const AnyKnown& o) { return o.arguments; },
                        [](const FirstKnown& o) { return o.arguments; },
                        [](const Happened& o) { return ids(o.event); },
                        [](const MomentOf& o) { return ids(o.event); },
                        [](const TimeSince& o) { return ids(o.operand); },
                        [](const TimeSinceReading&) { return ids(); },
                        [](const Difference& o) { return ids(o.later, o.earlier); },
                        [](const Shift& o) { return ids(o.instant, o.duration); },
                        [](const CalendarCount& o) { return ids(o.operand); },
                        [](const PointsOf& o) { return ids(o.operand); },
                        [](const Call& o) { return o.arguments; },
                        [](const RoundedDose& o) { return operands_of(o); },
                        [](const DefineCall& o) { return operands_of(o); },
                        [](const IfUnknown& o) { return o.guards; },
                        [](const RequiresKnown& o) { return ids(o.operand); },
                        [](const UnrecordedIsNo&) { return ids(); },
                        [](const StatusTest&) { return ids(); },
                    },
                    operation);
}

Stance stance(ast::Modality modality, Verb verb) {
  const auto plain = stance(verb);
  const bool negative = modality == ast::Modality::should_not || modality == ast::Modality::must_not;
  if (!negative || plain == Stance::neither) return plain;
  return plain == Stance::asks_for ? Stance::asks_against : Stance::asks_for;
}

std::string_view to_string(Verb verb) {
  switch (verb) {
    case Verb::give: return "give";
    case Verb::use: return "use";
    case Verb::start: return "start";
    case Verb::continue_: return "continue";
    case Verb::stop: return "stop";
    case Verb::delay: return "delay";
    case Verb::reduce: return "reduce";
    case Verb::switch_to: return "switch to";
    case Verb::assess: return "assess";
    case Verb::measure: return "measure";
    case Verb::monitor: return "monitor";
    case Verb::refer_to: return "refer to";
    case Verb::admit_to: return "admit to";
    case Verb::perform: return "perform";
    case Verb::obtain: return "obtain";
    case Verb::draw: return "draw";
    case Verb::discharge_to: return "discharge to";
    case Verb::counsel: return "counsel";
    case Verb::vaccinate: break;
  }
  return "vaccinate";
}

std::string_view to_string(ast::Modality modality) {
  switch (modality) {
    case ast::Modality::must: return "must";
    case ast::Modality::should: return "should";
    case ast::Modality::consider: return "consider";
    case ast::Modality::should_not: return "should not";
    case ast::Modality::must_not: break;
  }
  return "must not";
}

std::string_view to_string(ActionKind kind) {
  switch (kind) {
    case ActionKind::drug: return "drug";
    case ActionKind::procedure: return "procedure";
    case ActionKind::support: return "support";
    case ActionKind::assessment: return "assessment";
    case ActionKind::monitoring: return "monitoring";
    case ActionKind::referral: return "referral";
    case ActionKind::specimen: return "specimen";
    case ActionKind::disposition: return "disposition";
    case ActionKind::education: return "education";
    case ActionKind::immunization: break;
  }
  return "immunization";
}

std::string_view to_string(ast::WindowFunction function) { return word_of(function); }

bool picks_a_reading(ast::WindowFunction function) {
  switch (function) {
    case ast::WindowFunction::highest:
    case ast::WindowFunction::lowest:
    case ast::WindowFunction::earliest:
    case ast::WindowFunction::latest:
    case ast::WindowFunction::previous: return true;
    case ast::WindowFunction::average:
    case ast::WindowFunction::total:
    case ast::WindowFunction::number: break;
  }
  return false;
}

const Window* window_meant(const Model& model, ExprId expr) {
  const auto* operation = &model[expr].operation;
  while (const auto* define = std::get_if<DefineReference>(operation)) {
    const auto& value = model.defines[define->define].value;
    if (!value) return nullptr;
    operation = &model[*value].operation;
  }
  return std::get_if<Window>(operation);
}

std::optional<FactId> fact_of_readings(const Operation& operation) {
  if (const auto* window = std::get_if<Window>(&operation)) return window->fact;
  if (const auto* count = std::get_if<ReadingCount>(&operation)) return count->fact;
  const auto* each = std::get_if<EachReading>(&operation);
  return each ? std::optional{each->fact} : std::nullopt;
}

std::string_view to_string(Function function) {
  switch (function) {
    case Function::min: return "min";
    case Function::max: return "max";
    case Function::absolute: return "abs";
    case Function::round: return "round";
    case Function::floor: return "floor";
    case Function::ceiling: return "ceiling";
    case Function::nearest: return "nearest";
    case Function::sqrt: return "sqrt";
    case Function::pow: return "pow";
    case Function::exp: return "exp";
    case Function::ln: return "ln";
    case Function::log10: break;
  }
  return "log10";
}

std::string name_of(const Model& model, const CitedStatement& cited) {
  const auto& source = model.sources[cited.source];
  const auto& section = source.sections[cited.section];
  const auto name = section.id + "." + section.statements[cited.statement].number;
  const bool followed = std::ranges::find(model.follows, cited.source) != model.follows.end();
  return followed ? name : source.id + "." + name;
}

bool is_withdrawn(const StatementBase& statement) {
  return std::ranges::find(statement.conditions, ConditionKind::withdrawn, &Condition::kind) !=
         statement.conditions.end();
}

const Statement& statement(const Model& model, const CitedStatement& cited) {
  return model.sources[cited.source].sections[cited.section].statements[cited.statement];
}

const StatementBase& statement(const Model& model, const StatementReference& reference) {
  switch (reference.kind) {
    case StatementKind::recommendation: return model.recommendations[reference.index];
    case StatementKind::contraindication: return model.contraindications[reference.index];
    case StatementKind::note: break;
  }
  return model.notes[reference.index];
}

std::vector<StatementReference> all_statements(const Model& model) {
  std::vector<StatementReference> result;
  const auto append = [&](StatementKind kind, std::size_t size) {
    for (std::uint32_t i = 0; i < size; ++i) result.push_back({kind, i});
  };
  append(StatementKind::recommendation, model.recommendations.size());
  append(StatementKind::contraindication, model.contraindications.size());
  append(StatementKind::note, model.notes.size());
  return result;
}

}  // namespace waymark::model
