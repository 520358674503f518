#include "tools/language_server/server.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include <fmt/format.h>

#include "lang/text/read_json.hpp"
#include "tools/language_server/handle_symbols.hpp"
#include "tools/language_server/methods.hpp"

namespace waymark::lsp {
namespace {

// The best unit for columns that the editor offers; UTF-16 where it offers none.
ColumnUnit negotiated(const Json& params) {
  const auto* offered = find(params, {"capabilities", "general", "positionEncodings"});
  if (!offered || !offered->is_array()) return ColumnUnit::utf16;
  const auto offers = [&](std::string_view name) {
    return std::ranges::any_of(
        *offered, [&](const Json& each) { return each.is_string() && each == std::string{name}; });
  };
  if (offers("utf-8")) return ColumnUnit::utf8;
  return offers("utf-32") && !offers("utf-16") ? ColumnUnit::code_points : ColumnUnit::utf16;
}

// What the editor says that it can do, and wants.
Client client_of(const Json& params) {
  const auto can = [&](std::initializer_list<std::string_view> path) {
    const auto* all = find(params, {"capabilities"});
    return all && find_flag(*all, path);
  };
  return {.unit = negotiated(params),
          .snippets = can({"textDocument", "completion", "completionItem", "snippetSupport"}),
          .watches = can({"workspace", "didChangeWatchedFiles", "dynamicRegistration"}),
          .commands = find_flag(params, {"initializationOptions", "commands"}),
          .pulls = find_text(params, {"initializationOptions", "diagnostics"}) == "pull",
          .refreshes_diagnostics = can({"workspace", "diagnostics", "refreshSupport"}),
          .refreshes_lenses = can({"workspace", "codeLens", "refreshSupport"}),
          .refreshes_hints = can({"workspace", "inlayHint", "refreshSupport"})};
}

void change_folders(const Json* list, Workspace& workspace, bool add) {
  if (!list || !list->is_array()) return;
  for (const auto& each : *list) {
    const auto uri = find_text(each, {"uri"});
    if (!uri) continue;
    if (add) {
      workspace.add_folder(document_path(*uri));
    } else {
      workspace.remove_folder(document_path(*uri));
    }
  }
}

// Asks the editor to tell of files that change on the disk.
Json watch_request() {
  const Json watchers =
      Json::array({{{"globPattern", "**/*.pathway"}}, {{"globPattern", "**/*.{csv,json}"}}});
  const Json registration{{"id", "files"},
                          {"method", "workspace/didChangeWatchedFiles"},
                          {"registerOptions", {{"watchers", watchers}}}};
  return {{"jsonrpc", "2.0"},
          {"id", "watch-files"},
          {"method", "client/registerCapability"},
          {"params", {{"registrations", Json::array({registration})}}}};
}

bool is_id(const Json& id) { return id.is_number_integer() || id.is_string(); }

void open(const Json& params, Workspace& workspace) {
  const auto uri = find_text(params, {"textDocument", "uri"}),
             text = find_text(params, {"textDocument", "text"});
  if (!uri || !text) return;
  const auto version = find_number(params, {"textDocument", "version"});
  const auto path = document_path(*uri);
  workspace.documents().open(path, {*uri, version.value_or(0), *text});
  workspace.changed(path);
}

void change(const Json& params, Workspace& workspace, ColumnUnit unit) {
  const auto uri = find_text(params, {"textDocument", "uri"});
  const auto* changes = find(params, {"contentChanges"});
  if (!uri || !changes) return;
  const auto path = document_path(*uri);
  const auto version = find_number(params, {"textDocument", "version"});
  workspace.documents().change(path, version.value_or(0), *changes, unit);
  workspace.changed(path);
}

void close(const Json& params, Workspace& workspace) {
  const auto uri = find_text(params, {"textDocument", "uri"});
  if (!uri) return;
  const auto path = document_path(*uri);
  workspace.documents().close(path);
  workspace.changed(path);
}

}  // namespace

std::vector<Json> Server::receive(const std::string& body) {
  const auto message = read_json<Json>(body);
  if (message.is_discarded())
    return {response(nullptr, ResponseError{ErrorCode::parse_error, "the message is not JSON"})};
  if (!message.is_array()) return receive_one(message);
  std::vector<Json> result;
  for (const auto& each : message) std::ranges::move(receive_one(each), std::back_inserter(result));
  return result;
}

Json Server::refuse_framing(const std::string& reason) const {
  return response(nullptr, ResponseError{ErrorCode::parse_error, reason});
}

// A fault of the server is told, and does not end it.
std::vector<Json> Server::receive_one(const Json& message) {
  try {
    return understood(message);
  } catch (const std::exception& fault) {
    const auto* id = find(message, {"id"});
    if (!id || !is_id(*id)) return {};
    return {response(*id, ResponseError{ErrorCode::internal_error, fault.what()})};
  }
}

std::vector<Json> Server::understood(const Json& message) {
  const auto* id = find(message, {"id"});
  const auto method = find_text(message, {"method"});
  if (!method) {
    const bool is_response = id && (find(message, {"result"}) || find(message, {"error"}));
    if (is_response) return {};
    return {response(id && is_id(*id) ? *id : Json(nullptr),
                     ResponseError{ErrorCode::invalid_request, "the message has no method"})};
  }
  const auto* params = find(message, {"params"});
  const Json none = Json::object();
  if (!id) {
    notify(*method, params ? *params : none);
    const bool asks = *method == "initialized" && state_ == State::running && client_.watches;
    return asks ? std::vector{watch_request()} : std::vector<Json>{};
  }
  if (!is_id(*id))
    return {response(nullptr, ResponseError{ErrorCode::invalid_request, "`id` is not a number or a text"})};
  if (cancelled_.take(*id))
    return {response(*id, ResponseError{ErrorCode::request_cancelled, "the request was cancelled"})};
  return {response(*id, request(*method, params ? *params : none))};
}

Answer Server::request(const std::string& method, const Json& params) {
  if (state_ == State::shut_down || state_ == State::ended)
    return ResponseError{ErrorCode::invalid_request, "the server is shut down"};
  if (method == "initialize") return initialize(params);
  if (state_ == State::fresh)
    return ResponseError{ErrorCode::not_initialized, "the server waits for `initialize`"};
  if (method == "shutdown") {
    state_ = State::shut_down;
    was_shut_down_ = true;
    return Json(nullptr);
  }
  if (method == "workspace/symbol") return symbols(params);
  if (method == "textDocument/diagnostic") return diagnostics_of(params);
  if (method == "workspace/diagnostic") return diagnostics_of_workspace();
  const auto known = std::ranges::find(methods(), std::string_view{method}, &Method::name);
  if (known == methods().end())
    return ResponseError{ErrorCode::method_not_found, fmt::format("there is no method `{}`", method)};
  if (!params.is_object()) return ResponseError{ErrorCode::invalid_params, "`params` is not an object"};
  auto result = answer(*known, workspace_, client_, params, knowledge_);
  const bool is_numbered = method.starts_with("textDocument/semanticTokens/full");
  return is_numbered ? tokens_.numbered(params, std::move(result)) : std::move(result);
}

Answer Server::symbols(const Json& params) {
  const auto query = find_text(params, {"query"});
  if (!query) return ResponseError{ErrorCode::invalid_params, "`query` is missing"};
  auto result = Json::array();
  for (const auto& snapshot : workspace_.open_pathways()) {
    const View view{*snapshot, workspace_.documents(), client_.unit};
    for (auto& symbol : matching_symbols(view, *query)) result.push_back(std::move(symbol));
  }
  return result;
}

// The report of the protocol on one document.
static Json full_report(Json items) { return {{"kind", "full"}, {"items", std::move(items)}}; }

Answer Server::diagnostics_of(const Json& params) {
  const auto uri = find_text(params, {"textDocument", "uri"});
  if (!uri) return ResponseError{ErrorCode::invalid_params, "`textDocument.uri` is missing"};
  auto all = diagnostics_by_uri(workspace_, client_.unit, knowledge_.findings);
  const auto found = all.find(*uri);
  return full_report(found == all.end() ? Json::array() : std::move(found->second));
}

Answer Server::diagnostics_of_workspace() {
  auto reports = Json::array();
  for (auto& [uri, list] : diagnostics_by_uri(workspace_, client_.unit, knowledge_.findings)) {
    auto report = full_report(std::move(list));
    const auto* document = workspace_.documents().find(document_path(uri));
    report["uri"] = uri;
    report["version"] = document ? Json(document->version) : Json(nullptr);
    reports.push_back(std::move(report));
  }
  return Json{{"items", std::move(reports)}};
}

// Of a pathway, the scenario under which it is shown from now on; without a name none.
void Server::choose_scenario(const Json& params) {
  const auto uri = find_text(params, {"textDocument", "uri"}), name = find_text(params, {"scenario"});
  if (!uri) return;
  const auto key = workspace_.pathway_of(document_path(*uri))->key();
  if (name) {
    knowledge_.chosen[key] = *name;
  } else {
    knowledge_.chosen.erase(key);
  }
  is_chosen_anew_ = true;
}

Answer Server::initialize(const Json& params) {
  if (state_ != State::fresh)
    return ResponseError{ErrorCode::invalid_request, "the server is initialized already"};
  if (!params.is_object()) return ResponseError{ErrorCode::invalid_params, "`params` is not an object"};
  state_ = State::running;
  client_ = client_of(params);
  const auto* folders = find(params, {"workspaceFolders"});
  change_folders(folders, workspace_, true);
  const auto root = find_text(params, {"rootUri"});
  if (workspace_.folders().empty() && root) workspace_.add_folder(document_path(*root));
  return capabilities(client_);
}

void Server::notify(const std::string& method, const Json& params) {
  if (method == "exit") {
    state_ = State::ended;
    return;
  }
  if (state_ != State::running) return;
  if (method == "textDocument/didOpen") open(params, workspace_);
  if (method == "textDocument/didChange") change(params, workspace_, client_.unit);
  if (method == "textDocument/didClose") {
    close(params, workspace_);
    tokens_.forget(find_text(params, {"textDocument", "uri"}).value_or(""));
  }
  if (method == "textDocument/didSave" || method == "workspace/didChangeWatchedFiles")
    workspace_.changed_anywhere();
  if (method == "waymark/chooseScenario") choose_scenario(params);
  if (method == "workspace/didChangeWorkspaceFolders") {
    change_folders(find(params, {"event", "removed"}), workspace_, false);
    change_folders(find(params, {"event", "added"}), workspace_, true);
    workspace_.changed_anywhere();
  }
}

void Server::note(Findings findings) {
  const auto key = findings.of->key();
  if (!workspace_.is_current(findings.of)) return;
  knowledge_.findings.insert_or_assign(key, std::move(findings));
  has_news_ = true;
}

std::vector<SnapshotPtr> Server::not_looked_at() {
  if (state_ != State::running) return {};
  auto result = workspace_.open_pathways();
  std::erase_if(result, [&](const SnapshotPtr& snapshot) {
    const auto known = knowledge_.findings.find(snapshot->key());
    const bool is_known =
        known != knowledge_.findings.end() && known->second.of == snapshot && known->second.are_proofs_done;
    return is_known || !snapshot->compilation().model;
  });
  return result;
}

// Where findings or the chosen scenario are others now, what the editor asked for may be another too.
std::vector<Json> Server::requests_to_ask_again() {
  std::vector<Json> result;
  const auto ask = [&](std::string_view what) {
    result.push_back(
        {{"jsonrpc", "2.0"}, {"id", what}, {"method", fmt::format("workspace/{}/refresh", what)}});
  };
  if (std::exchange(has_news_, false)) {
    if (client_.pulls && client_.refreshes_diagnostics) ask("diagnostic");
    if (client_.refreshes_lenses) ask("codeLens");
  }
  if (std::exchange(is_chosen_anew_, false) && client_.refreshes_hints) ask("inlayHint");
  return result;
}

std::vector<Json> Server::refresh() {
  if (state_ != State::running) return {};
  std::vector<Json> result = requests_to_ask_again();
  if (client_.pulls) return result;
  auto current = diagnostics_by_uri(workspace_, client_.unit, knowledge_.findings);
  for (const auto& [uri, list] : published_) {
    if (!list.at("diagnostics").empty()) current.try_emplace(uri, Json::array());
  }
  std::map<std::string, Json> published;
  for (auto& [uri, list] : current) {
    Json params{{"uri", uri}};
    if (const auto* document = workspace_.documents().find(document_path(uri)))
      params["version"] = document->version;
    params["diagnostics"] = std::move(list);
    const auto before = published_.find(uri);
    const bool is_news = before == published_.end()
                             ? !params["diagnostics"].empty() || params.contains("version")
                             : before->second != params;
    if (is_news) result.push_back(notification("textDocument/publishDiagnostics", params));
    published.emplace(uri, std::move(params));
  }
  published_ = std::move(published);
  return result;
}

}  // namespace waymark::lsp
