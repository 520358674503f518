#include <algorithm>

#include <fmt/format.h>

#include "lang/text/characters.hpp"
#include "lang/text/display_text.hpp"
#include "tools/document/picture_report.hpp"
#include "tools/document/picture_text.hpp"

namespace waymark {

namespace {

constexpr int flow_columns = 40;

// Whether a sign would make a list of the line that it begins: `- x`, `+ x`, `1. x`, `1) x`.
bool begins_list(std::string_view line, std::size_t at) {
  const auto before = line.substr(0, at);
  const bool behind_number = !before.empty() && std::ranges::all_of(before, is_digit);
  return at == 0 || behind_number;
}

// Only what has no meaning in Mermaid, in Markdown or in HTML stands as it is.
bool is_plain(std::string_view line, std::size_t at) {
  constexpr std::string_view always = " ,:(/?=", within = ".-+)";
  const char c = line[at];
  if (static_cast<unsigned char>(c) >= 0x80 || is_letter_or_digit(c)) return true;
  return always.find(c) != always.npos || (within.find(c) != within.npos && !begins_list(line, at));
}

std::string escaped(std::string_view given) {
  const auto line = within_line(given);
  std::string result;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (is_plain(line, i))
      result += line[i];
    else
      result += fmt::format("#{};", static_cast<int>(static_cast<unsigned char>(line[i])));
  }
  return result;
}

std::string label(const PictureNode& node) {
  std::vector<std::string> lines;
  for (const auto& line : node_lines(node, flow_columns)) lines.push_back(escaped(line));
  return fmt::format("{}", fmt::join(lines, "<br/>"));
}

std::string shaped(const PictureNode& node) {
  const auto text = label(node);
  switch (node.kind) {
    case PictureKind::beginning: return fmt::format("([\"{}\"])", text);
    case PictureKind::question: return fmt::format("(\"{}\")", text);
    case PictureKind::recommendation: return fmt::format("[\"{}\"]", text);
    case PictureKind::contraindication: return fmt::format("{{{{\"{}\"}}}}", text);
    case PictureKind::note: break;
  }
  return fmt::format("[/\"{}\"/]", text);
}

std::string flow_node(const PictureNode& node, std::size_t place) {
  return fmt::format("n{}{}:::{}\n", place, shaped(node), to_string(node.state));
}

std::string_view arrow(const PictureEdge& edge) {
  if (edge.kind == PictureEdgeKind::forbids) return edge.state == PictureState::blocked ? "==x" : "-.-x";
  if (edge.kind == PictureEdgeKind::before) return "-.->";
  switch (edge.state) {
    case PictureState::plain: return "-->";
    case PictureState::taken:
    case PictureState::blocked: return "==>";
    case PictureState::ruled_out:
    case PictureState::unknown: break;
  }
  return "-.->";
}

std::string flow_edge(const PictureEdge& edge) {
  const auto text = edge.label.empty() ? "" : fmt::format("|\"{}\"|", escaped(edge.label));
  return fmt::format("  n{} {}{} n{}\n", edge.from, arrow(edge), text, edge.to);
}

std::string_view line_style(PictureState state) {
  switch (state) {
    case PictureState::plain: return "stroke:#57606a";
    case PictureState::taken: return "stroke:#1a7f37,stroke-width:3px";
    case PictureState::ruled_out: return "stroke:#8c959f,stroke-dasharray:2 4";
    case PictureState::unknown: return "stroke:#8250df,stroke-width:2px,stroke-dasharray:8 4";
    case PictureState::blocked: break;
  }
  return "stroke:#cf222e,stroke-width:3px";
}

constexpr auto change_style = "stroke:#0550ae,stroke-width:4px";

std::string styles(const PathwayPicture& picture) {
  using enum PictureState;
  std::string text;
  for (const auto state : {plain, taken, ruled_out, unknown, blocked}) {
    if (state == plain || picture.has_patient())
      text += fmt::format("  classDef {} {}\n", to_string(state), line_style(state));
  }
  for (std::size_t i = 0; picture.has_patient() && i < picture.edges.size(); ++i)
    text += fmt::format("  linkStyle {} {}\n", i, line_style(picture.edges[i].state));
  for (std::size_t i = 0; i < picture.nodes.size(); ++i) {
    if (!picture.nodes[i].change.empty()) text += fmt::format("  style n{} {}\n", i, change_style);
  }
  return text;
}

std::string nodes(const PathwayPicture& picture) {
  std::vector<bool> is_inside(picture.nodes.size());
  std::string inside, outside;
  for (std::size_t i = 0; i < picture.sections.size(); ++i) {
    const auto& section = picture.sections[i];
    inside += fmt::format("  subgraph s{}[\"{}\"]\n", i, escaped(section.title));
    for (const auto node : section.nodes) {
      inside += "    " + flow_node(picture.nodes[node], node);
      is_inside[node] = true;
    }
    inside += "  end\n";
  }
  for (std::size_t i = 0; i < picture.nodes.size(); ++i) {
    if (!is_inside[i]) outside += "  " + flow_node(picture.nodes[i], i);
  }
  for (std::size_t i = 0; i < picture.removed.size(); ++i)
    outside += fmt::format("  gone{}[\"\u25cf removed: {}\"]:::plain\n", i, escaped(picture.removed[i]));
  return outside + inside;
}

std::string description(const PathwayPicture& picture) {
  const auto patient =
      picture.has_patient()
          ? fmt::format("  accDescr: {}\n", escaped(fmt::format("{}. {}", picture.patient, picture_legend())))
          : "";
  return fmt::format("  accTitle: {}\n{}", escaped(picture.title), patient);
}

}  // namespace

std::string picture_mermaid(const PathwayPicture& picture) {
  std::string edges;
  for (const auto& edge : picture.edges) edges += flow_edge(edge);
  return "flowchart LR\n" + description(picture) + nodes(picture) + edges + styles(picture);
}

}  // namespace waymark
