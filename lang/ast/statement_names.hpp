#pragma once

#include <string>

#include "lang/ast/ast.hpp"

namespace waymark::ast {

// What a statement is called behind its section's name: what stands behind `as`, or what its action says.
// Empty for a choice that has no name.
inline std::string last_part(const std::string& name) { return name.substr(name.rfind('.') + 1); }

inline std::string own_name(const Recommendation& recommendation) {
  if (recommendation.id) return recommendation.id->text;
  const auto* action = std::get_if<Name>(&recommendation.target.node);
  return action ? last_part(action->text) : std::string{};
}

inline std::string own_name(const Contraindication& contraindication) {
  if (contraindication.id) return contraindication.id->text;
  return "contraindicated_" + last_part(contraindication.actions.front().text);
}

inline std::string own_name(const NoteStatement& note) { return note.id.text; }

}  // namespace waymark::ast
