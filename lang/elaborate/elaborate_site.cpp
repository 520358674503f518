#include <algorithm>

#include "lang/elaborate/elaboration.hpp"

// What a site changes: the changes stand in the declarations and statements already; here each of them is
// told which of its parts are the site's.
namespace waymark {
namespace {

using Of = LocalChange::Of;

class SiteElaborator {
 public:
  SiteElaborator(Elaboration& context, const AdaptedPathway& adapted)
      : context_{context}, adapted_{adapted} {}

  void elaborate() {
    context_.model.site = model::Site{adapted_.id, adapted_.version, adapted_.title, {}};
    for (const auto& change : adapted_.local) this->change(change);
    for (auto& statement : context_.model.recommendations) added(statement);
    for (auto& statement : context_.model.contraindications) added(statement);
    for (auto& statement : context_.model.notes) added(statement);
  }

 private:
  void change(const LocalChange& change) {
    model::LocalRule rule{change.id, change.what, change.was, {}, {}, change.span};
    for (const auto& because : change.because)
      rule.because.push_back(elaborate_template(context_, environment_, because));
    rule.cites = elaborate_citations(context_, context_.main, change.cites);
    const auto id = add(std::move(rule));
    if (auto* local = local_of(change)) local->push_back(id);
    if (change.replaced) keep_type(change);
    note_adaptation(change);
  }

  model::LocalRuleId add(model::LocalRule rule) {
    auto& rules = context_.model.site->rules;
    rules.push_back(std::move(rule));
    return static_cast<model::LocalRuleId>(rules.size() - 1);
  }

  // A statement that the site has by itself.
  void added(model::StatementBase& statement) {
    if (adapted_.files.contains(statement.span.file)) return;
    statement.local.push_back(add({statement.id, {"added"}, {}, {}, {}, statement.span}));
  }

  std::vector<model::LocalRuleId>* local_of(const LocalChange& change) {
    auto& model = context_.model;
    switch (change.of) {
      case Of::parameter: return of_declaration(model.parameters, change.id);
      case Of::definition: return of_declaration(model.defines, change.id);
      case Of::table: return of_declaration(model.tables, change.id);
      case Of::fact: return of_declaration(model.facts, change.id);
      case Of::action: return of_declaration(model.actions, change.id);
      case Of::statement: break;
    }
    return of_declaration(model.recommendations, change.id);
  }

  template <typename Declaration>
  static std::vector<model::LocalRuleId>* of_declaration(std::vector<Declaration>& declarations,
                                                         const std::string& id) {
    const auto is_own = [&](const Declaration& each) {
      if constexpr (std::is_base_of_v<model::Declaration, Declaration>)
        return each.id == id && each.library.empty();
      else
        return each.id == id;
    };
    const auto found = std::ranges::find_if(declarations, is_own);
    return found == declarations.end() ? nullptr : &found->local;
  }

  // A definition stays of its type, whatever it is worked out from.
  void keep_type(const LocalChange& change) {
    const auto found = context_.symbols.find(context_.main, NameSpace::value, change.id);
    if (found.size() != 1 || context_.define_declarations[found.front().index].declaration->type) return;
    const auto earlier = type_of(context_, waymark::elaborate(context_, environment_, *change.replaced));
    const auto& type = context_.model.defines[found.front().index].type;
    if (is_same(earlier, type)) return;
    context_.diagnostics.report(change.span, diagnostics::adapted_to_other_type, change.id, describe(earlier),
                                describe(type));
  }

  static bool is_same(const Type& a, const Type& b) {
    const auto fits_all = [](const Type& type) {
      return type.kind == TypeKind::broken || type.kind == TypeKind::anything;
    };
    if (fits_all(a) || fits_all(b)) return true;
    return a.kind == b.kind && a.members == b.members && same_dimension(*a.unit, *b.unit);
  }

  void note_adaptation(const LocalChange& change) {
    const ast::Name name{change.id, change.span};
    if (change.of == Of::action)
      return void(resolve(context_, context_.main, NameSpace::action, name.text, name.span));
    if (change.of != Of::statement)
      return void(resolve(context_, context_.main, NameSpace::value, name.text, name.span));
    const auto found = context_.statements.find(change.id);
    if (found != context_.statements.end() && context_.sources.text(change.span) == change.id)
      note_use(context_, found->second, change.id, change.span);
  }

  Elaboration& context_;
  const AdaptedPathway& adapted_;
  const Environment environment_{.module = context_.main};
};

bool is_of_pathway(const AdaptedPathway& adapted, const Diagnostic& diagnostic) {
  return adapted.files.contains(diagnostic.span.file);
}

}  // namespace

void elaborate_site(Elaboration& context) {
  const auto& adapted = context.modules[context.main].adapted;
  if (adapted) SiteElaborator{context, *adapted}.elaborate();
}

void settle_findings_of_pathway(Elaboration& context) {
  const auto& adapted = context.modules[context.main].adapted;
  if (!adapted) return;
  Diagnostics own, of_pathway;
  for (const auto& each : context.diagnostics.list()) {
    if (!is_of_pathway(*adapted, each)) own.append(each);
    if (is_of_pathway(*adapted, each) && each.severity == Severity::error) of_pathway.append(each);
  }
  if (!own.has_errors() && of_pathway.has_errors()) {
    for (const auto& each : of_pathway.list()) own.append(each);
    own.report(adapted->span, diagnostics::broken_pathway, adapted->id);
  }
  context.diagnostics = std::move(own);
}

}  // namespace waymark
