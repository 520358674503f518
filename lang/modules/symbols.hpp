#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lang/modules/module.hpp"
#include "lang/text/diagnostics.hpp"

namespace waymark {

// What a name of a value stands for. `function` is a define with arguments; its index counts defines as well.
// `table` is one whose outputs have names, which are defines.
enum class SymbolKind { fact, parameter, define, function, score, table, action, type, source, codes };
std::string_view to_string(SymbolKind kind);  // "fact", as a message says it

struct Symbol {
  SymbolKind kind = SymbolKind::fact;
  std::uint32_t index = 0;  // into the model's vector of that kind
  Span span;                // of the declared name
};

// Values (facts, parameters, defines, scores), actions, types, sources and lists of codes have names of
// their own each.
enum class NameSpace { value, action, type, source, codes };
NameSpace name_space(SymbolKind kind);

// The names that each module declares.
class SymbolTable {
 public:
  // `main` is the module whose look-ups count as uses.
  SymbolTable(const std::vector<Module>& modules, ModuleIndex main)
      : modules_{modules}, main_{main}, declared_(modules.size()) {}

  // The earlier declaration where the module has one of that name already.
  std::optional<Symbol> declare(ModuleIndex module, const std::string& name, Symbol symbol);

  // What `name`, as it stands in `module`, can mean: its own declaration, or those of the libraries it uses.
  // A dotted name says which library, or which output of a table. More than one symbol: ambiguous.
  std::vector<Symbol> find(ModuleIndex module, NameSpace space, std::string_view name) const;
  // The same for an expression that uses it; what only scenarios mention is not used, but its library is.
  std::vector<Symbol> use(ModuleIndex module, NameSpace space, std::string_view name);
  void count_uses(bool counts) { counts_uses_ = counts; }
  // Every name of that kind which is visible in `module`, for suggestions.
  std::vector<std::string> visible(ModuleIndex module, NameSpace space) const;
  // Whether the name may be declared in a part of a file that could not be read.
  bool possible(ModuleIndex module, std::string_view name) const;
  // The libraries that declare the name for `module`, as text: "`a` and `b`".
  std::string owners(ModuleIndex module, NameSpace space, std::string_view name) const;

  bool is_used(SymbolKind kind, std::uint32_t index) const;
  bool is_used(ModuleIndex library) const;

 private:
  using Names = std::map<std::string, Symbol, std::less<>>;
  struct Declared {
    std::map<NameSpace, Names> spaces;
  };

  const Symbol* own(ModuleIndex module, NameSpace space, std::string_view name) const;
  struct Found {
    ModuleIndex module;
    const Symbol* symbol;
  };
  std::vector<Found> look_up(ModuleIndex module, NameSpace space, std::string_view name) const;
  void mark_used(const Symbol& symbol);

  const std::vector<Module>& modules_;
  ModuleIndex main_;
  bool counts_uses_ = true;
  std::vector<Declared> declared_;
  std::map<SymbolKind, std::vector<bool>> used_;
  std::vector<bool> used_modules_ = std::vector<bool>(modules_.size());
};

}  // namespace waymark
