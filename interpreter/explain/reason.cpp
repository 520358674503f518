#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "interpreter/decide/questioned.hpp"
#include "interpreter/evaluate/reachable.hpp"
#include "interpreter/evaluate/window.hpp"
#include "interpreter/explain/decision_path.hpp"
#include "lang/text/one_line.hpp"

namespace waymark {
namespace {

using model::ExprId;

// Deeper than any expression that fits into one definition; chains of definitions may be longer.
constexpr int deepest = 400;

constexpr std::size_t most_nodes_with_repetitions = 20'000;

bool is_literal(const model::Model& model, ExprId expr) {
  return std::holds_alternative<model::Literal>(model[expr].operation);
}

// Builds the node of one expression. An operation that stands exactly where its operand stands was put there
// by the checker (an event as a condition, the `not` of `is not`): both make one node.
class Explainer {
 public:
  Explainer(Evaluator& evaluator, const Sources& sources, ShownBefore& before)
      : evaluator_{evaluator}, sources_{sources}, before_{before} {}

  ReasonNode explain(ExprId expr) {
    const auto& expression = model()[expr];
    ReasonNode node;
    ++before_.nodes;
    node.span = expression.span;
    node.text = one_line(sources_.text(expression.span));
    node.value = to_string(evaluator_.value(expr), expression.type);
    describe_operation(node, expr);
    cite_member(node, expr);
    return node;
  }

 private:
  // Adds to a node what one operation says: which operands it has, what it names, why it is unknown.
  struct Details {
    Explainer& explainer;
    ReasonNode& node;
    ExprId expr;

    void operator()(const model::Literal&) const {}
    void operator()(const model::UnrecordedIsNo&) const {}
    void operator()(const model::FactReference& reference) const {
      explainer.name_fact(node, reference.fact);
    }
    void operator()(const model::Window& window) const { explainer.describe_window(node, window); }
    void operator()(const model::EachReading&) const {}
    void operator()(const model::ReadingCount& count) const { explainer.describe_count(node, count); }
    void operator()(const model::ReadingTime& time) const {
      explainer.append_or_merge(node, expr, time.reading);
    }
    void operator()(const model::TimeSinceReading& since) const { explainer.name_fact(node, since.fact); }
    void operator()(const model::ParameterReference& reference) const {
      explainer.name(node, explainer.model().parameters[reference.parameter]);
    }
    void operator()(const model::DefineReference& reference) const {
      const auto& define = explainer.model().defines[reference.define];
      explainer.name(node, define);
      if (define.table)
        explainer.append_rows(node, expr, define);
      else
        explainer.append_once(node, expr, {*define.value});
    }
    void operator()(const model::DefineCall& call) const {
      explainer.name(node, explainer.model().defines[call.define]);
      explainer.append_once(node, expr, {call.body});
    }
    void operator()(const model::ScoreReference& reference) const {
      const auto& score = explainer.model().scores[reference.score];
      explainer.name(node, score);
      explainer.append_rows(node, expr, score);
    }
    void operator()(const model::Comparison& comparison) const {
      explainer.remark_bounds(node, expr, {comparison.left, comparison.right});
      explainer.append(node, {comparison.left, comparison.right});
    }
    void operator()(const model::Between& between) const {
      explainer.remark_bounds(node, expr, {between.subject, between.low, between.high});
      explainer.append(node, {between.subject, between.low, between.high});
    }
    void operator()(const model::Includes& includes) const {
      explainer.remark_members(node, expr, includes);
      explainer.append(node, {includes.set});
    }
    void operator()(const model::Choose& choose) const { explainer.append_arms(node, choose); }
    void operator()(const model::StatusTest&) const {}

    void operator()(const model::Not& o) const { explainer.append_or_merge(node, expr, o.operand); }
    void operator()(const model::MomentOf& o) const { explainer.append_or_merge(node, expr, o.event); }
    void operator()(const model::Happened& o) const { explainer.append_or_merge(node, expr, o.event); }
    void operator()(const model::RequiresKnown& o) const { explainer.append_or_merge(node, expr, o.operand); }
    void operator()(const model::Knowledge& o) const { explainer.append_or_merge(node, expr, o.operand); }
    void operator()(const model::Conversion& o) const { explainer.append_or_merge(node, expr, o.operand); }
    void operator()(const model::SubstanceConversion& o) const {
      explainer.append_or_merge(node, expr, o.operand);
    }

