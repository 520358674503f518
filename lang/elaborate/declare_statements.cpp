#include <algorithm>
#include <map>

#include "lang/ast/statement_names.hpp"
#include "lang/elaborate/elaboration.hpp"
#include "lang/text/overloaded.hpp"
#include "lang/text/suggest.hpp"

// The ids of all statements, before any expression is looked at.
namespace waymark {
namespace {

using model::StatementKind;

// Gives every statement of a section its id and its index, before any expression is looked at.
class StatementDeclarer {
 public:
  StatementDeclarer(Elaboration& context, const ast::Section& section)
      : context_{context}, section_{section.id.text} {}

  void block(const ast::Block& block) {
    for (const auto& item : block) {
      std::visit(overloaded{
                     [&](const ast::Branches& branches) { this->branches(branches); },
                     [&](const ast::Recommendation& recommendation) {
                       this->recommendation(recommendation, item.span);
                     },
                     [&](const ast::Contraindication& contraindication) {
                       this->contraindication(contraindication, item.span);
                     },
                     [&](const ast::NoteStatement& note) {
                       declare(note.id.text, note.id.span, {StatementKind::note, context_.counts.notes++});
                     },
                 },
                 item.node);
    }
  }

 private:
  void branches(const ast::Branches& branches) {
    for (const auto& branch : branches.branches) block(branch.body);
    if (branches.otherwise) block(*branches.otherwise);
    if (branches.if_unknown) block(*branches.if_unknown);
  }

  void recommendation(const ast::Recommendation& recommendation, Span span) {
    const auto index = context_.counts.recommendations++;
    auto name = ast::own_name(recommendation);
    if (name.empty()) {
      context_.diagnostics.report(recommendation.target.span, diagnostics::choice_without_name);
      name = fmt::format("choice_{}", index);
    }
    declare(name, recommendation.id ? recommendation.id->span : span, {StatementKind::recommendation, index});
  }

  void contraindication(const ast::Contraindication& contraindication, Span span) {
    declare(ast::own_name(contraindication), contraindication.id ? contraindication.id->span : span,
            {StatementKind::contraindication, context_.counts.contraindications++});
  }

  void declare(const std::string& name, Span span, model::StatementReference reference) {
    const auto id = section_ + "." + name;
    const auto [earlier, inserted] = context_.statements.try_emplace(id, reference);
    if (inserted) {
      context_.statement_spans[id] = span;
      note_declaration(context_, reference.kind, span);
      return;
    }
    context_.diagnostics.report(span, diagnostics::doubled_id, id)
        .note(context_.statement_spans[id], "it is here first")
        .help("give one of them another name with `as`");
  }

  Elaboration& context_;
  const std::string& section_;
};

void check_section_names(Elaboration& context,
                         const std::vector<std::pair<const ast::Section*, Span>>& sections) {
  std::map<std::string, Span> names;
  for (const auto& [section, span] : sections) {
    const auto [earlier, inserted] = names.try_emplace(section->id.text, section->id.span);
    if (inserted) {
      context.section_spans.emplace(section->id.text, section->id.span);
      note_declaration(context, NameKind::section, section->id.span);
      continue;
    }
    context.diagnostics.report(section->id.span, diagnostics::doubled_name, section->id.text)
        .note(earlier->second, "it is declared here first");
  }
}

void collect_statement_ids(Elaboration& context) {
  const auto& counts = context.counts;
  context.statement_ids = {std::vector<std::string>(counts.recommendations),
                           std::vector<std::string>(counts.contraindications),
                           std::vector<std::string>(counts.notes)};
  for (const auto& [id, reference] : context.statements) {
    context.statement_ids[static_cast<std::size_t>(reference.kind)][reference.index] = id;
  }
}

// The one statement of this name, whose section was left out.
std::optional<std::string> with_section(const std::vector<std::string>& ids, const std::string& name) {
  const auto is_named = [&](const std::string& id) { return id.ends_with("." + name); };
  const auto found = std::ranges::find_if(ids, is_named);
  return std::ranges::count_if(ids, is_named) == 1 ? std::optional{*found} : std::nullopt;
}

}  // namespace

// Sections stand in the order in which the followed source has sections of their names; others behind them,
// as the files have them.
std::vector<std::pair<const ast::Section*, Span>> in_document_order(const Elaboration& context) {
  std::vector<std::pair<const ast::Section*, Span>> sections;
  for_each<ast::Section>(context.modules[context.main], [&](const ast::Section& section, Span span) {
    sections.emplace_back(&section, span);
  });
  std::vector<std::string> order;
  for (const auto source : context.model.follows) {
    for (const auto& section : context.model.sources[source].sections) order.push_back(section.id);
  }
  std::ranges::stable_sort(sections, {}, [&](const auto& section) {
    return std::ranges::find(order, section.first->id.text) - order.begin();
  });
  return sections;
}

void report_unknown_statement(Elaboration& context, ModuleIndex module, const std::string& id, Span span) {
  if (context.modules[module].has_broken_sections) return;
  const auto near = [&] {
    std::vector<std::string> ids;
    for (const auto& [known, reference] : context.statements) ids.push_back(known);
    std::ranges::sort(ids);
    const auto same_name = with_section(ids, id);
    return same_name ? same_name : nearest(id, ids);
  };
  context.diagnostics.report(span, diagnostics::unknown_statement_id, id)
      .did_you_mean(span, context.diagnostics.suggestions().find(near));
}

void declare_statements(Elaboration& context) {
  if (context.modules[context.main].is_library) return;
  const auto sections = in_document_order(context);
  check_section_names(context, sections);
  for (const auto& [section, span] : sections) StatementDeclarer{context, *section}.block(section->body);
  collect_statement_ids(context);
}

}  // namespace waymark
