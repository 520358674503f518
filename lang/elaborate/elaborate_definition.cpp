#include <algorithm>

#include "lang/ast/ast_walk.hpp"
#include "lang/elaborate/elaboration.hpp"

// Defines, scores and tables, each after those it is made of.
namespace waymark {
namespace {

using model::ExprId;

// A define (with or without arguments) or a score, as one number: defines first.
using Node = std::uint32_t;

class DependencyOrder {
 public:
  explicit DependencyOrder(Elaboration& context)
      : context_{context}, defines_{static_cast<Node>(context.define_declarations.size())} {
    const auto count = defines_ + context.score_declarations.size();
    state_.resize(count, State::unseen);
    dependencies_.resize(count);
    for (Node node = 0; node < count; ++node) collect(node);
  }

  // All nodes, operands first. Those on a circle are reported once and marked as circular.
  std::vector<Node> order() {
    for (Node node = 0; node < state_.size(); ++node) visit(node);
    return std::move(order_);
  }

 private:
  enum class State { unseen, open, done };

  void collect(Node node) {
    if (node >= defines_) {
      const auto& [module, score] = context_.score_declarations[node - defines_];
      for (const auto& row : score->rows) {
        for (const auto& alternative : row.alternatives) collect(node, module, alternative.when, {});
      }
      return;
    }
    const auto& [module, define] = context_.define_declarations[node];
    if (define)
      collect(node, module, define->value, define->parameters);
    else
      collect_table(node, *context_.model.defines[node].table);
  }

  void collect_table(Node node, model::TableId id) {
    const auto& [module, table] = context_.table_declarations[id];
    for_each_expression(*table, [&, in = module](const ast::Expr& expr) { collect(node, in, expr, {}); });
  }

  void collect(Node node, ModuleIndex module, const ast::Expr& expr,
               const std::vector<ast::DefineParameter>& parameters) {
    ast::for_each_reference(expr, [&](const std::string& name) {
      const auto is_it = [&](const ast::DefineParameter& parameter) { return parameter.name.text == name; };
      if (std::ranges::any_of(parameters, is_it)) return;
      for (const auto& symbol : context_.symbols.find(module, NameSpace::value, name)) {
        if (symbol.kind == SymbolKind::score) dependencies_[node].push_back(defines_ + symbol.index);
        if (symbol.kind == SymbolKind::define || symbol.kind == SymbolKind::function) {
          dependencies_[node].push_back(symbol.index);
        }
      }
    });
  }

  // Depth first with a stack of its own: definitions may form long chains.
  void visit(Node root) {
    if (state_[root] != State::unseen) return;
    open(root);
    while (!path_.empty()) {
      auto& [node, next] = path_.back();
      if (next == dependencies_[node].size()) {
        state_[node] = State::done;
        order_.push_back(node);
        path_.pop_back();
        continue;
      }
      const auto dependency = dependencies_[node][next++];
      if (state_[dependency] == State::unseen)
        open(dependency);
      else if (state_[dependency] == State::open)
        report_circle(dependency);
    }
  }

  void open(Node node) {
    state_[node] = State::open;
    path_.emplace_back(node, 0);
  }

  void report_circle(Node first) {
    const auto begin = std::ranges::find(path_, first, &std::pair<Node, std::size_t>::first);
    std::string circle;
    for (auto step = begin; step != path_.end(); ++step) {
      circle += fmt::format("{} → ", declaration(step->first).id);
      context_.circular.insert(step->first);
    }
    const auto& named = declaration(first);
    context_.diagnostics.report(named.span, diagnostics::circular_definition, named.id, circle + named.id);
  }

  const model::Declaration& declaration(Node node) const {
    if (node >= defines_) return context_.model.scores[node - defines_];
    return context_.model.defines[node];
  }

  Elaboration& context_;
  Node defines_;
  std::vector<State> state_;
  std::vector<std::vector<Node>> dependencies_;
  std::vector<std::pair<Node, std::size_t>> path_;  // a node and how many of its dependencies are seen
  std::vector<Node> order_;
};

// A define with arguments is checked once with arguments of which nothing is known.
void check_function(Elaboration& context, model::DefineId id) {
  const auto& [module, define] = context.define_declarations[id];
  std::map<std::string, ExprId, std::less<>> arguments;
  for (const auto& parameter : define->parameters) {
    const auto type = elaborate_type(context, module, parameter.type, parameter.name.text);
    const auto unknown = add(context, model::Literal{model::UnknownConstant{}}, type, parameter.name.span);
    note_declaration(context, NameKind::argument, parameter.name.span);
    if (arguments.try_emplace(parameter.name.text, unknown).second) continue;
    context.diagnostics.report(parameter.name.span, diagnostics::doubled_name, parameter.name.text);
  }
  const Environment environment{.module = module, .arguments = &arguments, .parameters = &define->parameters};
  if (!define->type) return void(elaborate(context, environment, define->value));
  elaborate_as(context, environment, define->value,
               elaborate_type(context, module, *define->type, define->id.text));
}

void elaborate_define(Elaboration& context, model::DefineId id) {
  const auto& [module, declaration] = context.define_declarations[id];
  if (context.circular.contains(id)) return;
  if (const auto table = context.model.defines[id].table) return elaborate_table(context, *table);
  if (declaration->has_parameter_list) return check_function(context, id);
  const Environment environment{.module = module};
  const auto value =
      declaration->type
          ? elaborate_as(context, environment, declaration->value,
                         elaborate_type(context, module, *declaration->type, declaration->id.text))
          : elaborate(context, environment, declaration->value);
  auto& define = context.model.defines[id];
  define.value = value;
  define.type = type_of(context, value);
  define.type.literal = false;
  if (define.type.kind != TypeKind::anything) return;
  context.diagnostics.report(declaration->id.span, diagnostics::needs_type, define.id)
      .help(fmt::format("write it: `define {} : yes or no = ...`", define.id));
}

void elaborate_score(Elaboration& context, model::ScoreId id) {
  const auto& [module, declaration] = context.score_declarations[id];
  const Environment environment{.module = module};
  std::vector<model::ScoreRow> rows;
  for (const auto& row : declaration->rows) {
    auto& alternatives = rows.emplace_back().alternatives;
    for (const auto& alternative : row.alternatives) {
      const auto when = elaborate_condition(context, environment, alternative.when);
      alternatives.push_back(
          {alternative.points, when, alternative.why ? alternative.why->value : "", alternative.points_span});
    }
  }
  context.model.scores[id].rows = std::move(rows);
}

}  // namespace

void elaborate_definitions(Elaboration& context) {
  const auto defines = static_cast<Node>(context.define_declarations.size());
  for (const auto node : DependencyOrder{context}.order()) {
    if (node < defines) {
      elaborate_define(context, node);
    } else {
      elaborate_score(context, node - defines);
    }
  }
}

}  // namespace waymark
