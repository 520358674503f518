#include "lang/index/symbol_index.hpp"

#include <algorithm>
#include <iterator>

namespace waymark {

std::string_view to_string(NameKind kind) {
  switch (kind) {
    case NameKind::fact: return "fact";
    case NameKind::parameter: return "parameter";
    case NameKind::define: return "definition";
    case NameKind::function: return "definition with arguments";
    case NameKind::score: return "score";
    case NameKind::table: return "table";
    case NameKind::action: return "action";
    case NameKind::type: return "type";
    case NameKind::source: return "source";
    case NameKind::codes: return "list of codes";
    case NameKind::member: return "member";
    case NameKind::source_section: return "section of a source";
    case NameKind::source_statement: return "source statement";
    case NameKind::section: return "section";
    case NameKind::recommendation: return "recommendation";
    case NameKind::contraindication: return "contraindication";
    case NameKind::note: return "note";
    case NameKind::scenario: return "scenario";
    case NameKind::library: return "library";
    case NameKind::unit: return "unit";
    case NameKind::argument: break;
  }
  return "argument";
}

void SymbolIndex::add(const Occurrence& occurrence) {
  if (places_.insert(occurrence).second) by_declaration_[occurrence.declaration].push_back(occurrence);
}

std::optional<Occurrence> SymbolIndex::at(std::uint32_t file, std::uint32_t offset) const {
  auto behind = places_.upper_bound({{file, offset, UINT32_MAX}, {UINT32_MAX, 0, 0}, NameKind::fact});
  while (behind != places_.begin()) {
    const auto& place = *--behind;
    if (place.name.file != file) break;
    if (place.name.end >= offset) return place;
  }
  return std::nullopt;
}

std::vector<Occurrence> SymbolIndex::places_of(Span declaration) const {
  const auto found = by_declaration_.find(declaration);
  if (found == by_declaration_.end()) return {};
  auto result = found->second;
  std::ranges::sort(result);
  return result;
}

std::set<Span> SymbolIndex::parts_of(Span declaration) const {
  const auto found = parts_.find(declaration);
  return found == parts_.end() ? std::set<Span>{} : found->second;
}

std::vector<Occurrence> SymbolIndex::declarations(std::uint32_t file) const {
  std::vector<Occurrence> result;
  std::ranges::copy_if(places_, std::back_inserter(result), [&](const Occurrence& each) {
    return each.name.file == file && each.is_declaration();
  });
  return result;
}

}  // namespace waymark
