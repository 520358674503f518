#include "lang/index/outline.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "lang/ast/statement_names.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

std::string title_of(const std::optional<ast::Text>& title) { return title ? title->value : ""; }

class OutlineBuilder {
 public:
  std::vector<OutlineEntry> entries(const ast::File& file) {
    std::vector<OutlineEntry> result;
    for (const auto& item : file.items) {
      span_ = item.span;
      std::visit([&](const auto& node) { add(node, result); }, item.node);
    }
    return result;
  }

 private:
  using Entries = std::vector<OutlineEntry>;

  OutlineEntry& add(Entries& to, OutlineKind kind, const ast::Name& name, std::string title, Span span) {
    to.push_back({kind, name.text, std::move(title), name.span, span});
    return to.back();
  }

  void add(const ast::Header& node, Entries& to) {
    const auto kind = node.kind == ast::HeaderKind::pathway   ? OutlineKind::pathway
                      : node.kind == ast::HeaderKind::library ? OutlineKind::library
                                                              : OutlineKind::site;
    add(to, kind, node.id, title_of(node.title), span_);
  }
  void add(const ast::Use&, Entries&) {}
  void add(const ast::SourceDeclaration& node, Entries& to) {
    auto& source = add(to, OutlineKind::source, node.id, title_of(node.title), span_);
    for (const auto& section : node.sections) add(section, source.children);
  }
  void add(const ast::SourceSection& node, Entries& to) {
    const auto end = node.statements.empty() ? node.id.span : node.statements.back().span;
    auto& section =
        add(to, OutlineKind::source_section, node.id, title_of(node.title), join(node.id.span, end));
    for (const auto& statement : node.statements)
      section.children.push_back({OutlineKind::source_statement, statement.number, statement.text.value,
                                  statement.number_span, statement.span});
  }
  void add(const ast::Fact& node, Entries& to) {
    members(node.type, add(to, OutlineKind::fact, node.id, title_of(node.title), span_).children);
  }
  void add(const ast::Parameter& node, Entries& to) {
    members(node.type, add(to, OutlineKind::parameter, node.id, title_of(node.title), span_).children);
  }
  void add(const ast::Define& node, Entries& to) {
    add(to, OutlineKind::define, node.id, title_of(node.title), span_);
  }
  void add(const ast::Score& node, Entries& to) {
    add(to, OutlineKind::score, node.id, title_of(node.title), span_);
  }
  void add(const ast::Table& node, Entries& to) {
    auto& table = add(to, OutlineKind::table, node.id, title_of(node.title), span_);
    for (const auto& output : node.outputs)
      add(table.children, OutlineKind::table_output, output.id, title_of(output.title), output.id.span);
  }
  void add(const ast::Action& node, Entries& to) {
    add(to, OutlineKind::action, node.id, title_of(node.title), span_);
  }
  void add(const ast::UnitDeclaration& node, Entries& to) {
    to.push_back({OutlineKind::unit, node.name.text, "", node.name.span, span_});
  }
  void add(const ast::TypeDeclaration& node, Entries& to) {
    members(node.type, add(to, OutlineKind::type, node.id, title_of(node.title), span_).children);
  }
  void add(const ast::CodesDeclaration& node, Entries& to) {
    add(to, OutlineKind::codes, node.id, title_of(node.title), span_);
  }
  void add(const ast::Section& node, Entries& to) {
    block(node.body, add(to, OutlineKind::section, node.id, title_of(node.title), span_).children);
  }
  void add(const ast::Property& node, Entries& to) {
    to.push_back({OutlineKind::property, node.text.value, "", node.text.span, span_});
  }
  void add(const ast::Scenario& node, Entries& to) {
    to.push_back({OutlineKind::scenario, node.name.value, "", node.name.span, span_});
  }
  void add(const ast::Adapt& node, Entries& to) {
    add(to, OutlineKind::adaptation, node.target, "adapted", span_);
  }
  void add(const ast::Withdraw& node, Entries& to) {
    add(to, OutlineKind::adaptation, node.target, "withdrawn", span_);
  }

  void members(const ast::TypeExpr& type, Entries& to) {
    const auto all = [&](const std::vector<ast::MemberDeclaration>& declared) {
      for (const auto& member : declared)
        add(to, OutlineKind::member, member.name, title_of(member.title),
            member.title ? join(member.name.span, member.title->span) : member.name.span);
    };
    if (const auto* one_of = std::get_if<ast::OneOfType>(&type.node)) all(one_of->members);
    if (const auto* any_of = std::get_if<ast::AnyOfType>(&type.node)) all(any_of->members);
  }

  // Statements in branches are entries of their section.
  void block(const ast::Block& items, Entries& to) {
    for (const auto& item : items)
      std::visit([&](const auto& node) { statement(node, item.span, to); }, item.node);
  }
  void statement(const ast::Branches& node, Span, Entries& to) {
    for (const auto& branch : node.branches) block(branch.body, to);
    if (node.otherwise) block(*node.otherwise, to);
    if (node.if_unknown) block(*node.if_unknown, to);
  }
  void statement(const ast::Recommendation& node, Span span, Entries& to) {
    to.push_back({OutlineKind::recommendation, ast::own_name(node), "",
                  node.id ? node.id->span : node.target.span, span});
  }
  void statement(const ast::Contraindication& node, Span span, Entries& to) {
    const auto name = node.id ? node.id->span : node.actions.empty() ? span : node.actions.front().span;
    to.push_back({OutlineKind::contraindication, ast::own_name(node), "", name, span});
  }
  void statement(const ast::NoteStatement& node, Span span, Entries& to) {
    add(to, OutlineKind::note, node.id, "", span);
  }

  Span span_;  // of the item
};

bool is_around(const OutlineEntry& entry, std::uint32_t offset) {
  return entry.span.begin <= offset && offset <= entry.span.end;
}

}  // namespace

std::string_view to_string(OutlineKind kind) {
  switch (kind) {
    case OutlineKind::pathway: return "pathway";
    case OutlineKind::library: return "library";
    case OutlineKind::site: return "site";
    case OutlineKind::source: return "source";
    case OutlineKind::source_section: return "section of a source";
    case OutlineKind::source_statement: return "source statement";
    case OutlineKind::fact: return "fact";
    case OutlineKind::parameter: return "parameter";
    case OutlineKind::define: return "definition";
    case OutlineKind::score: return "score";
    case OutlineKind::table: return "table";
    case OutlineKind::table_output: return "output of a table";
    case OutlineKind::action: return "action";
    case OutlineKind::unit: return "unit";
    case OutlineKind::type: return "type";
    case OutlineKind::member: return "member";
    case OutlineKind::codes: return "list of codes";
    case OutlineKind::section: return "section";
    case OutlineKind::recommendation: return "recommendation";
    case OutlineKind::contraindication: return "contraindication";
    case OutlineKind::note: return "note";
    case OutlineKind::property: return "property";
    case OutlineKind::scenario: return "scenario";
    case OutlineKind::adaptation: break;
  }
  return "adaptation";
}

std::vector<OutlineEntry> outline(const ast::File& file) { return OutlineBuilder{}.entries(file); }

const OutlineEntry* entry_at(const std::vector<OutlineEntry>& entries, std::uint32_t offset) {
  for (const auto& entry : entries) {
    if (!is_around(entry, offset)) continue;
    const auto* inner = entry_at(entry.children, offset);
    return inner ? inner : &entry;
  }
  return nullptr;
}

}  // namespace waymark
