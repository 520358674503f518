#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "lang/model/model.hpp"

namespace waymark {

// Which verbs go with which kind of action; the first is the kind's default.
std::span<const model::Verb> verbs_of(model::ActionKind kind);
model::Verb default_verb(model::ActionKind kind);
bool fits(model::Verb verb, model::ActionKind kind);
std::span<const model::Verb> all_verbs();
// By its first word, as the grammar reads it: "refer" is `refer to`.
std::optional<model::Verb> find_verb(std::string_view word);

}  // namespace waymark
