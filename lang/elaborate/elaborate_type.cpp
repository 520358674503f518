#include <algorithm>
#include <set>

#include "lang/elaborate/elaboration.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

const Type& declared_type(Elaboration& context, std::uint32_t index);

class TypeElaborator {
 public:
  TypeElaborator(Elaboration& context, ModuleIndex module, const std::string& owner)
      : context_{context}, module_{module}, owner_{owner} {}

  Type operator()(const ast::YesNoType&) { return {.kind = TypeKind::yes_no}; }

  Type operator()(const ast::NumberType& number) {
    Type type{.kind = TypeKind::number, .whole = number.whole};
    if (!number.unit) return type;
    type.unit = elaborate_unit(context_, *number.unit);
    return type.unit ? type : Type{};
  }

  Type operator()(const ast::OneOfType& one_of) {
    return with_members(TypeKind::one_of, one_of.members, one_of.ordered);
  }
  Type operator()(const ast::AnyOfType& any_of) {
    return with_members(TypeKind::any_of, any_of.members, false);
  }
  Type operator()(const ast::DateType&) { return {.kind = TypeKind::date}; }
  Type operator()(const ast::MomentType&) { return {.kind = TypeKind::moment}; }
  Type operator()(const ast::EventType& event) {
    Type type{.kind = TypeKind::event};
    if (!event.unit) return type;
    type.has_amounts = true;
    type.unit = elaborate_unit(context_, *event.unit);
    return type.unit ? type : Type{};
  }
  Type operator()(const ast::BrokenType&) { return {}; }

  Type operator()(const ast::NamedType& named) {
    const auto symbol = resolve(context_, module_, NameSpace::type, named.name.text, named.name.span);
    if (!symbol) return {};
    if (std::ranges::find(context_.open_types, symbol->index) != context_.open_types.end())
      return report_circle(symbol->index);
    return declared_type(context_, symbol->index);
  }

 private:
  // At the type with which the circle was entered.
  Type report_circle(std::uint32_t first) {
    std::string circle;
    const auto begin = std::ranges::find(context_.open_types, first);
    for (auto open = begin; open != context_.open_types.end(); ++open)
      circle += context_.type_declarations[*open].declaration->id.text + " → ";
    const auto& name = context_.type_declarations[first].declaration->id;
    context_.diagnostics.report(name.span, diagnostics::circular_definition, name.text, circle + name.text);
    return {};
  }

  // A member called `true` could not be told from the truth in a patient's record.
  void refuse_word_of_json(const ast::Name& name) {
    if (name.text == "true" || name.text == "false" || name.text == "null")
      context_.diagnostics.report(name.span, diagnostics::member_of_json, name.text);
  }

  Type with_members(TypeKind kind, const std::vector<ast::MemberDeclaration>& declarations, bool ordered) {
    MemberSet set{.name = owner_, .ordered = ordered, .members = {}};
    std::set<std::string> names;
    for (const auto& member : declarations) {
      refuse_word_of_json(member.name);
      if (!names.insert(member.name.text).second) {
        context_.diagnostics.report(member.name.span, diagnostics::doubled_member, member.name.text);
        continue;
      }
      note_declaration(context_, NameKind::member, member.name.span);
      set.members.push_back({member.name.text, member.title ? member.title->value : "", member.points,
                             member.name.span, elaborate_citations(context_, module_, member.cites),
                             elaborate_codes(context_, module_, member.codes)});
    }
    if (set.members.empty()) return {};
    Type type{.kind = kind};
    type.members = std::make_shared<const MemberSet>(std::move(set));
    return type;
  }

  Elaboration& context_;
  ModuleIndex module_;
  const std::string& owner_;
};

// A declared type, wherever it stands.
const Type& declared_type(Elaboration& context, std::uint32_t index) {
  if (context.types[index]) return *context.types[index];
  context.open_types.push_back(index);
  const auto& [module, declaration] = context.type_declarations[index];
  context.types[index] = elaborate_type(context, module, declaration->type, declaration->id.text);
  context.open_types.pop_back();
  return *context.types[index];
}

}  // namespace

Type elaborate_type(Elaboration& context, ModuleIndex module, const ast::TypeExpr& type,
                    const std::string& owner) {
  return std::visit(TypeElaborator{context, module, owner}, type.node);
}

void elaborate_types(Elaboration& context) {
  context.types.resize(context.type_declarations.size());
  for (std::uint32_t index = 0; index < context.types.size(); ++index) declared_type(context, index);
}

}  // namespace waymark
