#include "tools/waymark/commands/fmt.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "lang/format/format.hpp"
#include "lang/modules/source_provider.hpp"
#include "lang/text/display_text.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/unified_diff.hpp"
#include "tools/report/version.hpp"
#include "tools/waymark/io/pathway_files.hpp"
#include "tools/waymark/io/replace_file.hpp"

namespace waymark {

namespace {

enum class FileStatus { formatted, not_formatted, written, broken };

struct FormattedFile {
  std::string name;
  FileStatus status = FileStatus::formatted;
  std::string before, after = {};
};

// What became of the files that could be read.
struct FormattedFiles {
  std::vector<FormattedFile> files;
  Sources sources;
  Diagnostics diagnostics;
  std::string problems;  // of files that could not be read or written
};

bool is_standard_input(const FmtOptions& options) { return options.paths == std::vector<std::string>{"-"}; }

bool writes(const FmtOptions& options) {
  return !options.check && !options.diff && !is_standard_input(options);
}

FormattedFile formatted(const std::string& name, std::string text, FormattedFiles& all) {
  FormattedFile file{.name = name, .before = std::move(text)};
  auto after = format(all.sources, all.sources.add(name, file.before), all.diagnostics);
  if (!after) {
    file.status = FileStatus::broken;
  } else {
    file.after = *std::move(after);
    if (file.before != file.after) file.status = FileStatus::not_formatted;
  }
  return file;
}

void report(const std::string& name, const std::string& reason, FormattedFiles& all) {
  all.problems += program_message(fmt::format("{}: {}", name, reason));
}

void write(FormattedFile& file, FormattedFiles& all) {
  if (const auto reason = replace_file(file.name, file.after)) {
    report(file.name, *reason, all);
  } else {
    file.status = FileStatus::written;
  }
}

std::variant<std::string, ReadError> read_pathway(const std::string& path, const Surroundings& surroundings) {
  if (path == "-") return read_input(path, maximum_file_size, surroundings);
  auto text = disk().read(path);
  if (auto* error = std::get_if<LoadError>(&text)) return ReadError{std::move(error->reason)};
  return std::get<std::string>(std::move(text));
}

void format_file(const std::string& path, const FmtOptions& options, const Surroundings& surroundings,
                 FormattedFiles& all) {
  auto text = read_pathway(path, surroundings);
  const auto name = path == "-" ? std::string{"<standard input>"} : path;
  if (const auto* error = std::get_if<ReadError>(&text)) return report(name, error->reason, all);
  auto file = formatted(name, std::get<std::string>(std::move(text)), all);
  if (file.status == FileStatus::not_formatted && writes(options)) write(file, all);
  all.files.push_back(std::move(file));
}

void format_all(const FmtOptions& options, const Surroundings& surroundings, FormattedFiles& all) {
  for (const auto& path : options.paths) {
    const auto found = pathway_files_below(path);
    for (const auto& folder : found.unread) report(folder.path, folder.reason, all);
    for (const auto& file : found.files) format_file(file, options, surroundings, all);
  }
}

std::string file_text(const FormattedFile& file, const FmtOptions& options) {
  if (file.status == FileStatus::broken) return {};
  if (options.diff) return unified_diff(file.name, file.before, file.after);
  if (options.check) return file.status == FileStatus::not_formatted ? within_line(file.name) + '\n' : "";
  if (is_standard_input(options)) return file.after;
  return file.status == FileStatus::written ? fmt::format("formatted {}\n", within_line(file.name)) : "";
}

std::string_view status_name(FileStatus status) {
  switch (status) {
    case FileStatus::formatted: return "formatted";
    case FileStatus::not_formatted: return "not_formatted";
    case FileStatus::written: return "written";
    case FileStatus::broken: return "syntax_errors";
  }
  return {};
}

std::string json_text(const FormattedFiles& all, const FmtOptions& options) {
  auto files = nlohmann::ordered_json::array();
  for (const auto& file : all.files) {
    nlohmann::ordered_json entry{{"file", file.name}, {"status", status_name(file.status)}};
    const bool is_readable = file.status != FileStatus::broken;
    if (is_readable && options.diff) entry["diff"] = unified_diff(file.name, file.before, file.after);
    if (is_readable && is_standard_input(options)) entry["text"] = file.after;
    files.push_back(std::move(entry));
  }
  auto diagnostics = diagnostics_json(all.diagnostics.sorted(), all.sources);
  return printed(
      {{"waymark", version}, {"files", std::move(files)}, {"diagnostics", std::move(diagnostics)}});
}

ExitCode exit_code(const FormattedFiles& all, const FmtOptions& options) {
  if (!all.problems.empty()) return ExitCode::unusable;
  const bool shows = options.check || options.diff;
  const auto is_wrong = [&](const FormattedFile& file) {
    return file.status == FileStatus::broken || (shows && file.status == FileStatus::not_formatted);
  };
  return std::ranges::any_of(all.files, is_wrong) ? ExitCode::answer_is_no : ExitCode::fine;
}

Reply reply_of(const FormattedFiles& all, const FmtOptions& options, const Surroundings& surroundings) {
  Reply reply{.exit_code = exit_code(all, options), .out = {}, .err = {}};
  if (options.format == ResultFormat::json) {
    reply.out = json_text(all, options);
  } else {
    for (const auto& file : all.files) reply.out += file_text(file, options);
    const bool color = wants_color(options.color, surroundings.err_is_terminal, surroundings);
    reply.err = diagnostics_text(all.diagnostics.sorted(), all.sources, color);
  }
  reply.err += all.problems;
  return reply;
}

}  // namespace

Reply format_files(const FmtOptions& options, const Surroundings& surroundings) {
  const bool reads_input = std::ranges::find(options.paths, "-") != options.paths.end();
  if (reads_input && !is_standard_input(options)) {
    return {.exit_code = ExitCode::unusable,
            .out = {},
            .err = program_message("`-` reads standard input and stands alone")};
  }
  FormattedFiles all;
  format_all(options, surroundings, all);
  return reply_of(all, options, surroundings);
}

}  // namespace waymark