    void operator()(const model::Negate& o) const { explainer.append(node, {o.operand}); }
    void operator()(const model::Logical& o) const { explainer.append(node, o.operands); }
    void operator()(const model::Implies& o) const { explainer.append(node, {o.premise, o.conclusion}); }
    void operator()(const model::Arithmetic& o) const { explainer.append(node, {o.left, o.right}); }
    void operator()(const model::IsOneOf& o) const { explainer.append(node, {o.operand}); }
    void operator()(const model::IsEmpty& o) const { explainer.append(node, {o.set}); }
    void operator()(const model::Counting& o) const { explainer.append(node, o.arguments); }
    void operator()(const model::AnyKnown& o) const { explainer.append(node, o.arguments); }
    void operator()(const model::FirstKnown& o) const { explainer.describe_first_known(node, expr, o); }
    void operator()(const model::TimeSince& o) const { explainer.append(node, {o.operand}); }
    void operator()(const model::Difference& o) const { explainer.append(node, {o.later, o.earlier}); }
    void operator()(const model::Shift& o) const { explainer.append(node, {o.instant, o.duration}); }
    void operator()(const model::CalendarCount& o) const { explainer.append(node, {o.operand}); }
    void operator()(const model::PointsOf& o) const { explainer.append(node, {o.operand}); }
    void operator()(const model::Call& o) const { explainer.append(node, o.arguments); }
    void operator()(const model::RoundedDose& o) const { explainer.append(node, model::operands(o)); }
    void operator()(const model::IfUnknown& o) const { explainer.append(node, o.guards); }
  };

  const model::Model& model() const { return evaluator_.model(); }

  void describe_operation(ReasonNode& node, ExprId expr) {
    const auto* unknown = std::get_if<Unknown>(&evaluator_.value(expr));
    if (unknown && unknown->reason != UnknownReason::from_operands) node.why_unknown = unknown->reason;
    std::visit(Details{*this, node, expr}, model()[expr].operation);
  }

  // Literals explain themselves.
  void append(ReasonNode& node, const std::vector<ExprId>& operands) {
    if (++depth_ > deepest) node.remark = NotFurther{};
    for (const auto operand : operands) {
      if (depth_ <= deepest && !is_literal(model(), operand)) node.children.push_back(explain(operand));
    }
    --depth_;
  }

  void append_or_merge(ReasonNode& node, ExprId expr, ExprId operand) {
    if (model()[expr].span == model()[operand].span)
      describe_operation(node, operand);
    else
      append(node, {operand});
  }

  // At a site that says so, a fact of which nothing is recorded is no; the checker put that there.
  void describe_first_known(ReasonNode& node, ExprId expr, const model::FirstKnown& first) {
    const auto fact = first.arguments.front();
    if (model()[expr].span != model()[fact].span) return append(node, first.arguments);
    describe_operation(node, fact);
    if (!is_known(evaluator_.value(expr))) return;
    node.why_unknown = {};
    if (!is_known(evaluator_.value(fact))) node.remark = NoSinceUnknown{};
  }

  // A definition that is used twice is explained where it first stands.
  void append_once(ReasonNode& node, ExprId expr, const std::vector<ExprId>& parts) {
    if (is_new(node, expr)) append(node, parts);
  }

  bool is_new(ReasonNode& node, ExprId expr) {
    const auto canonical = model()[expr].canonical;
    const bool is_new_to_path = before_.definitions.insert(canonical).second;
    const bool may_repeat = is_new_to_path || before_.nodes < most_nodes_with_repetitions;
    const bool is_first = explained_.insert(canonical).second && may_repeat;
    if (!is_first) node.remark = ExplainedAbove{};
    return is_first;
  }

  void name(ReasonNode& node, const model::Declaration& declaration) const {
    node.definition = {declaration.id, declaration.title, declaration.library, declaration.span};
    cite(node, declaration.cites);
    node.interprets = declaration.interprets;
    node.is_local = !declaration.local.empty();
  }

