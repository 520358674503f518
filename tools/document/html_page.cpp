#include "tools/document/html_page.hpp"

#include <fmt/format.h>

#include "tools/document/policy_hash.hpp"
#include "tools/report/xml_text.hpp"

namespace waymark {

// Nothing in a script ends it before its end.
static std::string within_script(std::string_view script) {
  std::string result{script};
  constexpr std::string_view end = "</script", kept = "<\\/script";
  for (auto at = result.find(end); at != result.npos; at = result.find(end, at + kept.size()))
    result.replace(at, end.size(), kept);
  return result;
}

std::string html_page(const HtmlPage& page) {
  const auto script = within_script(page.script);
  const auto allowed =
      script.empty() ? ""
                     : fmt::format("script-src {} 'wasm-unsafe-eval'; worker-src blob:; img-src blob:; ",
                                   policy_hash(script));
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {}; {}"
      "base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n<title>{}</title>\n<style>{}</style>\n</head>\n"
      "<body>\n<header>\n{}</header>\n<nav aria-label=\"Contents\">\n{}</nav>\n<main>\n{}</main>\n"
      "<footer>\n{}</footer>\n{}</body>\n</html>\n",
      policy_hash(page.style), allowed, xml_text(page.title), page.style, page.header, page.navigation,
      page.main, page.footer, script.empty() ? "" : fmt::format("<script>{}</script>\n", script));
}

std::string html_element(std::string_view name, std::string_view of_class, std::string_view text) {
  const auto attribute = of_class.empty() ? "" : fmt::format(" class=\"{}\"", of_class);
  return fmt::format("<{0}{1}>{2}</{0}>", name, attribute, xml_text(text));
}

}  // namespace waymark
