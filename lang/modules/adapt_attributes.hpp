#pragma once

#include <string>
#include <vector>

#include "lang/ast/ast.hpp"
#include "lang/text/source.hpp"

namespace waymark {

// Moves what a site says of a recommendation into it: conditions are added, all else is replaced. Returns
// what is replaced, as it was written. Steps are replaced one by one, so the site may not have fewer of them.
std::vector<std::string> adapt_attributes(const Sources& sources, ast::Attributes& site,
                                          ast::Attributes& pathway);

}  // namespace waymark