  void cite(ReasonNode& node, const std::vector<model::Citation>& cites) const {
    for (const auto& each : cites) node.cites.push_back(model::name_of(model(), each.statement));
  }

  // A member may stand in a source of its own.
  void cite_member(ReasonNode& node, ExprId expr) const {
    const auto* member = std::get_if<model::MemberIndex>(&evaluator_.value(expr));
    const auto& members = model()[expr].type.members;
    if (member && members && node.definition) cite(node, members->members[*member].cites);
  }

  // Whether it is not known, for whatever reason.
  static bool is_unknown(const ReasonNode& node) {
    return !std::holds_alternative<std::monostate>(node.why_unknown);
  }

  void name_fact(ReasonNode& node, model::FactId id) const {
    const auto& fact = model().facts[id];
    name(node, fact);
    const auto current = evaluator_.current_reading(id);
    if (!current.reading) return not_looked_at(node, id);
    node.reading = reading_of(fact, *current.reading);
    node.reading->stale = current.stale;
    if (current.stale && is_unknown(node))
      node.why_unknown = ReadLongAgo{node.reading->time.value_or(current.time), evaluator_.at()};
  }

  // What is recorded later is not what is not recorded.
  void not_looked_at(ReasonNode& node, model::FactId id) const {
    const auto later = later_readings_of(evaluator_, id);
    if (later.empty() || !is_unknown(node)) return;
    const auto& first = later.front();
    node.why_unknown = ReadLater{first.recorded.value_or(first.time), evaluator_.at()};
  }

  ReasonNode::Reading reading_of(const model::Fact& fact, const FactReading& reading) const {
    const auto given = reading.as_given.empty() ? to_string(reading.value, fact.type) : reading.as_given;
    return {fact.id, fact.title, given, reading.time, evaluator_.at(), false};
  }

  // The reading that it picks, how many there are, and between which moments.
  void describe_window(ReasonNode& node, const model::Window& window) {
    const auto& fact = model().facts[window.fact];
    name(node, fact);
    const auto found = window_readings(evaluator_, window);
    if (found.picked) node.reading = reading_of(fact, *found.inside[*found.picked].reading);
    if (is_recorded(evaluator_, window.fact))
      node.remark = WindowHolds{found.span, found.inside.size(), fact.type.kind == TypeKind::event};
    if (window.span.anchor) append(node, {*window.span.anchor});
  }

  // Which readings pass its test; of the test only what it compares with has a value of its own.
  void describe_count(ReasonNode& node, const model::ReadingCount& count) {
    name(node, model().facts[count.fact]);
    if (is_recorded(evaluator_, count.fact)) node.remark = count_readings(evaluator_, count);
    for (const auto operand : model::operands(model()[count.test].operation)) {
      if (!std::holds_alternative<model::EachReading>(model()[operand].operation)) append(node, {operand});
    }
    if (count.span.anchor) append(node, {*count.span.anchor});
  }

  // Of a row only the alternatives up to the one that holds.
  void append_rows(ReasonNode& node, ExprId expr, const model::Score& score) {
    if (!is_new(node, expr)) return;
    for (const auto& row : score.rows) {
      for (const auto& alternative : row.alternatives) {
        const auto holds = evaluator_.truth(alternative.when);
        append(node, {alternative.when});
        if (!node.children.empty())
          node.children.back().remark = AlternativeCounts{holds, alternative.points, alternative.why};
        if (holds == Truth::yes) break;
      }
    }
  }

  // Of a table the rows that hold; else those that may, and that the others do not.
  void append_rows(ReasonNode& node, ExprId expr, const model::Define& define) {
    if (!is_new(node, expr)) return;
    const auto& table = model().tables[*define.table];
    const auto& choose = std::get<model::Choose>(model()[*define.value].operation);
    const auto* unknown = std::get_if<Unknown>(&evaluator_.value(*define.value));
    if (unknown && unknown->reason != UnknownReason::from_operands) node.why_unknown = unknown->reason;
    std::vector<Truth> guards;
    for (const auto& arm : choose.arms) guards.push_back(evaluator_.truth(arm.guard));
    const auto reachable = reachable_arms(choose, guards);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const bool counts = std::ranges::find(reachable.cases, i) != reachable.cases.end();
      if (counts || reachable.may_miss) append_row(node, table, i, counts ? &choose.arms[i] : nullptr);
    }
    if (reachable.may_miss && table.otherwise && choose.otherwise)
      append_otherwise(node, *table.otherwise, *choose.otherwise);
  }

