#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "tools/report/json_parts.hpp"
#include "tools/report/version.hpp"
#include "tools/service/feedback_store.hpp"
#include "tools/waymark/commands/serve_command.hpp"

namespace waymark {

namespace {

using Counts = std::vector<service::FeedbackCount>;

std::string counts_json(const Counts& counts) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& count : counts) {
    auto reasons = nlohmann::ordered_json::array();
    for (const auto& reason : count.reasons)
      reasons.push_back({{"code", reason.code}, {"count", reason.count}});
    list.push_back({{"pathway", count.pathway},
                    {"statement", count.statement},
                    {"shown", count.shown},
                    {"accepted", count.accepted},
                    {"overridden", count.overridden},
                    {"reasons", std::move(reasons)}});
  }
  return printed({{"waymark", version}, {"cards", std::move(list)}});
}

std::string reasons_text(const service::FeedbackCount& count) {
  std::vector<std::string> parts;
  for (const auto& reason : count.reasons)
    parts.push_back(
        fmt::format("{} {}", reason.code.empty() ? "no reason given" : reason.code, reason.count));
  return parts.empty() ? "" : fmt::format(": {}", fmt::join(parts, ", "));
}

std::string counts_text(const Counts& counts) {
  if (counts.empty()) return "No card was shown yet.\n";
  std::string result, pathway;
  for (const auto& count : counts) {
    if (count.pathway != pathway) result += fmt::format("{}{}\n", result.empty() ? "" : "\n", count.pathway);
    pathway = count.pathway;
    result += fmt::format("  {:<32} shown {}, accepted {}, overridden {}{}\n",
                          count.statement.empty() ? "what cannot be said yet" : count.statement, count.shown,
                          count.accepted, count.overridden, reasons_text(count));
  }
  return result;
}

}  // namespace

Reply report_feedback(const FeedbackOptions& options, const Surroundings&) try {
  const auto counts = service::feedback_counts(options.store);
  return {
      ExitCode::fine, options.format == ResultFormat::json ? counts_json(counts) : counts_text(counts), {}};
} catch (const std::runtime_error& error) {
  return {ExitCode::unusable, {}, program_message(error.what())};
}

}  // namespace waymark
