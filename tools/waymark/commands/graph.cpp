#include "tools/waymark/commands/graph.hpp"

#include <utility>

#include <fmt/format.h>

#include "tools/document/cohort_badges.hpp"
#include "tools/document/picture_changes.hpp"
#include "tools/document/picture_report.hpp"
#include "tools/waymark/commands/pathway_side.hpp"
#include "tools/waymark/commands/run.hpp"
#include "tools/waymark/io/graphviz.hpp"

namespace waymark {

namespace {

constexpr std::size_t largest_summary = 256 << 20;

Reply drawn(const PathwayPicture& picture) {
  auto drawing = drawn_by_graphviz(picture_dot(picture));
  if (auto* refused = std::get_if<Reply>(&drawing)) return std::move(*refused);
  return {ExitCode::fine, picture_svg(picture, std::get<std::string>(drawing), SvgColors::own), {}};
}

Reply written(const RunReport& report, const PathwayPicture& picture, GraphFormat format) {
  switch (format) {
    case GraphFormat::dot: return {ExitCode::fine, picture_dot(picture), {}};
    case GraphFormat::json: return {ExitCode::fine, picture_json(report, picture), {}};
    case GraphFormat::mermaid: return {ExitCode::fine, picture_mermaid(picture), {}};
    case GraphFormat::svg: break;
  }
  return drawn(picture);
}

Reply pictured(const Compilation& compilation, const PatientInput& input, const GraphOptions& options,
               const Surroundings& surroundings) {
  Evaluator evaluator{*compilation.model, input.patient, input.at};
  const auto outcome = decide(evaluator);
  auto report = for_reading({compilation, evaluator, outcome, input.at_is_now});
  report.of_nobody = !options.patient.facts;
  auto picture = pathway_picture(report);
  if (auto refused = add_counts(picture, options.cohort, surroundings)) return *std::move(refused);
  if (auto refused = add_marks(picture, options.since, options.path, options, surroundings))
    return *std::move(refused);
  return written(report, options.only_changed ? changed_sections(picture) : picture, options.format);
}

// As a picture of no patient says it: the words of a note may depend on a patient.
void mark(PathwayPicture& picture, const Compilation& before, const Compilation& after,
          const Surroundings& surroundings) {
  auto marked = picture_of_nobody(after, surroundings);
  mark_changes(marked, picture_of_nobody(before, surroundings));
  for (std::size_t i = 0; i < picture.nodes.size(); ++i) picture.nodes[i].change = marked.nodes[i].change;
  picture.removed = std::move(marked.removed);
}

}  // namespace

PathwayPicture picture_of_nobody(const Compilation& compilation, const Surroundings& surroundings) {
  const auto nobody = empty_patient(*compilation.model);
  Evaluator evaluator{*compilation.model, nobody, surroundings.now};
  const auto outcome = decide(evaluator);
  auto report = for_reading({compilation, evaluator, outcome});
  report.of_nobody = true;
  return pathway_picture(report);
}

std::optional<Reply> add_counts(PathwayPicture& picture, const std::optional<std::string>& cohort,
                                const Surroundings& surroundings) {
  if (!cohort) return std::nullopt;
  const auto summary = read_input(*cohort, largest_summary, surroundings);
  const auto* error = std::get_if<ReadError>(&summary);
  const auto wrong =
      error ? std::optional{error->reason} : add_badges(picture, std::get<std::string>(summary));
  if (!wrong) return std::nullopt;
  return Reply{ExitCode::unusable, {}, program_message(fmt::format("{}: {}", *cohort, *wrong))};
}

std::optional<Reply> add_marks(PathwayPicture& picture, const std::optional<std::string>& since,
                               const std::string& path, const CommonOptions& options,
                               const Surroundings& surroundings) {
  if (!since) return std::nullopt;
  auto before = load_side(*since, path, options, surroundings);
  if (auto* failed = std::get_if<Reply>(&before)) return std::move(*failed);
  auto after = load_side(path, path, options, surroundings);
  if (auto* failed = std::get_if<Reply>(&after)) return std::move(*failed);
  mark(picture, *std::get<std::unique_ptr<Compilation>>(before),
       *std::get<std::unique_ptr<Compilation>>(after), surroundings);
  return std::nullopt;
}

Reply draw_pathway(const GraphOptions& options, const Surroundings& surroundings) {
  return of_one_patient(options.path, options.patient, ResultFormat::text, options, surroundings,
                        [&](const Compilation& compilation, const PatientInput& input) {
                          return pictured(compilation, input, options, surroundings);
                        });
}

}  // namespace waymark
