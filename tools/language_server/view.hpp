#pragma once

#include <cstdint>
#include <string>

#include "tools/language_server/document.hpp"
#include "tools/language_server/message.hpp"
#include "tools/language_server/snapshot.hpp"
#include "tools/language_server/workspace.hpp"

namespace waymark::lsp {

// A pathway as the editor names its places.
class View {
 public:
  View(const Snapshot& snapshot, const Documents& documents, ColumnUnit unit)
      : snapshot_{snapshot}, documents_{documents}, unit_{unit} {}

  const Snapshot& snapshot() const { return snapshot_; }
  const Sources& sources() const { return snapshot_.sources(); }

  // Whether the editor can open the file; the standard library may be within the program alone.
  bool can_be_opened(std::uint32_t file) const { return snapshot_.path_of(file).is_absolute(); }
  std::string uri(std::uint32_t file) const;
  Json position(std::uint32_t file, std::size_t offset) const;
  Json range(Span span) const;
  Json location(Span span) const;
  Json text_edit(Span span, const std::string& text) const;
  // Returns the offset of a position of the protocol; nullopt where it is none.
  std::optional<std::uint32_t> offset(std::uint32_t file, const Json* position) const;
  // Returns the range as bytes; nullopt where it is none.
  std::optional<Span> span(std::uint32_t file, const Json* range) const;

 private:
  const Snapshot& snapshot_;
  const Documents& documents_;
  ColumnUnit unit_;
};

// What the editor can do.
struct Client {
  ColumnUnit unit = ColumnUnit::utf16;
  bool snippets = false;               // completions may have places to fill
  bool watches = false;                // it can be asked to watch files
  bool commands = false;               // it knows the commands of docs/editors.md, so lenses may have them
  bool pulls = false;                  // it asks for diagnostics, and is sent none
  bool refreshes_diagnostics = false;  // it can be told that they are others now; so of the next two
  bool refreshes_lenses = false;
  bool refreshes_hints = false;
};

struct Findings;

// A request about a place in an open document.
struct Request {
  const View& view;
  Workspace& workspace;
  const Json& params;
  const Client& client;
  const Findings* findings = nullptr;   // null where the pathway was not looked at yet
  std::uint32_t file = 0;               // the document
  std::uint32_t offset = 0;             // of its `position`, where it has one
  const std::string* chosen = nullptr;  // the name of the scenario that is chosen; null where none is

  const Snapshot& snapshot() const { return view.snapshot(); }
  const SymbolIndex& index() const { return view.snapshot().index(); }
  // Returns the name at the place.
  std::optional<Occurrence> name() const { return index().at(file, offset); }
};

}  // namespace waymark::lsp