  ReasonNode part(std::string text, Truth holds, Span span) {
    ++before_.nodes;
    ReasonNode result;
    result.text = std::move(text);
    result.value = to_string(holds);
    result.span = span;
    return result;
  }

  void append_row(ReasonNode& node, const model::Table& table, std::size_t row, const model::Arm* arm) {
    const auto& [cells, holds, span] = table.rows[row];
    auto result = part(fmt::format("row {}", row + 1), evaluator_.truth(holds), span);
    if (arm) {
      result.remark = RowGives{to_string(evaluator_.value(arm->value), model()[arm->value].type)};
      for (std::size_t i = 0; i < cells.size(); ++i) append_cell(result, table.columns[i], cells[i]);
      append_value(result, arm->value);
    }
    node.children.push_back(std::move(result));
  }

  void append_cell(ReasonNode& row, const model::TableColumn& column, const model::TableCell& cell) {
    if (!cell.holds) return;
    const auto text =
        fmt::format("{}: {}", one_line(sources_.text(column.span)), one_line(sources_.text(cell.span)));
    auto result = part(text, evaluator_.truth(*cell.holds), cell.span);
    append(result, {column.value});
    row.children.push_back(std::move(result));
  }

  // What a row gives, where it is more than a constant.
  void append_value(ReasonNode& row, ExprId value) {
    if (std::holds_alternative<model::Negate>(model()[value].operation)) return;
    append(row, {value});
  }

  void append_otherwise(ReasonNode& node, Span span, ExprId value) {
    const auto may_hold = [](const ReasonNode& row) { return row.value != "no"; };
    const bool is_open = std::ranges::any_of(node.children, may_hold);
    auto result = part("otherwise", is_open ? Truth::unknown : Truth::yes, span);
    result.remark = RowGives{to_string(evaluator_.value(value), model()[value].type)};
    append_value(result, value);
    node.children.push_back(std::move(result));
  }

  // The guards up to the one that holds, and the values that can still be reached.
  void append_arms(ReasonNode& node, const model::Choose& choose) {
    auto holds = Truth::no;
    for (const auto& arm : choose.arms) {
      holds = evaluator_.truth(arm.guard);
      append(node, {arm.guard});
      if (holds != Truth::no) append(node, {arm.value});
      if (holds == Truth::yes) return;
    }
    if (choose.otherwise) append(node, {*choose.otherwise});
  }

  void remark_bounds(ReasonNode& node, ExprId expr, const std::vector<ExprId>& operands) const {
    if (!is_known(evaluator_.value(expr))) return;
    for (const auto operand : operands) {
      const auto& value = evaluator_.value(operand);
      if (is_known(value) || std::holds_alternative<Unknown>(value)) continue;
      node.remark = DecidedByBounds{to_string(value, model()[operand].type)};
      return;
    }
  }

  void remark_members(ReasonNode& node, ExprId expr, const model::Includes& includes) const {
    const auto* set = std::get_if<MemberStates>(&evaluator_.value(includes.set));
    if (!set) return;
    const auto is_no = [&](model::MemberIndex member) { return set->states[member] == Truth::no; };
    if (!is_known(evaluator_.value(expr)))
      node.why_unknown = UnknownReason::not_stated;
    else if (set->closed && std::ranges::any_of(includes.members, is_no))
      node.remark = NotInClosedList{};
  }

  Evaluator& evaluator_;
  const Sources& sources_;
  ShownBefore& before_;
  std::set<ExprId> explained_;  // in this tree
  int depth_ = 0;
};

}  // namespace

ReasonNode explain(Evaluator& evaluator, ExprId expr, const Sources& sources) {
  ShownBefore before;
  return explain(evaluator, expr, sources, before);
}

ReasonNode explain(Evaluator& evaluator, ExprId expr, const Sources& sources, ShownBefore& before) {
  return Explainer{evaluator, sources, before}.explain(expr);
}

}  // namespace waymark
