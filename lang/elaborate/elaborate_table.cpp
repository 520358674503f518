#include <algorithm>

#include "lang/elaborate/elaboration.hpp"
#include "lang/model/table_space.hpp"
#include "lang/text/listed.hpp"

namespace waymark {
namespace {

using model::ExprId;

class TableElaborator {
 public:
  TableElaborator(Elaboration& context, model::TableId id)
      : context_{context},
        id_{id},
        ast_{*context.table_declarations[id].declaration},
        environment_{.module = context.table_declarations[id].module} {}

  void elaborate_table() {
    auto& table = context_.model.tables[id_];
    table.policy = ast_.first ? model::HitPolicy::first : model::HitPolicy::unique;
    for (const auto& column : ast_.columns) this->column(column);
    for (const auto& each : ast_.rows) row(each);
    if (ast_.otherwise) context_.model.tables[id_].otherwise = ast_.otherwise->span;
    if (!context_.diagnostics.has_errors())
      context_.model.tables[id_].covers = covers_everything(context_.model, context_.model.tables[id_]);
    for (std::size_t i = 0; i < context_.model.tables[id_].outputs.size(); ++i) output(i);
  }

 private:
  model::Table& table() { return context_.model.tables[id_]; }

  // The unit that the header names is that of the numbers in the cells; the value is compared as it is.
  void column(const ast::Expr& written) {
    const auto* conversion = std::get_if<ast::Conversion>(&written.node);
    units_.push_back(nullptr);
    auto value = add_broken(context_, written.span);
    if (!conversion) {
      value = elaborate(context_, environment_, written);
    } else {
      const auto converted = elaborate(context_, environment_, written);
      const auto* operation = std::get_if<model::Conversion>(&context_.model[converted].operation);
      const auto* exchange = std::get_if<model::SubstanceConversion>(&context_.model[converted].operation);
      if (operation) value = operation->operand, units_.back() = operation->unit;
      if (exchange) value = exchange->operand, units_.back() = exchange->unit;
    }
    if (type_of(context_, value).kind == TypeKind::any_of) value = report_set(value);
    if (type_of(context_, value).kind == TypeKind::event) value = as_condition(context_, value);
    table().columns.push_back({value, span_of(context_, value)});
  }

  ExprId report_set(ExprId column) {
    const auto span = span_of(context_, column);
    const auto text = context_.sources.text(span);
    const auto first = type_of(context_, column).members->members.front().id;
    context_.diagnostics.report(span, diagnostics::column_of_set, text)
        .help(fmt::format("ask for a member: `({} includes {})`", text, first));
    return add_broken(context_, span);
  }

  void row(const ast::TableRow& written) {
    model::TableRow row{{}, 0, written.span};
    std::vector<ExprId> conditions;
    for (std::size_t i = 0; i < written.cells.size(); ++i) {
      const auto& cell = written.cells[i];
      const bool is_any = std::holds_alternative<ast::AnyCell>(cell.node);
      row.cells.push_back({std::nullopt, cell.span});
      if (is_any) continue;
      const auto column = table().columns[i].value;
      conditions.push_back(elaborate_cell(context_, environment_, cell, column, units_[i]));
      row.cells.back().holds = conditions.back();
    }
    report_after_any(written);
    row.holds = all_of(conditions, written.span);
    table().rows.push_back(std::move(row));
  }

  ExprId all_of(const std::vector<ExprId>& conditions, Span span) {
    if (conditions.empty()) return add(context_, model::Literal{model::Constant{true}}, yes_no_type, span);
    if (conditions.size() == 1) return conditions.front();
    return add(context_, model::Logical{ast::LogicalOperator::logical_and, conditions}, yes_no_type, span);
  }

  void report_after_any(const ast::TableRow& written) {
    const auto is_any = [](const model::TableCell& cell) { return !cell.holds; };
    if (table().rows.empty() || !std::ranges::all_of(table().rows.back().cells, is_any)) return;
    context_.diagnostics.report(written.span, diagnostics::row_after_any)
        .note(table().rows.back().span, "it is here");
  }

