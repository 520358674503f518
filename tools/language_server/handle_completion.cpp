#include "tools/language_server/handle_completion.hpp"

#include <fmt/format.h>

#include "tools/language_server/completion.hpp"

namespace waymark::lsp {
namespace {

// Numbers of the protocol.
enum class ItemNumber {
  method = 2,
  function = 3,
  variable = 6,
  class_ = 7,
  module = 9,
  property = 10,
  unit = 11,
  keyword = 14,
  snippet = 15,
  reference = 18,
  member = 20,
  constant = 21,
  event = 23,
  operation = 24,
  type = 25,
};

ItemNumber number_of(CompletionKind kind) {
  switch (kind) {
    case CompletionKind::keyword: return ItemNumber::keyword;
    case CompletionKind::snippet: return ItemNumber::snippet;
    case CompletionKind::fact: return ItemNumber::variable;
    case CompletionKind::parameter: return ItemNumber::constant;
    case CompletionKind::definition: return ItemNumber::property;
    case CompletionKind::function: return ItemNumber::function;
    case CompletionKind::member: return ItemNumber::member;
    case CompletionKind::unit: return ItemNumber::unit;
    case CompletionKind::action: return ItemNumber::method;
    case CompletionKind::verb: return ItemNumber::operation;
    case CompletionKind::statement: return ItemNumber::class_;
    case CompletionKind::source_statement: return ItemNumber::reference;
    case CompletionKind::scenario: return ItemNumber::event;
    case CompletionKind::type: return ItemNumber::type;
    case CompletionKind::name_space: break;
  }
  return ItemNumber::module;
}

constexpr int plain_text = 1, snippet_text = 2;

Json item(const Completion& completion, const Json& range, bool snippets) {
  const bool is_snippet = snippets && !completion.snippet.empty();
  Json result{
      {"label", completion.text},
      {"kind", static_cast<int>(number_of(completion.kind))},
      {"sortText", fmt::format("{}{}", completion.rank, completion.text)},
      {"insertTextFormat", is_snippet ? snippet_text : plain_text},
      {"textEdit", {{"range", range}, {"newText", is_snippet ? completion.snippet : completion.text}}}};
  if (!completion.detail.empty()) result["detail"] = completion.detail;
  if (!completion.documentation.empty())
    result["documentation"] = {{"kind", "markdown"}, {"value", completion.documentation}};
  return result;
}

}  // namespace

Answer handle_completion(const Request& request) {
  const auto text = request.view.sources()[request.file].text();
  const auto before = written_before(text, request.file, request.offset);
  const auto range = request.view.range(before.partial);
  auto items = Json::array();
  for (const auto& completion : completions(request.snapshot(), before))
    items.push_back(item(completion, range, request.client.snippets));
  return Json{{"isIncomplete", false}, {"items", std::move(items)}};
}

}  // namespace waymark::lsp
