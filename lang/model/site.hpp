#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lang/model/citation.hpp"
#include "lang/model/template.hpp"
#include "lang/text/source.hpp"

// What a hospital changes of a pathway. The model is that of the pathway with the changes.
namespace waymark::model {

// One change of one declaration or statement, and why.
struct LocalRule {
  std::string id;                 // of what it changes: "hour_1.fluids"
  std::vector<std::string> what;  // "value", "when", "withdrawn", "alternatives", "added"
  std::string was;                // what is replaced, as the pathway writes it; empty where nothing is
  std::vector<Template> because;  // none where the site's own statement says why
  std::vector<Citation> cites;
  Span span;
};
using LocalRuleId = std::uint32_t;

// The pathway that a site adapts.
struct Site {
  std::string adapts, version;  // its id and its version
  std::string title;
  std::vector<LocalRule> rules;  // as the site's files say them; last what it adds
};

}  // namespace waymark::model
