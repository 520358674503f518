#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "lang/compile.hpp"
#include "tools/document/guideline_document.hpp"
#include "tools/document/pathway_picture.hpp"

namespace waymark {

// The picture of one section, and as it is drawn: an SVG whose colors stand in the page.
struct PageDrawing {
  PathwayPicture picture;
  std::string svg;
};

// What tries patients in the page: a script that starts with an engine (tools/page), and as JSON the facts
// and parameters of the pathway for its form, and its texts for an engine that compiles them.
struct PageApp {
  std::string script, inputs, texts;
  std::string cases =
      "[]";  // patients to begin with: [{"kind": "scenario", "name": "...", "patient": {...}}]
};
// {"path": "pathways/dah", "files": {"pathways/dah/dah.pathway": "..."}}: what the pathway at `path` is
// compiled from, but for the standard library, which is at `stdlib`. `read` gives the text of a list of codes
// that stands in a file of its own; nothing where that is gone.
std::string page_texts(const Compilation& compilation, const std::string& path, const std::string& stdlib,
                       const std::function<std::optional<std::string>(const std::string&)>& read);

// One page with the pictures and the document. Each picture opens by itself, with the same as a list of words
// below it. Without an app it has no script and no place for a patient.
std::string page_html(const GuidelineDocument& document, const std::vector<PageDrawing>& drawings,
                      const std::optional<PageApp>& app = {});

}  // namespace waymark
