#pragma once

#include <string>
#include <string_view>

#include "lang/text/diagnostics.hpp"
#include "tools/language_server/view.hpp"

namespace waymark::lsp {

// A message as the editor shows it. `source` says which command would say it: "waymark check".
// `documentation` is the folder of diagnostics.md; without it there is no link.
Json diagnostic_json(const View& view, const Diagnostic& diagnostic, std::string_view source,
                     const std::filesystem::path& documentation);

}  // namespace waymark::lsp
