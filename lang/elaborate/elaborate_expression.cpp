#include <algorithm>
#include <functional>

#include "lang/elaborate/elaboration.hpp"
#include "lang/model/canonical.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {

using model::ExprId;

ExprId add(Elaboration& context, model::Operation operation, Type type, Span span) {
  const auto id = static_cast<ExprId>(context.model.expressions.size());
  const auto key = canonical_key(operation, type, context.model);
  const auto canonical = context.canonical.try_emplace(key, id).first->second;
  context.model.expressions.push_back({std::move(operation), std::move(type), span, canonical});
  return id;
}

ExprId add_broken(Elaboration& context, Span span) {
  return add(context, model::Literal{model::UnknownConstant{}}, Type{}, span);
}

const Type& type_of(const Elaboration& context, ExprId expr) { return context.model[expr].type; }
Span span_of(const Elaboration& context, ExprId expr) { return context.model[expr].span; }
bool is_broken(const Elaboration& context, ExprId expr) {
  return type_of(context, expr).kind == TypeKind::broken;
}

namespace {

class ExpressionElaborator {
 public:
  ExpressionElaborator(Elaboration& context, const Environment& environment, Span span, const Type* expected)
      : context_{context}, environment_{environment}, span_{span}, expected_{expected} {}

  ExprId operator()(const ast::YesNo& literal) {
    return add(context_, model::Literal{literal.value}, yes_no_type, span_);
  }

  ExprId operator()(const ast::UnknownLiteral&) {
    const Type anything{.kind = TypeKind::anything};
    return add(context_, model::Literal{model::UnknownConstant{}}, expected_ ? *expected_ : anything, span_);
  }

  ExprId operator()(const ast::Number& number) {
    const auto unit = number.unit ? elaborate_unit(context_, *number.unit) : pure_unit();
    if (!unit) return add_broken(context_, span_);
    const Type type{
        .kind = TypeKind::number, .unit = unit, .whole = number.value.is_whole(), .literal = !number.unit};
    return add(context_, model::Literal{Quantity{number.value, unit}}, type, span_);
  }

  ExprId operator()(const ast::DateLiteral& literal) {
    return add(context_, model::Literal{literal.date}, {.kind = TypeKind::date}, span_);
  }

  ExprId operator()(const ast::MomentLiteral& literal) {
    const model::MomentConstant constant{literal.moment, literal.has_offset};
    return add(context_, model::Literal{constant}, {.kind = TypeKind::moment}, span_);
  }

  ExprId operator()(const ast::Reference& reference) {
    return elaborate_reference(context_, environment_, reference.name, span_, expected_);
  }

  ExprId operator()(const ast::Not& negation) {
    return add(context_, model::Not{condition(*negation.operand)}, yes_no_type, span_);
  }

  ExprId operator()(const ast::Logical& logical) {
    std::vector<ExprId> operands;
    for (std::size_t i = 0; i < logical.operands.size(); ++i) {
      const auto& operand = logical.operands[i];
      const bool is_member = i > 0 && report_member(logical.operands[i - 1], operands.back(), operand);
      operands.push_back(is_member ? add_broken(context_, operand.span) : condition(operand));
    }
    return add(context_, model::Logical{logical.op, std::move(operands)}, yes_no_type, span_);
  }

  ExprId operator()(const ast::Implies& implies) {
    const auto premise = condition(*implies.premise);
    return add(context_, model::Implies{premise, condition(*implies.conclusion)}, yes_no_type, span_);
  }

  ExprId operator()(const ast::Negate& negate) {
    return elaborate_negate(context_, environment_, negate, span_);
  }
  ExprId operator()(const ast::Arithmetic& sum) {
    return elaborate_arithmetic(context_, environment_, sum, span_);
  }
  ExprId operator()(const ast::Comparison& comparison) {
    return elaborate_comparison(context_, environment_, comparison, span_);
  }
  ExprId operator()(const ast::Is& is) { return elaborate_is(context_, environment_, is, span_); }
  ExprId operator()(const ast::Between& between) {
    return elaborate_between(context_, environment_, between, span_);
  }
  ExprId operator()(const ast::Includes& includes) {
    return elaborate_includes(context_, environment_, includes, span_);
  }
  ExprId operator()(const ast::Conversion& conversion) {
    return elaborate_conversion(context_, environment_, conversion, span_);
  }
  ExprId operator()(const ast::Since& since) { return elaborate_since(context_, environment_, since, span_); }
  ExprId operator()(const ast::TimeBetween& time) {
    return elaborate_time_between(context_, environment_, time, span_);
  }
  ExprId operator()(const ast::Window& window) {
    return elaborate_window(context_, environment_, window, span_);
  }
  ExprId operator()(const ast::EachReading& each) {
    return elaborate_each_reading(context_, environment_, each, span_);
  }
  ExprId operator()(const ast::ReadingCount& count) {
    return elaborate_reading_count(context_, environment_, count, span_);
  }
  ExprId operator()(const ast::PointsOf& points) {
    return elaborate_points_of(context_, environment_, points, span_);
  }
  ExprId operator()(const ast::GivenDose& dose) {
    return elaborate_given_dose(context_, environment_, dose, span_);
  }
  ExprId operator()(const ast::Call& call) {
    return elaborate_call(context_, environment_, call, span_, expected_);
  }

