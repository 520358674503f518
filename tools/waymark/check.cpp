#include "tools/waymark/check.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "tools/waymark/check_summary.hpp"
#include "tools/waymark/sarif.hpp"

namespace waymark {

namespace {

// What was found at the paths that could be read.
struct Checked {
  std::vector<std::unique_ptr<Compilation>> compilations;
  std::vector<PathwaySummary> summaries;
};

std::string github_text(const Checked& checked) {
  std::string result;
  for (const auto& compilation : checked.compilations) {
    result += github_annotations({compilation->diagnostics.sorted(), compilation->sources});
  }
  return result;
}

std::string sarif_text(const Checked& checked) {
  std::vector<CheckedDiagnostics> all;
  for (const auto& compilation : checked.compilations) {
    all.push_back({compilation->diagnostics.sorted(), compilation->sources});
  }
  return sarif(all);
}

std::string json_text(const Checked& checked) {
  std::vector<const Compilation*> compilations;
  for (const auto& compilation : checked.compilations) compilations.push_back(compilation.get());
  return check_json(checked.summaries, compilations);
}

std::string summaries_text(const Checked& checked) {
  std::string result;
  for (const auto& summary : checked.summaries) result += summary_line(summary);
  return result;
}

std::string frames(const Checked& checked, bool color) {
  std::string result;
  for (const auto& compilation : checked.compilations) {
    const auto text = diagnostics_text(compilation->diagnostics.sorted(), compilation->sources, color);
    if (!text.empty()) result += text + '\n';
  }
  return result;
}

void present(const Checked& checked, const CheckOptions& options, const Surroundings& surroundings,
             Reply& reply) {
  switch (options.format) {
    case CheckFormat::text:
      reply.err += frames(checked, wants_color(options.color, surroundings.err_is_terminal, surroundings));
      reply.out += summaries_text(checked);
      break;
    case CheckFormat::json: reply.out += json_text(checked); break;
    case CheckFormat::sarif: reply.out += sarif_text(checked); break;
    case CheckFormat::github: reply.out += github_text(checked); break;
  }
}

}  // namespace

Reply check(const CheckOptions& options, const Surroundings& surroundings) {
  Reply reply;
  Checked checked;
  for (const auto& path : options.paths) {
    auto loaded = load_and_compile_all(path, options, surroundings);
    if (const auto* failed = std::get_if<Reply>(&loaded)) {
      reply.exit_code = failed->exit_code;
      reply.err += failed->err;
      continue;
    }
    auto& compilations = std::get<std::vector<std::unique_ptr<Compilation>>>(loaded);
    for (auto& compilation : compilations) {
      const auto name = compilations.size() == 1 ? path : std::string{compilation->sources[0].name()};
      checked.summaries.push_back(summarize(name, *compilation));
      checked.compilations.push_back(std::move(compilation));
    }
  }
  if (checked.compilations.empty()) return reply;
  present(checked, options, surroundings, reply);
  const bool has_errors =
      std::ranges::any_of(checked.summaries, [](const auto& summary) { return summary.errors > 0; });
  if (has_errors && reply.exit_code == ExitCode::fine) reply.exit_code = ExitCode::answer_is_no;
  return reply;
}

}  // namespace waymark
