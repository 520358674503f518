#include "tools/report/reading_text.hpp"

#include "tools/report/needs_words.hpp"

namespace waymark {

static void write_list(Page& page, std::string_view heading, const std::vector<std::string>& lines) {
  if (!lines.empty()) page.heading(heading);
  for (const auto& line : lines) page.entry({"", line, ""});
}

void write_doubtful_readings(Page& page, const RunReport& report) {
  const Wording wording{report};
  std::vector<std::string> questioned, unlimited, later;
  for (const auto& reading : questioned_readings(report.evaluator))
    questioned.push_back(wording.questioned(reading));
  for (const auto& reading : unlimited_readings(report.evaluator))
    unlimited.push_back(wording.unlimited(reading));
  for (const auto& reading : later_readings(report.evaluator)) later.push_back(later_words(report, reading));
  write_list(page, "QUESTIONED", questioned);
  write_list(page, "NOT LOOKED AT", later);
  write_list(page, "WITHOUT A LIMIT", unlimited);
}

}  // namespace waymark
