#include "tools/language_server/methods.hpp"

#include <array>

#include "tools/language_server/file_uri.hpp"
#include "tools/language_server/handle_calls.hpp"
#include "tools/language_server/handle_code_actions.hpp"
#include "tools/language_server/handle_completion.hpp"
#include "tools/language_server/handle_formatting.hpp"
#include "tools/language_server/handle_hints.hpp"
#include "tools/language_server/handle_hover.hpp"
#include "tools/language_server/handle_lenses.hpp"
#include "tools/language_server/handle_patient.hpp"
#include "tools/language_server/handle_references.hpp"
#include "tools/language_server/handle_rename.hpp"
#include "tools/language_server/handle_scenarios.hpp"
#include "tools/language_server/handle_signature.hpp"
#include "tools/language_server/handle_symbols.hpp"
#include "tools/language_server/handle_tokens.hpp"
#include "tools/report/version.hpp"

namespace waymark::lsp {
namespace {

constexpr std::array all_methods{
    Method{"textDocument/hover", Subject::place, handle_hover},
    Method{"textDocument/definition", Subject::place, handle_definition},
    Method{"textDocument/declaration", Subject::place, handle_definition},
    Method{"textDocument/typeDefinition", Subject::place, handle_type_definition},
    Method{"textDocument/references", Subject::place, handle_references},
    Method{"textDocument/documentHighlight", Subject::place, handle_highlight},
    Method{"textDocument/documentSymbol", Subject::document, handle_document_symbols},
    Method{"textDocument/foldingRange", Subject::document, handle_folding},
    Method{"textDocument/selectionRange", Subject::document, handle_selection},
    Method{"textDocument/documentLink", Subject::document, handle_links},
    Method{"textDocument/completion", Subject::place, handle_completion},
    Method{"textDocument/prepareCallHierarchy", Subject::place, handle_prepare_calls},
    Method{"callHierarchy/incomingCalls", Subject::item, handle_incoming_calls},
    Method{"callHierarchy/outgoingCalls", Subject::item, handle_outgoing_calls},
    Method{"textDocument/signatureHelp", Subject::place, handle_signature},
    Method{"textDocument/codeLens", Subject::document, handle_lenses},
    Method{"textDocument/inlayHint", Subject::document, handle_hints},
    Method{"textDocument/formatting", Subject::document, handle_formatting},
    Method{"textDocument/rangeFormatting", Subject::document, handle_range_formatting},
    Method{"textDocument/codeAction", Subject::document, handle_code_actions},
    Method{"textDocument/prepareRename", Subject::place, handle_prepare_rename},
    Method{"textDocument/rename", Subject::place, handle_rename},
    Method{"textDocument/semanticTokens/full", Subject::document, handle_tokens},
    Method{"textDocument/semanticTokens/full/delta", Subject::document, handle_tokens},
    Method{"textDocument/semanticTokens/range", Subject::document, handle_range_tokens},
    Method{"waymark/scenarios", Subject::pathway, handle_scenarios},
    Method{"waymark/runScenario", Subject::pathway, handle_run_scenario},
    Method{"waymark/decisionPath", Subject::pathway, handle_decision_path},
    Method{"waymark/needs", Subject::pathway, handle_needs},
    Method{"waymark/scenarioText", Subject::pathway, handle_scenario_text},
    Method{"waymark/inputs", Subject::pathway, handle_inputs},
};

ResponseError wrong(const std::string& what) { return {ErrorCode::invalid_params, what}; }

std::string_view name_of(ColumnUnit unit) {
  switch (unit) {
    case ColumnUnit::utf8: return "utf-8";
    case ColumnUnit::utf16: return "utf-16";
    case ColumnUnit::code_points: break;
  }
  return "utf-32";
}

// The requests of Waymark's own, which docs/editors.md describes; the number grows where they change for who
// asks.
Json own_requests() {
  auto names = Json::array({"waymark/chooseScenario"});
  for (const auto& method : all_methods) {
    if (method.subject == Subject::pathway) names.push_back(method.name);
  }
  return {{"version", 1}, {"methods", std::move(names)}};
}

}  // namespace

std::span<const Method> methods() { return all_methods; }

std::filesystem::path document_path(const std::string& uri) {
  if (auto path = path_of_uri(uri)) return *std::move(path);
  return std::filesystem::path{"/<editor>"} / uri_of_path(uri).substr(std::string_view{"file://"}.size());
}

Answer answer(const Method& method, Workspace& workspace, const Client& client, const Json& params,
              const Knowledge& knowledge) {
  const bool is_item = method.subject == Subject::item;
  const auto uri = find_text(params, {is_item ? "item" : "textDocument", "uri"});
  if (!uri) return wrong(is_item ? "`item.uri` is missing" : "`textDocument.uri` is missing");
  const auto path = document_path(*uri);
  const bool has_to_be_open = !is_item && method.subject != Subject::pathway;
  if (has_to_be_open && !workspace.documents().find(path)) return wrong("the document is not open: " + *uri);
  const auto snapshot = workspace.pathway_of(path);
  const auto file = snapshot->file_of(path);
  if (!file) return Json(nullptr);
  const View view{*snapshot, workspace.documents(), client.unit};
  const auto found = knowledge.findings.find(snapshot->key());
  const bool is_known = found != knowledge.findings.end() && found->second.of == snapshot;
  Request request{view, workspace, params, client, is_known ? &found->second : nullptr, *file};
  if (const auto chosen = knowledge.chosen.find(snapshot->key()); chosen != knowledge.chosen.end())
    request.chosen = &chosen->second;
  if (method.subject == Subject::place || is_item) {
    const auto* position =
        is_item ? find(params, {"item", "selectionRange", "start"}) : find(params, {"position"});
    const auto offset = view.offset(*file, position);
    if (!offset) return wrong("`position` is not a position");
    request.offset = *offset;
  }
  return method.handle(request);
}

Json capabilities(const Client& client) {
  const Json sync{{"openClose", true}, {"change", 2}, {"save", true}};
  const Json folders{{"supported", true}, {"changeNotifications", true}};
  Json result{
      {"capabilities",
       {{"positionEncoding", name_of(client.unit)},
        {"textDocumentSync", sync},
        {"hoverProvider", true},
        {"definitionProvider", true},
        {"declarationProvider", true},
        {"typeDefinitionProvider", true},
        {"referencesProvider", true},
        {"documentHighlightProvider", true},
        {"documentSymbolProvider", true},
        {"workspaceSymbolProvider", true},
        {"foldingRangeProvider", true},
        {"selectionRangeProvider", true},
        {"documentLinkProvider", Json::object()},
        {"completionProvider", {{"triggerCharacters", {".", " ", "{"}}}},
        {"signatureHelpProvider", {{"triggerCharacters", {"(", ",", "{"}}}},
        {"callHierarchyProvider", true},
        {"codeLensProvider", Json::object()},
        {"inlayHintProvider", true},
        {"documentFormattingProvider", true},
        {"documentRangeFormattingProvider", true},
        {"codeActionProvider",
         {{"codeActionKinds",
           {"quickfix", "refactor.extract", "refactor.inline", "refactor.rewrite", "source.fixAll"}}}},
        {"renameProvider", {{"prepareProvider", true}}},
        {"semanticTokensProvider",
         {{"legend", token_legend()}, {"full", {{"delta", true}}}, {"range", true}}},
        {"experimental", {{"waymark", own_requests()}}},
        {"workspace", {{"workspaceFolders", folders}}}}},
      {"serverInfo", {{"name", "waymark"}, {"version", version}}}};
  if (client.pulls)
    result["capabilities"]["diagnosticProvider"] = {
        {"identifier", "waymark"}, {"interFileDependencies", true}, {"workspaceDiagnostics", true}};
  return result;
}

}  // namespace waymark::lsp
