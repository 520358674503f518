#include "editor_session.hpp"

#include <utility>

#include "golden.hpp"
#include "tools/language_server/file_uri.hpp"

namespace waymark {

using lsp::Json;

EditorSession::EditorSession(const std::string& encoding, const std::string& folder)
    : server_{{golden::stdlib(), disk()}},
      folder_{folder},
      unit_{encoding == "utf-8"    ? ColumnUnit::utf8
            : encoding == "utf-32" ? ColumnUnit::code_points
                                   : ColumnUnit::utf16} {
  const Json folders = Json::array({{{"uri", lsp::uri_of_path(folder)}, {"name", "work"}}});
  const Json abilities{{"general", {{"positionEncodings", Json::array({encoding})}}}};
  request("initialize", {{"processId", nullptr}, {"capabilities", abilities}, {"workspaceFolders", folders}});
  notify("initialized", Json::object());
}

std::string EditorSession::uri(const std::string& name) const {
  return lsp::uri_of_path(folder_ + "/" + name);
}

void EditorSession::open(const std::string& name, const std::string& text) {
  texts_[name] = text;
  notify("textDocument/didOpen",
         {{"textDocument",
           {{"uri", uri(name)}, {"languageId", "waymark"}, {"version", version_++}, {"text", text}}}});
}

void EditorSession::edit(const std::string& name, std::size_t offset, std::size_t size,
                         const std::string& replacement) {
  const Json change{{"range", range(name, offset, offset + size)}, {"text", replacement}};
  notify("textDocument/didChange", {{"textDocument", {{"uri", uri(name)}, {"version", version_++}}},
                                    {"contentChanges", Json::array({change})}});
  texts_[name].replace(offset, size, replacement);
}

void EditorSession::close(const std::string& name) {
  notify("textDocument/didClose", {{"textDocument", {{"uri", uri(name)}}}});
  texts_.erase(name);
}

Json EditorSession::request(const std::string& method, Json params) {
  const Json message{
      {"jsonrpc", "2.0"}, {"id", next_id_++}, {"method", method}, {"params", std::move(params)}};
  auto replies = server_.receive(message.dump());
  auto& reply = replies.at(0);
  if (reply.contains("error")) return {{"error", reply["error"]}};
  return std::move(reply["result"]);
}

Json EditorSession::about(const std::string& method, const std::string& name, Json more) {
  more["textDocument"] = {{"uri", uri(name)}};
  return request(method, std::move(more));
}

Json EditorSession::at(const std::string& method, const std::string& name, std::size_t offset, Json more) {
  more["position"] = position(name, offset);
  return about(method, name, std::move(more));
}

void EditorSession::notify(const std::string& method, Json params) {
  server_.receive(Json{{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}}.dump());
}

std::size_t EditorSession::refresh() {
  const auto messages = server_.refresh();
  for (const auto& message : messages)
    published_[message.at("params").at("uri")] = message.at("params").at("diagnostics");
  return messages.size();
}

Json EditorSession::diagnostics(const std::string& name) {
  refresh();
  const auto found = published_.find(uri(name));
  return found == published_.end() ? Json::array() : found->second;
}

Json EditorSession::position(const std::string& name, std::size_t offset) const {
  const auto [line, column] = TextLines{texts_.at(name)}.position(offset, unit_);
  return {{"line", line}, {"character", column}};
}

std::size_t EditorSession::offset(const std::string& name, const Json& position) const {
  return TextLines{texts_.at(name)}.offset(
      {position.at("line").get<std::uint32_t>(), position.at("character").get<std::uint32_t>()}, unit_);
}

Json EditorSession::range(const std::string& name, std::size_t begin, std::size_t end) const {
  return {{"start", position(name, begin)}, {"end", position(name, end)}};
}

}  // namespace waymark
