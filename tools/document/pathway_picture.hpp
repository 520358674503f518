#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lang/text/source.hpp"
#include "tools/report/wording.hpp"

namespace waymark {

// What a patient makes of a part of the picture. `plain` is a picture of no patient.
enum class PictureState {
  plain,
  taken,      // the way leads here, or it is advised
  ruled_out,  // it does not lead here, or it is not advised
  unknown,    // what is missing decides
  blocked,    // contraindicated
};
std::string_view to_string(PictureState state);  // "ruled_out"

enum class PictureKind {
  beginning,  // of a section that has no condition
  question,   // a condition
  recommendation,
  contraindication,
  note,
};
std::string_view to_string(PictureKind kind);  // "question"

struct PictureNode {
  PictureKind kind = PictureKind::question;
  std::string id = {};        // of a statement; empty of a condition
  std::string label = {};     // "hypoxemia", "must start respiratory support promptly"
  std::string citation = {};  // "initial.1 [1]"
  PictureState state = PictureState::plain;
  std::string word = {};     // of the state: "yes", "not advised"; empty in a plain picture
  std::string reading = {};  // why, in words; empty where there is nothing to tell
  Span span = {};
  std::size_t place = 0;    // among the nodes of the whole picture
  std::string badge = {};   // of a cohort: "12 of 40 patients"
  std::string change = {};  // since another version: "new", "changed"
};

enum class PictureEdgeKind {
  way,      // from a condition to what follows
  forbids,  // from a contraindication to what it stops
  before,   // from what is to be done first
};

struct PictureEdge {
  std::size_t from = 0, to = 0;  // positions in the nodes
  std::string label;             // "yes"; empty of a way that has no condition
  PictureEdgeKind kind = PictureEdgeKind::way;
  PictureState state = PictureState::plain;
};

struct PictureSection {
  std::string id, title;
  std::vector<std::size_t> nodes;
};

// A pathway as a flow from its conditions to its advice. What `applies when` asks stands before all sections.
struct PathwayPicture {
  std::string title;    // "Management of diffuse alveolar hemorrhage (dah 2.0.0)"
  std::string patient;  // "p-001 at 2026-11-23 08:30"; empty of no patient
  std::vector<PictureNode> nodes;
  std::vector<PictureEdge> edges;
  std::vector<PictureSection> sections;
  std::vector<std::string> removed = {};  // what another version said and this one does not

  bool has_patient() const { return !patient.empty(); }
};

// Draws the pathway; where the report is of a patient, with the way that the patient takes.
PathwayPicture pathway_picture(const RunReport& report);
// What of it belongs to one of its sections, and what stands before all of them.
PathwayPicture section_picture(const PathwayPicture& picture, std::size_t section);
// The same of several, under the title of the whole.
PathwayPicture sections_picture(const PathwayPicture& picture, const std::vector<std::size_t>& sections);

}  // namespace waymark
