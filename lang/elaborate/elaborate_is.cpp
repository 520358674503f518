#include <algorithm>

#include "lang/elaborate/elaboration.hpp"
#include "lang/syntax/slip_words.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

using model::ExprId;
using model::KnowledgeWord;

std::optional<KnowledgeWord> knowledge_word(std::string_view word) {
  if (word == "known") return KnowledgeWord::known;
  if (word == "stale") return KnowledgeWord::stale;
  if (word == "confirmed") return KnowledgeWord::confirmed;
  return std::nullopt;
}

std::optional<ast::Status> status_word(std::string_view word, bool negated) {
  if (word == "advised") return negated ? ast::Status::not_advised : ast::Status::advised;
  if (word == "undetermined") return ast::Status::undetermined;
  return std::nullopt;
}

bool has_members(const Type& type) { return type.kind == TypeKind::one_of || type.kind == TypeKind::any_of; }

class IsElaborator {
 public:
  IsElaborator(Elaboration& context, const Environment& environment, const ast::Is& is, Span span)
      : context_{context}, environment_{environment}, is_{is}, span_{span} {}

  ExprId elaborate_is() {
    if (const auto status = status_test()) return *status;
    const auto subject = elaborate(context_, environment_, *is_.subject);
    if (is_broken(context_, subject)) return add_broken(context_, span_);
    return std::visit(overloaded{
                          [&](ast::IsWord word) { return word_test(word, subject); },
                          [&](const ast::Name& name) { return name_test(name, subject); },
                          [&](const ast::OneOf& one_of) { return one_of_test(one_of, subject); },
                      },
                      is_.predicate);
  }

 private:
  ExprId negated(ExprId expr) {
    return is_.negated ? add(context_, model::Not{expr}, yes_no_type, span_) : expr;
  }

  // `R is advised`, where R is a recommendation, contraindication or note.
  std::optional<ExprId> status_test() {
    const auto* name = std::get_if<ast::Name>(&is_.predicate);
    const auto* subject = std::get_if<ast::Reference>(&is_.subject->node);
    if (!name || !subject) return std::nullopt;
    const auto status = status_word(name->text, is_.negated);
    const auto statement = context_.statements.find(subject->name);
    if (!status || statement == context_.statements.end()) return unknown_statement(*name, *subject);
    note_use(context_, statement->second, subject->name, is_.subject->span);
    if (!environment_.statuses) {
      context_.diagnostics.report(span_, diagnostics::status_outside_property, subject->name);
      return add_broken(context_, span_);
    }
    const auto test = add(context_, model::StatusTest{statement->second, *status}, yes_no_type, span_);
    const bool negates = is_.negated && *status == ast::Status::undetermined;
    return negates ? add(context_, model::Not{test}, yes_no_type, span_) : test;
  }

  std::optional<ExprId> unknown_statement(const ast::Name& word, const ast::Reference& subject) {
    if (!status_word(word.text, false)) return std::nullopt;
    const bool is_value = !context_.symbols.find(environment_.module, NameSpace::value, subject.name).empty();
    if (is_value) return std::nullopt;
    report_unknown_statement(context_, environment_.module, subject.name, is_.subject->span);
    return add_broken(context_, span_);
  }

  ExprId word_test(ast::IsWord word, ExprId subject) {
    switch (word) {
      case ast::IsWord::yes: return negated(as_condition(context_, subject));
      case ast::IsWord::no:
        return negated(add(context_, model::Not{as_condition(context_, subject)}, yes_no_type, span_));
      case ast::IsWord::unknown: return knowledge(KnowledgeWord::unknown, subject, "unknown");
      case ast::IsWord::ruled_out: break;
    }
    return knowledge(KnowledgeWord::ruled_out, subject, "ruled out");
  }

  ExprId name_test(const ast::Name& name, ExprId subject) {
    const auto& type = type_of(context_, subject);
    const bool is_member = has_members(type) && find_member(*type.members, name.text).has_value();
    const auto word = knowledge_word(name.text);
    if (word && !is_member) return knowledge(*word, subject, name.text);
    if (name.text == "empty" && !is_member) return empty_test(subject);
    return member_test(name, subject);
  }

  ExprId knowledge(KnowledgeWord word, ExprId subject, std::string_view text) {
    const auto kind = type_of(context_, subject).kind;
    const bool of_condition = word == KnowledgeWord::confirmed || word == KnowledgeWord::ruled_out;
    if (of_condition && kind != TypeKind::yes_no && kind != TypeKind::event && kind != TypeKind::anything) {
      context_.diagnostics
          .report(is_.predicate_span, diagnostics::no_knowledge_of, text,
                  describe(type_of(context_, subject)))
          .note(span_of(context_, subject), describe(type_of(context_, subject)));
      return add_broken(context_, span_);
    }
    if (word == KnowledgeWord::stale && !check_can_be_stale(subject)) return add_broken(context_, span_);
    return negated(add(context_, model::Knowledge{word, subject}, yes_no_type, span_));
  }

