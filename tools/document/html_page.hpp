#pragma once

#include <string>
#include <string_view>

#include "tools/document/html_id.hpp"

namespace waymark {

// What surrounds the content of a page.
struct HtmlPage {
  std::string title;
  std::string style;   // of the whole page
  std::string header;  // HTML, as are the following
  std::string navigation, main, footer;
  std::string script = {};  // of the page itself; empty: there is none
};

// A page whose policy allows its own style sheet, its own script where there is one, and nothing else: no
// image, no request, no form that is sent. A script may run WebAssembly that it brings along, in workers and
// otherwise, and draw what it has made itself.
std::string html_page(const HtmlPage& page);

// An element with a text of others in it: `<p class="soft">TEXT</p>`.
std::string html_element(std::string_view name, std::string_view of_class, std::string_view text);

}  // namespace waymark
