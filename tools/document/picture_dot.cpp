#include <fmt/format.h>

#include "tools/document/picture_report.hpp"
#include "tools/document/picture_text.hpp"
#include "tools/report/dot_text.hpp"

namespace waymark {

namespace {

constexpr int dot_columns = 34;
constexpr int room_columns = 62;  // of spaces, which are narrow

std::string_view shape(PictureKind kind) {
  switch (kind) {
    case PictureKind::beginning: return "shape=oval";
    case PictureKind::question: return "shape=box, style=rounded";
    case PictureKind::recommendation: return "shape=box";
    case PictureKind::contraindication: return "shape=octagon";
    case PictureKind::note: break;
  }
  return "shape=note";
}

// The line says the same as the color.
std::string line_style(PictureState state, bool is_rounded) {
  const auto* rounded = is_rounded ? "rounded," : "";
  switch (state) {
    case PictureState::plain: return "color=\"#57606a\"";
    case PictureState::taken: return "color=\"#1a7f37\", penwidth=2.5";
    case PictureState::ruled_out:
      return fmt::format("color=\"#8c959f\", fontcolor=\"#57606a\", style=\"{}dotted\"", rounded);
    case PictureState::unknown: return fmt::format("color=\"#8250df\", style=\"{}dashed\"", rounded);
    case PictureState::blocked: break;
  }
  return "color=\"#cf222e\", penwidth=2.5";
}

// A question has an answer and a reason; a statement a state, and what is missing.
std::string empty_lines(PictureKind kind) {
  std::string result;
  const int lines = kind == PictureKind::question ? 3 : kind == PictureKind::beginning ? 0 : 2;
  for (int line = 0; line < lines; ++line) {
    result += '\n';
    for (int i = 0; i < room_columns; ++i) result += "\u00a0";
  }
  return result;
}

std::string dot_node(const PictureNode& node, std::size_t place, RoomForPatient room) {
  const bool is_rounded = node.kind == PictureKind::question;
  const auto text = fmt::format("{}{}", fmt::join(node_lines(node, dot_columns), "\n"),
                                room == RoomForPatient::yes ? empty_lines(node.kind) : "");
  return fmt::format("n{} [label={}, class=\"{}{} {}\", {}, {}];\n", place, dot_quoted(text),
                     to_string(node.kind), node.change.empty() ? "" : " changed", to_string(node.state),
                     shape(node.kind), line_style(node.state, is_rounded));
}

std::string_view edge_kind(PictureEdgeKind kind) {
  switch (kind) {
    case PictureEdgeKind::way: return "way";
    case PictureEdgeKind::forbids: return "forbids";
    case PictureEdgeKind::before: break;
  }
  return "before";
}

// Only the way orders the drawing.
std::string dot_edge(const PictureEdge& edge) {
  const auto label = edge.label.empty() ? "" : fmt::format("label={}, ", dot_quoted(edge.label));
  const auto* beside = edge.kind == PictureEdgeKind::way       ? ""
                       : edge.kind == PictureEdgeKind::forbids ? ", arrowhead=tee, constraint=false"
                                                               : ", arrowhead=vee, constraint=false";
  return fmt::format("  n{} -> n{} [{}class=\"{} {}\", {}{}];\n", edge.from, edge.to, label,
                     edge_kind(edge.kind), to_string(edge.state), line_style(edge.state, false), beside);
}

std::string sections(const PathwayPicture& picture, RoomForPatient room) {
  std::string text;
  for (std::size_t i = 0; i < picture.sections.size(); ++i) {
    const auto& section = picture.sections[i];
    text += fmt::format("  subgraph cluster_{} {{\n    label={};\n    class=\"section\";\n", i,
                        dot_quoted(section.title));
    for (const auto node : section.nodes) text += "    " + dot_node(picture.nodes[node], node, room);
    text += "  }\n";
  }
  return text;
}

std::string outside_sections(const PathwayPicture& picture, RoomForPatient room) {
  std::vector<bool> is_inside(picture.nodes.size());
  for (const auto& section : picture.sections) {
    for (const auto node : section.nodes) is_inside[node] = true;
  }
  std::string text;
  for (std::size_t i = 0; i < picture.nodes.size(); ++i) {
    if (!is_inside[i]) text += "  " + dot_node(picture.nodes[i], i, room);
  }
  return text;
}

// That of a single section stands in its frame.
std::string title(const PathwayPicture& picture) {
  const bool is_section = picture.sections.size() == 1 && picture.sections.front().title == picture.title;
  if (is_section && !picture.has_patient()) return {};
  auto text = picture.title;
  if (picture.has_patient()) text += fmt::format("\n{}\n{}", picture.patient, picture_legend());
  for (const auto& each : picture.removed) text += "\n\u25cf removed: " + each;
  return text;
}

}  // namespace

std::string picture_dot(const PathwayPicture& picture, RoomForPatient room) {
  std::string edges;
  for (const auto& edge : picture.edges) edges += dot_edge(edge);
  return fmt::format(
      "digraph pathway {{\n  rankdir=LR;\n  bgcolor=transparent;\n  label={};\n  labelloc=t;\n"
      "  graph [fontname=\"Helvetica,Arial,sans-serif\"];\n"
      "  node [fontname=\"Helvetica,Arial,sans-serif\", fontsize=12];\n"
      "  edge [fontname=\"Helvetica,Arial,sans-serif\", fontsize=11];\n{}{}{}}}\n",
      dot_quoted(title(picture)), outside_sections(picture, room), sections(picture, room), edges);
}

}  // namespace waymark
