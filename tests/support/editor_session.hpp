#pragma once

#include <map>
#include <string>
#include <vector>

#include "tools/language_server/server.hpp"

namespace waymark {

// An editor that talks to a language server in the test's own process.
class EditorSession {
 public:
  // `encoding` is the one that the editor offers, such as "utf-16".
  explicit EditorSession(const std::string& encoding = "utf-16", const std::string& folder = "/work_folder");

  // Opens a text of the folder.
  void open(const std::string& name, const std::string& text);
  // Replaces bytes of an open text, and tells the server in lines and columns.
  void edit(const std::string& name, std::size_t offset, std::size_t size, const std::string& replacement);
  void close(const std::string& name);

  // Returns the result of a request, or its error as `{"error": ...}`.
  lsp::Json request(const std::string& method, lsp::Json params);
  // A request about a file, with the position of a byte in it.
  lsp::Json at(const std::string& method, const std::string& name, std::size_t offset,
               lsp::Json more = lsp::Json::object());
  lsp::Json about(const std::string& method, const std::string& name, lsp::Json more = lsp::Json::object());
  void notify(const std::string& method, lsp::Json params);
  // Returns the diagnostics of a file as they were published last.
  lsp::Json diagnostics(const std::string& name);
  // Takes what the server publishes; returns how many messages that were.
  std::size_t refresh();

  const std::string& text(const std::string& name) const { return texts_.at(name); }
  std::string uri(const std::string& name) const;
  lsp::Json position(const std::string& name, std::size_t offset) const;
  std::size_t offset(const std::string& name, const lsp::Json& position) const;
  lsp::Json range(const std::string& name, std::size_t begin, std::size_t end) const;
  lsp::Server& server() { return server_; }

 private:
  lsp::Server server_;
  std::string folder_;
  ColumnUnit unit_;
  int next_id_ = 1;
  int version_ = 1;
  std::map<std::string, std::string> texts_;
  std::map<std::string, lsp::Json> published_;  // by URI
};

}  // namespace waymark
