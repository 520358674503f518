#include <algorithm>

#include "lang/elaborate/elaboration.hpp"
#include "lang/text/listed.hpp"
#include "lang/text/suggest.hpp"

// What ties facts, actions and members to terminologies and records.
namespace waymark {
namespace {

using model::Resource;

template <std::size_t Size>
std::vector<std::string> strings(const std::array<std::string_view, Size>& words) {
  return {words.begin(), words.end()};
}

void check_system(Elaboration& context, const ast::Code& code) {
  if (code.is_quoted ||
      std::ranges::find(model::named_systems, code.system.text) != model::named_systems.end())
    return;
  const auto names = strings(model::named_systems);
  context.diagnostics.report(code.system.span, diagnostics::unknown_code_system, code.system.text)
      .help(fmt::format("the systems are {}; any other goes by its URI in quotes", listed(names, "`")))
      .did_you_mean(code.system.span, nearest(code.system.text, names));
}

// Which kinds of facts a resource tells.
bool holds(Resource resource, const Type& type) {
  const auto is = [&](TypeKind kind) { return type.kind == kind; };
  const bool plain_event = is(TypeKind::event) && !type.has_amounts;
  switch (resource) {
    case Resource::observation: return !is(TypeKind::any_of) && !type.has_amounts;
    case Resource::condition:
    case Resource::allergy: return is(TypeKind::yes_no) || is(TypeKind::any_of) || plain_event;
    case Resource::administration: return is(TypeKind::event);
    case Resource::procedure:
    case Resource::immunization:
    case Resource::encounter: return plain_event;
    case Resource::order: return is(TypeKind::yes_no) || plain_event;
    case Resource::birth_date: return is(TypeKind::date);
    case Resource::sex: break;
  }
  return is(TypeKind::one_of);
}

}  // namespace

std::vector<model::Code> elaborate_codes(Elaboration& context, const std::vector<ast::Code>& codes) {
  std::vector<model::Code> result;
  for (const auto& code : codes) {
    check_system(context, code);
    for (const auto& each : code.codes) {
      const model::Code found{code.system.text, each.value};
      if (std::ranges::find(result, found) != result.end())
        context.diagnostics.report(each.span, diagnostics::doubled_code, code.system.text, each.value);
      else
        result.push_back(found);
    }
  }
  return result;
}

std::optional<Resource> elaborate_resource(Elaboration& context, const ast::Name& name, const Type& type) {
  const auto resource = model::resource_named(name.text);
  if (!resource) {
    const auto names = strings(model::resource_names);
    context.diagnostics.report(name.span, diagnostics::unknown_resource, name.text)
        .help(fmt::format("a fact is found in {}", listed(names, "`")))
        .did_you_mean(name.span, nearest(name.text, names));
    return std::nullopt;
  }
  if (type.kind == TypeKind::broken || holds(*resource, type)) return resource;
  context.diagnostics.report(name.span, diagnostics::resource_of_other_type, name.text, describe(type));
  return std::nullopt;
}

}  // namespace waymark
