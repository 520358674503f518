#include "tools/waymark/diff.hpp"

#include <fstream>

#include <fmt/format.h>

#include "tools/waymark/diff_cohort.hpp"
#include "tools/waymark/diff_report.hpp"
#include "tools/waymark/git_revision.hpp"

namespace waymark {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view revision_mark = "git:";

bool is_revision(const std::string& name) { return name.starts_with(revision_mark); }

Reply refusal(const std::string& message) { return {ExitCode::unusable, {}, program_message(message)}; }

// Of a revision the standard library is that of the revision, too, where it is in the same repository and
// was there already.
std::variant<RevisionCopy, Reply> stdlib_of(const std::string& path, const std::string& revision,
                                            const CommonOptions& options, const Surroundings& surroundings) {
  auto found = stdlib_folder(options, surroundings);
  if (auto* failed = std::get_if<Reply>(&found)) return std::move(*failed);
  const auto& folder = std::get<fs::path>(found);
  if (is_same_repository(path, folder)) {
    auto copy = at_revision(folder, revision);
    if (std::holds_alternative<RevisionCopy>(copy)) return copy;
  }
  return RevisionCopy{nullptr, folder};
}

std::variant<std::unique_ptr<Compilation>, Reply> load_file_or_folder(const std::string& path,
                                                                      const CommonOptions& options,
                                                                      const Surroundings& surroundings) {
  auto loaded = load_and_compile(path, options, surroundings);
  auto* compilation = std::get_if<std::unique_ptr<Compilation>>(&loaded);
  if (!compilation || (*compilation)->model) return loaded;
  const bool color = wants_color(options.color, surroundings.err_is_terminal, surroundings);
  return Reply{ExitCode::unusable,
               {},
               diagnostics_text((*compilation)->diagnostics.sorted(), (*compilation)->sources, color)};
}

// `name` is a path, or a revision of the path of the other side.
std::variant<std::unique_ptr<Compilation>, Reply> load(const std::string& name, const std::string& other,
                                                       const CommonOptions& options,
                                                       const Surroundings& surroundings) {
  if (!is_revision(name)) return load_file_or_folder(name, options, surroundings);
  const auto revision = name.substr(revision_mark.size());
  if (!fs::exists(other)) return refusal(other + ": No such file or directory");
  auto copy = at_revision(other, revision);
  if (auto* failed = std::get_if<Reply>(&copy)) return std::move(*failed);
  auto stdlib = stdlib_of(other, revision, options, surroundings);
  if (auto* failed = std::get_if<Reply>(&stdlib)) return std::move(*failed);
  auto there = options;
  there.stdlib = std::get<RevisionCopy>(stdlib).path.string();
  return load_file_or_folder(std::get<RevisionCopy>(copy).path.string(), there, surroundings);
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

void write_scenarios(const diff::Difference& difference, const std::string& path, Reply& reply) {
  std::ofstream file{path, std::ios::binary};
  bool is_first = true;
  for (const auto& change : difference.statuses) {
    if (!change.example) continue;
    file << (is_first ? "" : "\n") << change.example->scenario;
    is_first = false;
  }
  if (file.flush()) return;
  reply.exit_code = ExitCode::unusable;
  reply.err += program_message(fmt::format("`{}` cannot be written", path));
}

}  // namespace

Reply compare_pathways(const DiffOptions& options, const Surroundings& surroundings) {
  if (is_revision(options.before) && is_revision(options.after))
    return refusal("two revisions: one of OLD and NEW has to be a path");
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
  compared.difference = diff::difference(old, young);
  Reply reply;
  present(compared, options, surroundings, reply);
  const bool changes = !compared.difference.is_empty() || (compared.cohort && compared.cohort->changed > 0);
  if (options.fail_on_change && changes) reply.exit_code = ExitCode::answer_is_no;
  if (options.scenarios) write_scenarios(compared.difference, *options.scenarios, reply);
  if (compared.difference.fault.empty()) return reply;
  reply.exit_code = ExitCode::fault;
  reply.err += program_message("internal fault: " + compared.difference.fault);
  return reply;
}

}  // namespace waymark
