#include "tools/language_server/handle_calls.hpp"

#include <map>

#include "lang/index/outline.hpp"

namespace waymark::lsp {
namespace {

constexpr int function_symbol = 12;

// The innermost declaration or statement around a place, of any file of the pathway.
class Outlines {
 public:
  explicit Outlines(const Snapshot& snapshot) : snapshot_{snapshot} {}

  const OutlineEntry* around(std::uint32_t file, std::uint32_t offset) {
    auto known = entries_.find(file);
    if (known == entries_.end()) {
      const auto* syntax = snapshot_.syntax(file);
      known = entries_.emplace(file, syntax ? outline(*syntax) : std::vector<OutlineEntry>{}).first;
    }
    return entry_at(known->second, offset);
  }

 private:
  const Snapshot& snapshot_;
  std::map<std::uint32_t, std::vector<OutlineEntry>> entries_;
};

Json item_of(const View& view, const OutlineEntry& entry) {
  return {{"name", entry.name},
          {"detail", std::string{to_string(entry.kind)}},
          {"kind", function_symbol},
          {"uri", view.uri(entry.span.file)},
          {"range", view.range(entry.span)},
          {"selectionRange", view.range(entry.name_span)}};
}

// Calls are told by the other end and the places where its name is written.
struct Calls {
  const OutlineEntry* other = nullptr;
  std::vector<Span> places;
};

Json calls_json(const View& view, const std::map<Span, Calls>& calls, std::string_view end) {
  auto result = Json::array();
  for (const auto& [span, each] : calls) {
    if (!view.can_be_opened(span.file)) continue;
    auto ranges = Json::array();
    for (const auto& place : each.places) ranges.push_back(view.range(place));
    Json call = Json::object();
    call[std::string{end}] = item_of(view, *each.other);
    call["fromRanges"] = std::move(ranges);
    result.push_back(std::move(call));
  }
  return result;
}

bool is_within(Span inner, Span outer) {
  return inner.file == outer.file && outer.begin <= inner.begin && inner.end <= outer.end;
}

}  // namespace

Answer handle_prepare_calls(const Request& request) {
  const auto name = request.name();
  if (!name || !request.view.can_be_opened(name->declaration.file)) return Json(nullptr);
  Outlines outlines{request.snapshot()};
  const auto* entry = outlines.around(name->declaration.file, name->declaration.begin);
  return entry ? Json::array({item_of(request.view, *entry)}) : Json(nullptr);
}

Answer handle_incoming_calls(const Request& request) {
  const auto name = request.name();
  if (!name) return Json(nullptr);
  Outlines outlines{request.snapshot()};
  std::map<Span, Calls> calls;
  for (const auto& place : request.index().places_of(name->declaration)) {
    const auto* entry = place.is_declaration() ? nullptr : outlines.around(place.name.file, place.name.begin);
    if (!entry) continue;
    auto& its = calls[entry->span];
    its.other = entry;
    its.places.push_back(place.name);
  }
  return calls_json(request.view, calls, "from");
}

Answer handle_outgoing_calls(const Request& request) {
  Outlines outlines{request.snapshot()};
  const auto* caller = outlines.around(request.file, request.offset);
  if (!caller) return Json(nullptr);
  std::map<Span, Calls> calls;
  const auto& all = request.index().all();
  auto place = all.lower_bound({{request.file, caller->span.begin, 0}, {}, NameKind::fact});
  for (; place != all.end() && is_within(place->name, caller->span); ++place) {
    if (place->is_declaration() || is_within(place->declaration, caller->span)) continue;
    const auto* entry = outlines.around(place->declaration.file, place->declaration.begin);
    if (!entry) continue;
    auto& its = calls[entry->span];
    its.other = entry;
    its.places.push_back(place->name);
  }
  return calls_json(request.view, calls, "to");
}

}  // namespace waymark::lsp