  bool check_can_be_stale(ExprId subject) {
    const auto* reference = std::get_if<model::FactReference>(&context_.model[subject].operation);
    if (reference && model::goes_stale(context_.model.facts[reference->fact])) return true;
    auto report = context_.diagnostics.report(span_of(context_, subject), diagnostics::never_stale,
                                              context_.sources.text(span_of(context_, subject)));
    report.help(reference ? "give the fact a `valid for`: how long a reading of it counts"
                          : "only a fact with `valid for` can be stale");
    return false;
  }

  ExprId empty_test(ExprId subject) {
    const auto& type = type_of(context_, subject);
    if (type.kind != TypeKind::any_of) {
      context_.diagnostics.report(is_.predicate_span, diagnostics::expected_set, "is empty", describe(type));
      return add_broken(context_, span_);
    }
    return negated(add(context_, model::IsEmpty{subject}, yes_no_type, span_));
  }

  bool check_one_of(const Type& type, ExprId subject, const std::string& member) {
    if (type.kind == TypeKind::one_of) return true;
    const auto text = context_.sources.text(span_of(context_, subject));
    if (type.kind == TypeKind::any_of) {
      const auto includes = fmt::format("{} includes {}", text, member);
      context_.diagnostics.report(is_.predicate_span, diagnostics::set_is_member, text)
          .help(fmt::format("write `{}`", includes))
          .fix(span_, is_.negated ? "not " + includes : includes);
    } else {
      context_.diagnostics.report(is_.predicate_span, diagnostics::type_mismatch, "a fact with members",
                                  describe(type));
    }
    return false;
  }

  // `is missing`, `is present`, `is true`
  bool report_other_word(const ast::Name& name) {
    const auto word = slips::truth(name.text);
    if (!word) return false;
    context_.diagnostics.report(name.span, diagnostics::foreign_word, name.text).fix(name.span, *word);
    return true;
  }

  ExprId member_test(const ast::Name& name, ExprId subject) {
    const auto type = type_of(context_, subject);
    if (!has_members(type) && report_other_word(name)) return add_broken(context_, span_);
    if (!check_one_of(type, subject, name.text)) return add_broken(context_, span_);
    const auto member = find_member(context_, *type.members, name);
    if (!member) return add_broken(context_, span_);
    const auto literal = add(context_, model::Literal{*member}, type, name.span);
    return negated(add(context_, model::Comparison{ast::ComparisonOperator::equal, subject, literal},
                       yes_no_type, span_));
  }

  ExprId one_of_test(const ast::OneOf& one_of, ExprId subject) {
    const auto type = type_of(context_, subject);
    const auto first = one_of.members.empty() ? std::string{"..."} : one_of.members.front().text;
    if (!check_one_of(type, subject, first)) return add_broken(context_, span_);
    const auto members = find_members(context_, *type.members, one_of.members);
    if (!members) return add_broken(context_, span_);
    return negated(add(context_, model::IsOneOf{subject, *members}, yes_no_type, span_));
  }

  Elaboration& context_;
  const Environment& environment_;
  const ast::Is& is_;
  Span span_;
};

}  // namespace

ExprId elaborate_is(Elaboration& context, const Environment& environment, const ast::Is& is, Span span) {
  return IsElaborator{context, environment, is, span}.elaborate_is();
}

ExprId elaborate_includes(Elaboration& context, const Environment& environment, const ast::Includes& includes,
                          Span span) {
  const auto subject = elaborate(context, environment, *includes.subject);
  if (is_broken(context, subject)) return add_broken(context, span);
  const auto type = type_of(context, subject);
  if (type.kind != TypeKind::any_of) {
    auto report = context.diagnostics.report(span_of(context, subject), diagnostics::expected_set, "includes",
                                             describe(type));
    if (type.kind == TypeKind::one_of) report.help("a `one of` fact has one member: ask with `is`");
    return add_broken(context, span);
  }
  const auto members = find_members(context, *type.members, includes.members);
  if (!members) return add_broken(context, span);
  return add(context, model::Includes{subject, includes.quantifier, *members}, yes_no_type, span);
}

std::optional<std::vector<model::MemberIndex>> find_members(Elaboration& context, const MemberSet& set,
                                                            const std::vector<ast::Name>& names) {
  std::vector<model::MemberIndex> members;
  bool all_found = true;
  for (const auto& name : names) {
    const auto member = find_member(context, set, name);
    all_found = all_found && member.has_value();
    if (!member) continue;
    const bool doubled = std::ranges::find(members, *member) != members.end();
    if (doubled) context.diagnostics.report(name.span, diagnostics::doubled_member, name.text);
    if (!doubled) members.push_back(*member);
  }
  if (!all_found) return std::nullopt;
  return members;
}

}  // namespace waymark
