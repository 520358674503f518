#include "tools/report/check_summary.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "lang/text/display_text.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/version.hpp"

namespace waymark {

// The statements of what this pathway follows and of its own sources; not those of the libraries that it
// uses.
static std::vector<const model::Statement*> own_statements(const model::Model& model) {
  std::vector<const model::Statement*> result;
  for (std::uint32_t i = 0; i < model.sources.size(); ++i) {
    const auto& source = model.sources[i];
    const bool followed = std::ranges::find(model.follows, i) != model.follows.end();
    if (!followed && !source.library.empty() && source.library != model.id) continue;
    for (const auto& section : source.sections) {
      for (const auto& statement : section.statements) result.push_back(&statement);
    }
  }
  return result;
}

PathwaySummary summarize(const std::string& path, const Compilation& compilation) {
  PathwaySummary summary{.path = path, .id = {}, .title = {}, .version = {}};
  summary.errors = compilation.diagnostics.error_count();
  summary.warnings = compilation.diagnostics.warning_count();
  if (!compilation.model) return summary;
  const auto& model = *compilation.model;
  summary.id = model.id;
  summary.title = model.title;
  summary.version = model.version;
  const auto statements = own_statements(model);
  const auto count = [&](auto has) {
    return static_cast<std::size_t>(std::ranges::count_if(statements, has));
  };
  summary.statements = statements.size();
  summary.incomplete = count([](const auto* statement) { return statement->incomplete.has_value(); });
  summary.outside = count([](const auto* statement) { return statement->outside.has_value(); });
  for (const auto* statement : statements) summary.open += statement->open.size();
  summary.recommendations = model.recommendations.size();
  summary.contraindications = model.contraindications.size();
  summary.notes = model.notes.size();
  return summary;
}

static std::string counted(std::size_t count, std::string_view thing) {
  return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

static std::string counted_or_no(std::size_t count, std::string_view thing) {
  return count == 0 ? fmt::format("no {}s", thing) : counted(count, thing);
}

std::string summary_line(const PathwaySummary& summary) {
  const auto problems = fmt::format("{}, {}", counted_or_no(summary.errors, "error"),
                                    counted_or_no(summary.warnings, "warning"));
  if (summary.id.empty()) return fmt::format("{}: {}\n", within_line(summary.path), problems);
  const auto contraindications =
      summary.contraindications == 0 ? "" : counted(summary.contraindications, "contraindication") + ", ";
  const auto open = summary.open == 0 ? "" : fmt::format(", {} open", summary.open);
  return fmt::format("{}: {}, {}, {}{}; {} incomplete, {} outside{}; {}\n", summary.id,
                     counted(summary.statements, "statement"),
                     counted(summary.recommendations, "recommendation"), contraindications,
                     counted(summary.notes, "note"), summary.incomplete, summary.outside, open, problems);
}

static nlohmann::ordered_json summary_json(const PathwaySummary& summary) {
  nlohmann::ordered_json result{{"path", summary.path}};
  if (!summary.id.empty()) {
    result.update({{"id", summary.id},
                   {"title", summary.title},
                   {"version", summary.version},
                   {"statements", summary.statements},
                   {"recommendations", summary.recommendations},
                   {"contraindications", summary.contraindications},
                   {"notes", summary.notes},
                   {"incomplete", summary.incomplete},
                   {"outside", summary.outside},
                   {"open", summary.open}});
  }
  result["errors"] = summary.errors;
  result["warnings"] = summary.warnings;
  return result;
}

std::string check_json(const std::vector<PathwaySummary>& summaries, nlohmann::ordered_json diagnostics) {
  auto pathways = nlohmann::ordered_json::array();
  std::size_t errors = 0, warnings = 0;
  for (const auto& summary : summaries) {
    pathways.push_back(summary_json(summary));
    errors += summary.errors;
    warnings += summary.warnings;
  }
  return printed({{"waymark", version},
                  {"pathways", std::move(pathways)},
                  {"diagnostics", std::move(diagnostics)},
                  {"errors", errors},
                  {"warnings", warnings}});
}

}  // namespace waymark
