#include "tools/waymark/commands/page.hpp"

#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "tools/document/page_report.hpp"
#include "tools/document/picture_report.hpp"
#include "tools/report/inputs_json.hpp"
#include "tools/waymark/commands/graph.hpp"
#include "tools/waymark/commands/page_cases.hpp"
#include "tools/waymark/io/graphviz.hpp"

namespace waymark {

namespace {

namespace fs = std::filesystem;

constexpr auto page_name = "index.html", picture_name = "picture.svg";

std::variant<std::string, Reply> drawn(const PathwayPicture& picture, SvgColors colors,
                                       RoomForPatient room = RoomForPatient::no) {
  auto drawing = drawn_by_graphviz(picture_dot(picture, room));
  if (auto* failed = std::get_if<Reply>(&drawing)) return std::move(*failed);
  return picture_svg(picture, std::get<std::string>(drawing), colors);
}

// Each section by itself: nobody reads all of them at once.
std::variant<std::vector<PageDrawing>, Reply> drawings_of(const PathwayPicture& picture,
                                                          RoomForPatient room) {
  std::vector<PageDrawing> result;
  for (std::size_t i = 0; i < picture.sections.size(); ++i) {
    auto part = section_picture(picture, i);
    auto svg = drawn(part, SvgColors::of_page, room);
    if (auto* failed = std::get_if<Reply>(&svg)) return std::move(*failed);
    result.push_back({std::move(part), std::get<std::string>(std::move(svg))});
  }
  return result;
}

void write_folder(const fs::path& folder, const std::string& page, const PathwayPicture& picture,
                  Reply& reply) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed)
    return refuse_because(reply, fmt::format("`{}` cannot be made: {}", folder.string(), failed.message()));
  auto svg = drawn(picture, SvgColors::own);
  if (auto* refused = std::get_if<Reply>(&svg)) {
    reply = std::move(*refused);
    return;
  }
  write_output((folder / page_name).string(), page, reply);
  write_output((folder / picture_name).string(), std::get<std::string>(svg), reply);
}

constexpr std::size_t largest_app = 64 << 20;

std::optional<std::string> list_of_codes(const std::string& path) {
  auto text = call_sources().read(path);
  auto* found = std::get_if<std::string>(&text);
  return found ? std::optional{std::move(*found)} : std::nullopt;
}

// These options, with the script that is the program's own where none is given.
PageOptions with_own_app(PageOptions options, const Surroundings& surroundings) {
  if (options.app || options.no_app) return options;
  if (const auto found = find_page_script(surroundings)) options.app = found->string();
  return options;
}

// None where there is no script.
std::variant<std::optional<PageApp>, Reply> app_of(const PageOptions& options, const Compilation& compilation,
                                                   const Surroundings& surroundings) {
  if (!options.app) return std::nullopt;
  auto script = read_input(*options.app, largest_app, surroundings);
  if (const auto* error = std::get_if<ReadError>(&script))
    return Reply{ExitCode::unusable, {}, program_message(fmt::format("{}: {}", *options.app, error->reason))};
  const auto stdlib = stdlib_folder(options, surroundings);
  if (const auto* failed = std::get_if<Reply>(&stdlib)) return *failed;
  auto cases = page_cases(options.patients, *compilation.model, surroundings);
  if (auto* failed = std::get_if<Reply>(&cases)) return std::move(*failed);
  return PageApp{std::get<std::string>(std::move(script)), inputs_json(*compilation.model),
                 page_texts(compilation, options.path, std::get<fs::path>(stdlib).string(), list_of_codes),
                 std::get<std::string>(std::move(cases))};
}

std::optional<Reply> refused_outputs(const PageOptions& options, const Surroundings& surroundings) {
  if (options.patients && !options.app)
    return Reply{ExitCode::unusable,
                 {},
                 program_message("--patients is for a page that tries patients; say with "
                                 "--app SCRIPT which script it has")};
  if (options.folder.has_value() == options.single.has_value())
    return Reply{ExitCode::unusable,
                 {},
                 program_message("say where the page is to be written: --out FOLDER or --single FILE")};
  if (options.single) return refused_output(options, "--single", options.single, surroundings, options.app);
  for (const auto* name : {page_name, picture_name}) {
    const auto path = (fs::path{*options.folder} / name).string();
    if (auto refused = refused_output(options, "--out", path, surroundings, options.app)) return refused;
  }
  return std::nullopt;
}

}  // namespace

std::variant<std::string, Reply> page_text(const PageOptions& given, const Surroundings& surroundings) {
  const auto options = with_own_app(given, surroundings);
  auto made = document_of(options, surroundings);
  if (auto* failed = std::get_if<Reply>(&made)) return std::move(*failed);
  const auto& result = std::get<DocumentOfPathway>(made);
  auto app = app_of(options, *result.compilation, surroundings);
  if (auto* failed = std::get_if<Reply>(&app)) return std::move(*failed);
  const auto drawings = drawings_of(picture_of_nobody(*result.compilation, surroundings),
                                    options.app ? RoomForPatient::yes : RoomForPatient::no);
  const auto* drawn_ones = std::get_if<std::vector<PageDrawing>>(&drawings);
  return page_html(result.document, drawn_ones ? *drawn_ones : std::vector<PageDrawing>{},
                   std::get<std::optional<PageApp>>(app));
}

Reply write_page(const PageOptions& given, const Surroundings& surroundings) {
  const auto options = with_own_app(given, surroundings);
  if (auto refused = refused_outputs(options, surroundings)) return *std::move(refused);
  auto made = document_of(options, surroundings);
  if (auto* failed = std::get_if<Reply>(&made)) return std::move(*failed);
  const auto& result = std::get<DocumentOfPathway>(made);
  auto picture = picture_of_nobody(*result.compilation, surroundings);
  if (auto refused = add_counts(picture, options.cohort, surroundings)) return *std::move(refused);
  if (auto refused = add_marks(picture, options.since, options.path, options, surroundings))
    return *std::move(refused);
  auto drawings = drawings_of(picture, options.app ? RoomForPatient::yes : RoomForPatient::no);
  if (auto* failed = std::get_if<Reply>(&drawings)) return std::move(*failed);
  auto app = app_of(options, *result.compilation, surroundings);
  if (auto* failed = std::get_if<Reply>(&app)) return std::move(*failed);
  const auto page = page_html(result.document, std::get<std::vector<PageDrawing>>(drawings),
                              std::get<std::optional<PageApp>>(app));
  Reply reply;
  if (options.single)
    write_output(*options.single, page, reply);
  else
    write_folder(*options.folder, page, picture, reply);
  if (result.fault.empty()) return reply;
  reply.exit_code = ExitCode::fault;
  reply.err += program_message("internal fault: " + result.fault);
  return reply;
}

}  // namespace waymark
