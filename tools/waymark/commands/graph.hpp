#pragma once

#include <optional>
#include <string>

#include "tools/document/pathway_picture.hpp"
#include "tools/report/reply.hpp"
#include "tools/waymark/io/loading.hpp"
#include "tools/waymark/io/patient_input.hpp"

namespace waymark {

enum class GraphFormat { dot, json, mermaid, svg };

struct GraphOptions : CommonOptions {
  std::string path;
  PatientOptions patient;             // without facts the picture is of no patient
  std::optional<std::string> since;   // another version, as `diff` names it
  bool only_changed = false;          // only the sections in which something changed
  std::optional<std::string> cohort;  // a file that `cohort --summary` wrote
  GraphFormat format = GraphFormat::dot;
};

// The picture of a pathway without a patient.
PathwayPicture picture_of_nobody(const Compilation& compilation, const Surroundings& surroundings);
// Adds the counts of a cohort to a picture, and marks what changed since another version of the pathway at
// `path`. A Reply where the file or the version cannot be used.
std::optional<Reply> add_counts(PathwayPicture& picture, const std::optional<std::string>& cohort,
                                const Surroundings& surroundings);
std::optional<Reply> add_marks(PathwayPicture& picture, const std::optional<std::string>& since,
                               const std::string& path, const CommonOptions& options,
                               const Surroundings& surroundings);

// Draws the pathway, with the way that a patient takes where there is one.
Reply draw_pathway(const GraphOptions& options, const Surroundings& surroundings);

}  // namespace waymark
