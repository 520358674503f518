#include "tools/document/picture_text.hpp"

#include <fmt/format.h>

#include "lang/text/display_text.hpp"
#include "tools/report/text_layout.hpp"

namespace waymark {

namespace {

std::string said(const PictureNode& node) {
  return node.kind == PictureKind::question ? node.label + "?" : node.label;
}

std::string origin(const PictureNode& node) {
  if (node.id.empty()) return node.citation;
  return node.citation.empty() ? node.id : fmt::format("{}: {}", node.id, node.citation);
}

// What a line style means is said in words too.
std::string answer(const PictureNode& node) {
  if (node.word.empty()) return {};
  return node.state == PictureState::blocked ? "\u2717 " + node.word : "= " + node.word;
}

std::vector<std::string> paragraphs(const PictureNode& node) {
  std::vector<std::string> result{said(node)};
  const auto reading = node.reading.empty() ? "" : fmt::format("({})", node.reading);
  const auto change = node.change.empty() ? "" : fmt::format("\u25cf {}", node.change);
  for (const auto& text : {origin(node), answer(node), reading, node.badge, change}) {
    if (!text.empty()) result.push_back(text);
  }
  return result;
}

}  // namespace

std::vector<std::string> node_lines(const PictureNode& node, int columns) {
  std::vector<std::string> result;
  for (const auto& text : paragraphs(node)) {
    for (auto& line : wrap(text, columns)) result.push_back(std::move(line));
  }
  return result;
}

std::string node_text(const PictureNode& node) {
  return within_line(fmt::format("{}", fmt::join(paragraphs(node), "; ")));
}

std::string_view picture_legend() {
  return "thick: the way taken, and what is advised; dotted: ruled out; dashed: not known yet; "
         "crossed: contraindicated";
}

}  // namespace waymark
