#pragma once

#include <string>

#include "tools/document/guideline_document.hpp"

namespace waymark {

// A document as HTML without what surrounds it, for `html_page`.
struct DocumentParts {
  std::string header;      // title, version, what it is about
  std::string navigation;  // the items of a list, of links to the parts
  std::string main;        // the parts, each a section with an id
  std::string footer;
};
DocumentParts document_parts(const GuidelineDocument& document);

// A part of a page: `<section id=... class="part">` with its heading around the content, which is HTML.
std::string html_part(const std::string& id, const std::string& title, const std::string& content);
// An item of the navigation that leads to it.
std::string html_link(const std::string& id, const std::string& title);

}  // namespace waymark
