#include "tools/document/pathway_picture.hpp"

#include <algorithm>

namespace waymark {

std::string_view to_string(PictureState state) {
  switch (state) {
    case PictureState::plain: return "plain";
    case PictureState::taken: return "taken";
    case PictureState::ruled_out: return "ruled_out";
    case PictureState::unknown: return "unknown";
    case PictureState::blocked: break;
  }
  return "blocked";
}

std::string_view to_string(PictureKind kind) {
  switch (kind) {
    case PictureKind::beginning: return "beginning";
    case PictureKind::question: return "question";
    case PictureKind::recommendation: return "recommendation";
    case PictureKind::contraindication: return "contraindication";
    case PictureKind::note: break;
  }
  return "note";
}

namespace {

// Which section each node belongs to; the number of sections for those of none.
std::vector<std::size_t> sections_of_nodes(const PathwayPicture& picture) {
  std::vector<std::size_t> result(picture.nodes.size(), picture.sections.size());
  for (std::size_t i = 0; i < picture.sections.size(); ++i) {
    for (const auto node : picture.sections[i].nodes) result[node] = i;
  }
  return result;
}

}  // namespace

PathwayPicture sections_picture(const PathwayPicture& picture, const std::vector<std::size_t>& sections) {
  const auto home = sections_of_nodes(picture);
  constexpr auto left_out = static_cast<std::size_t>(-1);
  std::vector<std::size_t> now(picture.nodes.size(), left_out), kept(picture.sections.size() + 1, left_out);
  PathwayPicture result{picture.title, picture.patient, {}, {}, {}, picture.removed};
  for (const auto section : sections) {
    kept[section] = result.sections.size();
    result.sections.push_back({picture.sections[section].id, picture.sections[section].title, {}});
  }
  for (std::size_t i = 0; i < picture.nodes.size(); ++i) {
    const bool is_before_all = home[i] == picture.sections.size();
    if (!is_before_all && kept[home[i]] == left_out) continue;
    now[i] = result.nodes.size();
    if (!is_before_all) result.sections[kept[home[i]]].nodes.push_back(now[i]);
    result.nodes.push_back(picture.nodes[i]);
  }
  for (auto edge : picture.edges) {
    if (now[edge.from] == left_out || now[edge.to] == left_out) continue;
    edge.from = now[edge.from];
    edge.to = now[edge.to];
    result.edges.push_back(std::move(edge));
  }
  return result;
}

PathwayPicture section_picture(const PathwayPicture& picture, std::size_t section) {
  auto result = sections_picture(picture, {section});
  result.title = picture.sections[section].title;
  result.removed.clear();
  return result;
}

}  // namespace waymark