  ExprId operator()(const ast::Choose& choose) {
    std::vector<ExprId> values, guards;
    for (const auto& arm : choose.arms) {
      values.push_back(elaborate(context_, environment_, *arm.value, expected_));
      guards.push_back(condition(*arm.guard));
    }
    if (choose.otherwise) values.push_back(elaborate(context_, environment_, **choose.otherwise, expected_));
    const auto type = common_type(context_, values);
    model::Choose result;
    for (std::size_t i = 0; i < guards.size(); ++i) result.arms.push_back({values[i], guards[i]});
    if (choose.otherwise) result.otherwise = values.back();
    return add(context_, std::move(result), type, span_);
  }

  ExprId operator()(const ast::Counting& counting) {
    auto arguments = conditions(counting.arguments);
    const auto size = static_cast<std::int64_t>(arguments.size());
    const bool at_most = counting.word == ast::CountingWord::at_most;
    const bool at_least = counting.word == ast::CountingWord::at_least;
    const bool possible = counting.count <= size - (at_most ? 1 : 0) && (counting.count > 0 || !at_least);
    if (!possible)
      context_.diagnostics.report(span_, diagnostics::impossible_count, counting.count, arguments.size());
    return add(context_, model::Counting{counting.word, counting.count, std::move(arguments)}, yes_no_type,
               span_);
  }

  ExprId operator()(const ast::Known& known) {
    if (known.word == ast::KnownWord::any) {
      return add(context_, model::AnyKnown{conditions(known.arguments)}, yes_no_type, span_);
    }
    std::vector<ExprId> values;
    for (const auto& argument : known.arguments) {
      values.push_back(elaborate(context_, environment_, argument, expected_));
    }
    const auto type = common_type(context_, values);
    return add(context_, model::FirstKnown{std::move(values)}, type, span_);
  }

  ExprId operator()(const ast::BrokenExpr&) { return add_broken(context_, span_); }

 private:
  // `sex = female or male`: a member of what stands before it is compared.
  bool report_member(const ast::Expr& before, ExprId compared, const ast::Expr& expr) {
    const auto* reference = std::get_if<ast::Reference>(&expr.node);
    const auto* comparison = std::get_if<model::Comparison>(&context_.model[compared].operation);
    if (!reference || !comparison) return false;
    const auto type = type_of(context_, comparison->left);
    const bool is_value =
        !context_.symbols.find(environment_.module, NameSpace::value, reference->name).empty();
    if (is_value || !type.members || !find_member(*type.members, reference->name)) return false;
    auto report = context_.diagnostics.report(expr.span, diagnostics::member_for_condition, reference->name,
                                              type.members->name);
    if (comparison->op != ast::ComparisonOperator::equal) return true;
    const auto subject = context_.sources.text(span_of(context_, comparison->left));
    const auto member = context_.sources.text(span_of(context_, comparison->right));
    report.fix(join(before.span, expr.span),
               fmt::format("{} is one of {{{}, {}}}", subject, member, reference->name));
    return true;
  }

  ExprId condition(const ast::Expr& expr) { return elaborate_condition(context_, environment_, expr); }

  std::vector<ExprId> conditions(const std::vector<ast::Expr>& exprs) {
    std::vector<ExprId> result;
    for (const auto& expr : exprs) result.push_back(condition(expr));
    return result;
  }

  Elaboration& context_;
  const Environment& environment_;
  Span span_;
  const Type* expected_;
};

}  // namespace

Type common_type(Elaboration& context, std::vector<ExprId>& values) {
  const auto has_type = [&](ExprId value) {
    const auto kind = type_of(context, value).kind;
    return kind != TypeKind::anything && kind != TypeKind::broken;
  };
  const auto first = std::ranges::find_if(values, has_type);
  if (first == values.end()) return values.empty() ? Type{} : type_of(context, values.front());
  for (auto& value : values) {
    if (&value == &*first || !has_type(value)) continue;
    if (!fit_values(context, *first, value, span_of(context, value))) return Type{};
  }
  const auto& type = type_of(context, *first);
  const auto is_whole = [&](ExprId value) {
    return !has_type(value) || is_whole_in_unit(type_of(context, value), type);
  };
  return std::ranges::all_of(values, is_whole) ? type : with_fractions(type);
}

ExprId elaborate(Elaboration& context, const Environment& environment, const ast::Expr& expr,
                 const Type* expected) {
  return std::visit(ExpressionElaborator{context, environment, expr.span, expected}, expr.node);
}

ExprId as_condition(Elaboration& context, ExprId expr) {
  const auto& type = type_of(context, expr);
  const auto span = span_of(context, expr);
  switch (type.kind) {
    case TypeKind::yes_no:
    case TypeKind::anything:
    case TypeKind::broken: return expr;
    case TypeKind::event: return add(context, model::Happened{expr}, yes_no_type, span);
    default: break;
  }
  auto report = context.diagnostics.report(span, diagnostics::expected_condition, describe(type));
  const auto text = context.sources.text(span);
  if (type.kind == TypeKind::one_of)
    report.help(fmt::format("ask for a member: `{} is {}`", text, type.members->members.front().id));
  if (type.kind == TypeKind::any_of)
    report.help(fmt::format("ask for a member: `{} includes {}`", text, type.members->members.front().id));
  if (type.kind == TypeKind::number) report.help(fmt::format("compare it: `{} > ...`", text));
  return add_broken(context, span);
}

ExprId elaborate_condition(Elaboration& context, const Environment& environment, const ast::Expr& expr) {
  return as_condition(context, elaborate(context, environment, expr, &yes_no_type));
}

}  // namespace waymark
