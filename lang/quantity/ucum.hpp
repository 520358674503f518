#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lang/quantity/unit.hpp"

namespace waymark {

// What a symbol of UCUM with or without a prefix stands for (`mmol`, `[lb_av]`, `Cel`), without factors to
// display; or why it stands for nothing.
std::variant<Unit, UnitError::Reason> read_ucum_symbol(std::string_view symbol);

// Names that a code may use beside UCUM's own symbols; nullptr where there is no such name.
using NamedUnits = std::function<UnitPtr(std::string_view)>;
UnitResult parse_ucum(std::string_view code, const NamedUnits& named);

// Symbols that are worth suggesting where a misspelled one comes near.
const std::vector<std::string>& common_ucum_symbols();
// The candidate that was meant: the same in other case, a usual other way to write it, or one that is spelt
// nearly so.
std::optional<std::string> near_unit(std::string_view symbol, std::span<const std::string> candidates);

}  // namespace waymark
