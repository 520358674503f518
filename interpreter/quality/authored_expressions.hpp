#pragma once

#include <vector>

#include "lang/model/model.hpp"

namespace waymark {

// A condition that something hangs on: of a section, a branch or a statement.
struct Guard {
  model::ExprId expr;
  bool open = true;  // the value that lets pass: yes, but no for what `until` waits for
};
std::vector<Guard> guards(const model::Model& model);

// Whether the declaration belongs to the pathway, or to the library that is compiled by itself.
bool is_own(const model::Model& model, const model::Declaration& declaration);

// The expressions that decide statuses and definitions as far as the pathway itself writes them: not those of
// the libraries it uses, nor those of doses, texts, properties and scenarios. Each once.
std::vector<model::ExprId> own_expressions(const model::Model& model);

// For each expression whether it rests on one of `targets`, through all names.
std::vector<bool> resting_on(const model::Model& model, const std::vector<model::ExprId>& targets);

}  // namespace waymark
