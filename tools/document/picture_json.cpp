#include <nlohmann/json.hpp>

#include "tools/document/decision_table.hpp"
#include "tools/document/picture_report.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/version.hpp"

namespace waymark {

namespace {

using Json = nlohmann::ordered_json;

std::string_view kind_of(PictureEdgeKind kind) {
  switch (kind) {
    case PictureEdgeKind::way: return "way";
    case PictureEdgeKind::forbids: return "forbids";
    case PictureEdgeKind::before: break;
  }
  return "before";
}

void add_unless_empty(Json& entry, const char* name, const std::string& text) {
  if (!text.empty()) entry[name] = text;
}

Json node_json(const PictureNode& node, const Sources& sources) {
  Json result{{"kind", to_string(node.kind)}};
  add_unless_empty(result, "id", node.id);
  result["label"] = node.label;
  add_unless_empty(result, "citation", node.citation);
  result["state"] = to_string(node.state);
  add_unless_empty(result, "word", node.word);
  add_unless_empty(result, "reading", node.reading);
  add_unless_empty(result, "badge", node.badge);
  add_unless_empty(result, "change", node.change);
  result["span"] = span_json(node.span, sources);
  return result;
}

Json edge_json(const PictureEdge& edge) {
  Json result{{"from", edge.from}, {"to", edge.to}, {"kind", kind_of(edge.kind)}};
  add_unless_empty(result, "label", edge.label);
  result["state"] = to_string(edge.state);
  return result;
}

Json row_json(const TableRowOfPatient& row) {
  auto cells = Json::array();
  for (const auto cell : row.cells) cells.push_back(to_string(cell));
  return {{"holds", to_string(row.holds)}, {"cells", std::move(cells)}};
}

Json table_json(const TableOfPatient& table) {
  Json result{{"id", table.id}, {"readings", table.readings}, {"rows", Json::array()}};
  for (const auto& row : table.rows) result["rows"].push_back(row_json(row));
  if (table.nearest) result["nearest"] = *table.nearest;
  return result;
}

}  // namespace

std::string picture_json(const RunReport& report, const PathwayPicture& picture) {
  Json result{{"waymark", version}, {"title", picture.title}};
  add_unless_empty(result, "patient", picture.patient);
  for (const auto* name : {"nodes", "edges", "sections"}) result[name] = Json::array();
  for (const auto& node : picture.nodes) result["nodes"].push_back(node_json(node, report.sources()));
  for (const auto& edge : picture.edges) result["edges"].push_back(edge_json(edge));
  for (const auto& section : picture.sections)
    result["sections"].push_back({{"id", section.id}, {"title", section.title}, {"nodes", section.nodes}});
  if (!picture.removed.empty()) result["removed"] = picture.removed;
  result["tables"] = Json::array();
  if (!report.of_nobody) {
    for (const auto& table : report.model().tables)
      result["tables"].push_back(table_json(table_of_patient(report, table)));
  }
  return printed(result);
}

}  // namespace waymark
