#include "tools/waymark/commands/diff.hpp"

#include <fmt/format.h>

#include "tools/report/diff_report.hpp"
#include "tools/waymark/commands/diff_cohort.hpp"
#include "tools/waymark/commands/scenario_file.hpp"
#include "tools/waymark/io/git_revision.hpp"

namespace waymark {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view revision_mark = "git:";

bool is_revision(const std::string& name) { return name.starts_with(revision_mark); }

Reply refusal(const std::string& message) { return {ExitCode::unusable, {}, program_message(message)}; }

using Loaded = std::variant<std::unique_ptr<Compilation>, Reply>;

// What has errors is shown instead.
Loaded without_errors(Loaded loaded, const CommonOptions& options, const Surroundings& surroundings) {
  auto* compilation = std::get_if<std::unique_ptr<Compilation>>(&loaded);
  if (!compilation || (*compilation)->model) return loaded;
  const bool color = wants_color(options.color, surroundings.err_is_terminal, surroundings);
  return Reply{ExitCode::unusable,
               {},
               diagnostics_text((*compilation)->diagnostics.sorted(), (*compilation)->sources, color)};
}

// All of it goes into memory: a folder on disk may be called as a revision is.
std::variant<Revision, Reply> stdlib_of_now(const fs::path& folder) {
  auto files = load_pathway(folder, call_sources());
  if (const auto* error = std::get_if<LoadError>(&files)) return refusal(error->path + ": " + error->reason);
  Revision result{folder, {}, true};
  for (auto& file : std::get<std::vector<LoadedFile>>(files))
    result.sources.put(file.name, std::move(file.text));
  return result;
}

// Of a revision the standard library is that of the revision, too, where it is in the same repository and
// was there already.
std::variant<Revision, Reply> stdlib_of(const std::string& path, const std::string& revision,
                                        const fs::path& folder) {
  if (!is_same_repository(path, folder)) return stdlib_of_now(folder);
  auto library = at_revision(folder, revision);
  const auto* read = std::get_if<Revision>(&library);
  return read && !read->has_it ? stdlib_of_now(folder) : library;
}

Loaded load_revision(const std::string& path, const std::string& revision, const CommonOptions& options,
                     const Surroundings& surroundings) {
  auto pathway = at_revision(path, revision);
  if (auto* failed = std::get_if<Reply>(&pathway)) return std::move(*failed);
  const auto& old = std::get<Revision>(pathway);
  if (!old.has_it) return refusal(fmt::format("{}: git:{} has no .pathway file there", path, revision));
  auto folder = stdlib_folder(options, surroundings);
  if (auto* failed = std::get_if<Reply>(&folder)) return std::move(*failed);
  auto library = stdlib_of(path, revision, std::get<fs::path>(folder));
  if (auto* failed = std::get_if<Reply>(&library)) return std::move(*failed);
  const auto& stdlib = std::get<Revision>(library);
  const LayeredSources sources{old.sources, stdlib.sources};
  return load_and_compile({old.path.string(), stdlib.path, sources});
}

// `name` is a path, or a revision of the path of the other side.
Loaded load(const std::string& name, const std::string& other, const CommonOptions& options,
            const Surroundings& surroundings) {
  if (!is_revision(name))
    return without_errors(load_and_compile(name, options, surroundings), options, surroundings);
  if (!fs::exists(other)) return refusal(other + ": No such file or directory");
  const auto revision = name.substr(revision_mark.size());
  return without_errors(load_revision(other, revision, options, surroundings), options, surroundings);
}

void present(const ComparedPathways& compared, const DiffOptions& options, const Surroundings& surroundings,
             Reply& reply) {
  switch (options.format) {
    case DiffFormat::text:
      reply.out = diff_text(compared, wants_color(options.color, surroundings.out_is_terminal, surroundings));
      break;
    case DiffFormat::markdown: reply.out = diff_markdown(compared); break;
    case DiffFormat::json: reply.out = diff_json(compared); break;
  }
}

// They hold with the later pathway.
void emit(const ComparedPathways& compared, const ScenarioFile& file, Reply& reply) {
  std::vector<std::string> scenarios, taken_names;
  for (const auto& change : compared.difference.statuses) {
    if (change.example) scenarios.push_back(change.example->scenario);
  }
  for (const auto& scenario : compared.after->model->scenarios) taken_names.push_back(scenario.name);
  write_scenarios(file, scenarios, taken_names, compared.after->sources, reply);
}

}  // namespace

Reply compare_pathways(const DiffOptions& options, const Surroundings& surroundings) {
  if (is_revision(options.before) && is_revision(options.after))
    return refusal("two revisions: one of OLD and NEW has to be a path");
  if (auto refused = refused_force(options.force, options.scenarios.has_value())) return *std::move(refused);
  const auto file = scenario_file(options.scenarios, options.force);
  if (auto refused = refused_scenario_file(file, {options.before, options.after},
                                           {"--cohort", options.cohort}, options, surroundings))
    return *std::move(refused);
  auto before = load(options.before, options.after, options, surroundings);
  if (auto* failed = std::get_if<Reply>(&before)) return std::move(*failed);
  auto after = load(options.after, options.before, options, surroundings);
  if (auto* failed = std::get_if<Reply>(&after)) return std::move(*failed);
  ComparedPathways compared{options.before,
                            options.after,
                            std::get<std::unique_ptr<Compilation>>(std::move(before)),
                            std::get<std::unique_ptr<Compilation>>(std::move(after)),
                            {},
                            {}};
  const diff::Side old{*compared.before->model, compared.before->sources};
  const diff::Side young{*compared.after->model, compared.after->sources};
  if (options.cohort) {
    auto counted = count_changes(*options.cohort, old, young, surroundings);
    if (auto* failed = std::get_if<Reply>(&counted)) return std::move(*failed);
    compared.cohort = std::get<diff::CohortChange>(std::move(counted));
  }
  compared.difference = diff::difference(old, young, {.usual_moment = start_of_year(surroundings.now)});
  Reply reply;
  present(compared, options, surroundings, reply);
  const bool changes = !compared.difference.is_empty() || (compared.cohort && compared.cohort->changed > 0);
  if (options.fail_on_change && changes) reply.exit_code = ExitCode::answer_is_no;
  if (file) emit(compared, *file, reply);
  if (compared.difference.fault.empty()) return reply;
  reply.exit_code = ExitCode::fault;
  reply.err += program_message("internal fault: " + compared.difference.fault);
  return reply;
}

}  // namespace waymark
