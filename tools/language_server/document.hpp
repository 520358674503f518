#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "lang/modules/source_provider.hpp"
#include "lang/text/text_lines.hpp"
#include "tools/language_server/message.hpp"

namespace waymark::lsp {

// A text that is open in the editor.
struct Document {
  std::string uri;  // as the editor writes it
  std::int64_t version = 0;
  std::string text;
};

// The open texts, by the paths of their files.
class Documents {
 public:
  void open(const std::filesystem::path& path, Document document) { open_[path] = std::move(document); }
  void close(const std::filesystem::path& path) { open_.erase(path); }
  const Document* find(const std::filesystem::path& path) const;
  // Makes the changes of `textDocument/didChange` in their order. False where the file is not open or a
  // change cannot be read; what came before that change is made.
  bool change(const std::filesystem::path& path, std::int64_t version, const Json& changes, ColumnUnit unit);
  const std::map<std::filesystem::path, Document>& all() const { return open_; }

 private:
  std::map<std::filesystem::path, Document> open_;
};

// The open texts, as far as they go; what is not open is not there.
class OpenTexts : public SourceProvider {
 public:
  explicit OpenTexts(const Documents& documents) : documents_{documents} {}
  bool is_folder(const std::filesystem::path& path) const override;
  std::variant<std::vector<SourceEntry>, LoadError> entries(
      const std::filesystem::path& folder) const override;
  std::variant<std::string, LoadError> read(const std::filesystem::path& file) const override;

 private:
  const Documents& documents_;
};

}  // namespace waymark::lsp
