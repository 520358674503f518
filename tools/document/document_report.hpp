#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tools/document/guideline_document.hpp"
#include "tools/document/pathway_picture.hpp"

// Writers of documents. What authors wrote is text in each of them, and no markup.
namespace waymark {

std::string document_markdown(const GuidelineDocument& document);

// One page that needs nothing beside it: no script, no request; a policy of the page itself forbids both.
std::string document_html(const GuidelineDocument& document);

}  // namespace waymark
