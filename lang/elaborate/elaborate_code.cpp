#include <algorithm>
#include <set>
#include <utility>

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

// The codes of one fact, action or member, each once.
class CodeCollector {
 public:
  CodeCollector(Elaboration& context, ModuleIndex module) : context_{context}, module_{module} {}

  void add(const ast::Code& code) {
    check_system(context_, code);
    for (const auto& each : code.codes) {
      if (!stated_.emplace(code.system.text, each.value).second)
        context_.diagnostics.report(each.span, diagnostics::doubled_code, code.system.text, each.value);
      add(model::Code{code.system.text, each.value});
    }
  }

  // A code that stands here already may be on the list too.
  void add_list(const ast::Name& name) {
    const auto symbol = resolve(context_, module_, NameSpace::codes, name.text, name.span);
    if (!symbol) return;
    for (const auto& code : context_.model.code_lists[symbol->index].codes) add(code);
  }

  std::vector<model::Code> take() { return std::move(codes_); }

 private:
  void add(const model::Code& code) {
    if (known_.emplace(code.system, code.code).second) codes_.push_back(code);
  }

  Elaboration& context_;
  ModuleIndex module_;
  std::vector<model::Code> codes_;
  std::set<std::pair<std::string, std::string>> known_, stated_;
};

}  // namespace

std::vector<model::Code> elaborate_codes(Elaboration& context, ModuleIndex module,
                                         const std::vector<ast::Code>& codes) {
  CodeCollector collector{context, module};
  for (const auto& code : codes) code.list ? collector.add_list(*code.list) : collector.add(code);
  return collector.take();
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
