#include "tools/document/picture_changes.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include <fmt/format.h>

namespace waymark {

namespace {

std::string section_of(const PathwayPicture& picture, std::size_t node) {
  for (const auto& section : picture.sections) {
    for (const auto each : section.nodes) {
      if (each == node) return section.id;
    }
  }
  return {};
}

// What leads to each node, from the beginning on: a short text that is the same where all ways are.
class Ways {
 public:
  // Whatever a way comes from stands before where it leads to.
  explicit Ways(const PathwayPicture& picture) {
    std::map<std::size_t, std::vector<const PictureEdge*>> to;
    for (const auto& edge : picture.edges) to[edge.to].push_back(&edge);
    for (std::size_t i = 0; i < picture.nodes.size(); ++i) {
      std::string text;
      for (const auto* edge : to[i]) text += step(picture, *edge);
      ways_.push_back(fmt::format("{:x}", std::hash<std::string>{}(text)));
    }
  }

  const std::string& to(std::size_t node) const { return ways_[node]; }

 private:
  std::string step(const PathwayPicture& picture, const PictureEdge& edge) const {
    const auto& from = picture.nodes[edge.from];
    const bool is_way = edge.kind == PictureEdgeKind::way;
    return fmt::format("({}\x1f{}\x1f{}\x1f{})", is_way ? ways_[edge.from] : "",
                       from.id.empty() ? from.label : from.id, edge.label, static_cast<int>(edge.kind));
  }

  std::vector<std::string> ways_;
};

// A statement by its id, a condition by what it asks and where.
std::string name_of(const PathwayPicture& picture, std::size_t node, const Ways& ways) {
  const auto& its = picture.nodes[node];
  if (!its.id.empty()) return "=" + its.id;
  return fmt::format("?{}\x1f{}\x1f{}", section_of(picture, node), its.label, ways.to(node));
}

std::string content_of(const PathwayPicture& picture, std::size_t node, const Ways& ways) {
  const auto& its = picture.nodes[node];
  return fmt::format("{}\x1f{}\x1f{}\x1f{}\x1f{}", to_string(its.kind), its.label, its.citation,
                     section_of(picture, node), ways.to(node));
}

}  // namespace

void mark_changes(PathwayPicture& picture, const PathwayPicture& before) {
  const Ways ways{picture}, earlier{before};
  std::map<std::string, std::string> old;
  for (std::size_t i = 0; i < before.nodes.size(); ++i)
    old[name_of(before, i, earlier)] = content_of(before, i, earlier);
  std::set<std::string> kept;
  for (std::size_t i = 0; i < picture.nodes.size(); ++i) {
    const auto name = name_of(picture, i, ways);
    const auto found = old.find(name);
    kept.insert(name);
    if (found == old.end())
      picture.nodes[i].change = "new";
    else if (found->second != content_of(picture, i, ways))
      picture.nodes[i].change = "changed";
  }
  for (std::size_t i = 0; i < before.nodes.size(); ++i) {
    const auto& node = before.nodes[i];
    if (!node.id.empty() && !kept.contains("=" + node.id))
      picture.removed.push_back(fmt::format("{} ({})", node.label, node.id));
  }
}

PathwayPicture changed_sections(const PathwayPicture& picture) {
  std::vector<std::size_t> sections;
  for (std::size_t i = 0; i < picture.sections.size(); ++i) {
    const auto is_marked = [&](std::size_t node) { return !picture.nodes[node].change.empty(); };
    if (std::ranges::any_of(picture.sections[i].nodes, is_marked)) sections.push_back(i);
  }
  return sections_picture(picture, sections);
}

}  // namespace waymark
