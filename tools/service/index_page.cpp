#include "tools/service/index_page.hpp"

#include <fmt/format.h>

#include "tools/report/xml_text.hpp"

namespace waymark::service {

// Ids are words of the language: nothing in them has to be escaped in an address.
static std::string entry(const ServedPathway& pathway) {
  const auto& model = pathway.model();
  const auto title = xml_text(model.title.empty() ? model.id : model.title);
  return fmt::format("<li><a href=\"/pathways/{0}/\">{1}</a> ({0} {2})</li>\n", xml_attribute(model.id),
                     title, xml_text(model.version));
}

std::string index_page(const ServedPathways& pathways) {
  std::string list;
  for (const auto& pathway : pathways) list += entry(*pathway);
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>Pathways</title>\n</head>\n<body>\n<main>\n<h1>Pathways</h1>\n<ul>\n{}</ul>\n"
      "<p>For programs: <a href=\"/openapi.json\">openapi.json</a></p>\n</main>\n</body>\n</html>\n",
      list);
}

}  // namespace waymark::service
