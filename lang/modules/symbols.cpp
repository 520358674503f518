#include "lang/modules/symbols.hpp"

#include <fmt/format.h>

namespace waymark {

std::string_view to_string(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::fact: return "fact";
    case SymbolKind::parameter: return "parameter";
    case SymbolKind::define:
    case SymbolKind::function: return "definition";
    case SymbolKind::score: return "score";
    case SymbolKind::table: return "table";
    case SymbolKind::action: return "action";
    case SymbolKind::type: return "type";
    case SymbolKind::codes: return "list of codes";
    case SymbolKind::source: break;
  }
  return "source";
}

NameSpace name_space(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::action: return NameSpace::action;
    case SymbolKind::type: return NameSpace::type;
    case SymbolKind::source: return NameSpace::source;
    case SymbolKind::codes: return NameSpace::codes;
    default: return NameSpace::value;
  }
}

std::optional<Symbol> SymbolTable::declare(ModuleIndex module, const std::string& name, Symbol symbol) {
  const auto [place, inserted] = declared_[module].spaces[name_space(symbol.kind)].try_emplace(name, symbol);
  if (inserted) return std::nullopt;
  return place->second;
}

const Symbol* SymbolTable::own(ModuleIndex module, NameSpace space, std::string_view name) const {
  const auto names = declared_[module].spaces.find(space);
  if (names == declared_[module].spaces.end()) return nullptr;
  const auto found = names->second.find(name);
  return found == names->second.end() ? nullptr : &found->second;
}

void SymbolTable::mark_used(const Symbol& symbol) {
  auto& used = used_[symbol.kind];
  if (used.size() <= symbol.index) used.resize(symbol.index + 1);
  used[symbol.index] = true;
}

std::vector<SymbolTable::Found> SymbolTable::look_up(ModuleIndex module, NameSpace space,
                                                     std::string_view name) const {
  std::vector<Found> found;
  const auto dot = name.find('.');
  const auto library = name.substr(0, dot);
  const auto plain = dot == name.npos ? name : name.substr(dot + 1);
  const auto look_in = [&](ModuleIndex in) {
    const auto* symbol = own(in, space, name);
    if (!symbol && modules_[in].id == library) symbol = own(in, space, plain);
    if (symbol) found.push_back({in, symbol});
  };
  look_in(module);
  if (!found.empty()) return found;
  for (const auto used : modules_[module].uses) look_in(used);
  return found;
}

std::vector<Symbol> SymbolTable::find(ModuleIndex module, NameSpace space, std::string_view name) const {
  std::vector<Symbol> symbols;
  for (const auto& found : look_up(module, space, name)) symbols.push_back(*found.symbol);
  return symbols;
}

std::vector<Symbol> SymbolTable::use(ModuleIndex module, NameSpace space, std::string_view name) {
  std::vector<Symbol> symbols;
  for (const auto& found : look_up(module, space, name)) {
    if (module == main_) used_modules_[found.module] = true;
    if (module == main_ && counts_uses_) mark_used(*found.symbol);
    symbols.push_back(*found.symbol);
  }
  return symbols;
}

std::vector<std::string> SymbolTable::visible(ModuleIndex module, NameSpace space) const {
  std::vector<std::string> names;
  const auto add = [&](ModuleIndex in) {
    const auto declared = declared_[in].spaces.find(space);
    if (declared == declared_[in].spaces.end()) return;
    for (const auto& [name, symbol] : declared->second) names.push_back(name);
  };
  add(module);
  for (const auto used : modules_[module].uses) add(used);
  return names;
}

bool SymbolTable::possible(ModuleIndex module, std::string_view name) const {
  const auto dot = name.find('.');
  const auto plain = name.substr(dot == name.npos ? 0 : dot + 1);
  const auto has = [&](ModuleIndex in) {
    const auto& names = modules_[in].possible_names;
    return names.contains(plain) || names.contains(name.substr(0, dot));
  };
  if (has(module) || modules_[module].lacks_library) return true;
  for (const auto used : modules_[module].uses) {
    if (has(used)) return true;
  }
  return false;
}

std::string SymbolTable::owners(ModuleIndex module, NameSpace space, std::string_view name) const {
  std::vector<std::string> libraries;
  for (const auto used : modules_[module].uses) {
    if (own(used, space, name)) libraries.push_back(fmt::format("`{}`", modules_[used].id));
  }
  return fmt::format("{}", fmt::join(libraries, " and "));
}

bool SymbolTable::is_used(SymbolKind kind, std::uint32_t index) const {
  const auto used = used_.find(kind);
  return used != used_.end() && index < used->second.size() && used->second[index];
}

bool SymbolTable::is_used(ModuleIndex library) const { return used_modules_[library]; }

}  // namespace waymark