  // --- outputs

  struct Output {
    const ast::TypeExpr* type;
    std::string name;
    Span span;
  };

  void output(std::size_t i) {
    auto& define = context_.model.defines[table().outputs[i]];
    const Output output{written_type(i), define.id, define.span};
    std::vector<ExprId> values;
    const auto type = values_of(i, output, values);
    model::Choose choose{{}, {}, table().policy, table().covers, id_};
    for (std::size_t r = 0; r < table().rows.size(); ++r)
      choose.arms.push_back({values[r], table().rows[r].holds});
    if (ast_.otherwise) choose.otherwise = values.back();
    const auto value = add(context_, std::move(choose), type, output.span);
    auto& finished = context_.model.defines[table().outputs[i]];
    finished.value = value;
    finished.type = type;
    finished.type.literal = false;
    if (type.kind != TypeKind::anything) return;
    context_.diagnostics.report(output.span, diagnostics::needs_type, output.name)
        .help(fmt::format("write it: `{} : yes or no`", context_.sources.text(output.span)));
  }

  const ast::TypeExpr* written_type(std::size_t i) const {
    const auto& type = ast_.outputs.empty() ? ast_.type : ast_.outputs[i].type;
    return type ? &*type : nullptr;
  }

  // What the rows give for one output, that of `otherwise` last; and the type of all.
  Type values_of(std::size_t i, const Output& output, std::vector<ExprId>& values) {
    std::optional<Type> type;
    if (output.type) type = elaborate_type(context_, environment_.module, *output.type, output.name);
    for (const auto& row : ast_.rows) values.push_back(value(row.values[i], type, output));
    if (ast_.otherwise) values.push_back(value(ast_.otherwise->values[i], type, output));
    return type ? *type : common_type(context_, values);
  }

  ExprId value(const ast::Expr& expr, const std::optional<Type>& type, const Output& output) {
    if (!type)
      return is_member(expr, output) ? add_broken(context_, expr.span)
                                     : elaborate(context_, environment_, expr);
    const bool has_unit = type->kind == TypeKind::number && !is_pure(*type->unit);
    return has_unit && is_bare_number(expr)
               ? elaborate_in_unit(context_, environment_, expr, &*type, type->unit)
               : elaborate_as(context_, environment_, expr, *type);
  }

  // A bare name that is no value can only be a member, and of which type is not said.
  bool is_member(const ast::Expr& expr, const Output& output) {
    const auto* name = std::get_if<ast::Reference>(&expr.node);
    if (!name || !context_.symbols.find(environment_.module, NameSpace::value, name->name).empty())
      return false;
    const auto owners = types_with(name->name);
    if (owners.empty()) return false;
    context_.diagnostics.report(expr.span, diagnostics::output_needs_type, output.name, name->name)
        .help(fmt::format("write the type in the header: `{} : {}`", context_.sources.text(output.span),
                          owners.front()));
    return true;
  }

  std::vector<std::string> types_with(const std::string& member) const {
    std::vector<std::string> result;
    for (const auto& type : context_.types) {
      if (type && type->kind == TypeKind::one_of && find_member(*type->members, member))
        result.push_back(type->members->name);
    }
    return result;
  }

  Elaboration& context_;
  model::TableId id_;
  const ast::Table& ast_;
  Environment environment_;
  std::vector<UnitPtr> units_;  // by column, as the header names them
};

}  // namespace

// All outputs at once; each of them asks for it.
void elaborate_table(Elaboration& context, model::TableId id) {
  const auto& [module, declaration] = context.table_declarations[id];
  auto& table = context.model.tables[id];
  const auto is_circular = [&](model::DefineId output) { return context.circular.contains(output); };
  if (!table.columns.empty() || declaration->columns.empty()) return;
  if (std::ranges::any_of(table.outputs, is_circular)) return;
  TableElaborator{context, id}.elaborate_table();
}

}  // namespace waymark
