#pragma once

#include <string>
#include <string_view>

#include "tools/document/pathway_picture.hpp"

// Writers of pictures. What authors wrote is text in each of them, and no markup.
namespace waymark {

// Whether each node keeps an empty line for what becomes of it once there is a patient.
enum class RoomForPatient { no, yes };
// In the DOT language of Graphviz. Nodes and edges have their kind and state as a class.
std::string picture_dot(const PathwayPicture& picture, RoomForPatient room = RoomForPatient::no);
// As a flowchart of Mermaid.
std::string picture_mermaid(const PathwayPicture& picture);

// As data, with what a patient makes of the decision tables: docs/picture.schema.json
std::string picture_json(const RunReport& report, const PathwayPicture& picture);

// Where the colors of a drawing stand: in the drawing, or in the page that holds it. In a page, each node
// says which it is, and leads to its place in the document.
enum class SvgColors { own, of_page };
// Makes an SVG out of what Graphviz drew of `picture_dot(picture)`: colors for a light and a dark page, texts
// to hover over, and a cross through what is contraindicated.
std::string picture_svg(const PathwayPicture& picture, std::string_view drawn, SvgColors colors);
// Those colors, as a style sheet.
std::string_view picture_style();

}  // namespace waymark
