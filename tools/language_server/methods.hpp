#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "tools/language_server/findings.hpp"
#include "tools/language_server/view.hpp"

namespace waymark::lsp {

// What a request is about: a document, a place in it, what an earlier answer gave, or a pathway by one of its
// files, open or not.
enum class Subject { document, place, item, pathway };

struct Method {
  std::string_view name;
  Subject subject;
  Answer (*handle)(const Request&);
};

// What is known of pathways beside their texts.
struct Knowledge {
  std::map<PathwayKey, Findings> findings;
  std::map<PathwayKey, std::string> chosen;  // the scenarios under which they are shown
};

// All requests about a document.
std::span<const Method> methods();

// Answers a request about a document, or says why its parameters cannot be used.
Answer answer(const Method& method, Workspace& workspace, const Client& client, const Json& params,
              const Knowledge& knowledge);

// Returns what the server says of itself in answer to `initialize`.
Json capabilities(const Client& client);

// Returns the path of a document; a text that is no file has a path that no file has.
std::filesystem::path document_path(const std::string& uri);

}  // namespace waymark::lsp
