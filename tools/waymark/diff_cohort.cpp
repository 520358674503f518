#include "tools/waymark/diff_cohort.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "interpreter/facts_json.hpp"
#include "tools/waymark/loading.hpp"

namespace waymark {

namespace {

constexpr std::size_t most_shown = 20;

// The line of the file in place of that of the document.
std::string problem_text(const std::string& file, std::size_t line, const FactsProblem& problem) {
  return fmt::format("error[{}]: {}:{}:{}: {}{}{}\n", problem.code, file, line, problem.column, problem.path,
                     problem.path.empty() ? "" : ": ", problem.message);
}

class LineReader {
 public:
  LineReader(const std::string& file, const diff::Side& before, const diff::Side& after, const Moment& now)
      : file_{file}, model_{before.model}, now_{now}, count_{before, after} {}

  void read(std::istream& lines) {
    for (std::string line; std::getline(lines, line);) {
      ++number_;
      if (line.find_first_not_of(" \t\r") != std::string::npos) add(line);
    }
  }

  std::variant<diff::CohortChange, Reply> result() const {
    if (refused_ == 0) return count_.result();
    const auto more = shown_ > most_shown ? fmt::format("... and {} more\n", shown_ - most_shown) : "";
    return Reply{ExitCode::unusable,
                 {},
                 messages_ + more +
                     program_message(fmt::format("{}: {} of {} lines refused; nothing was counted", file_,
                                                 refused_, number_))};
  }

 private:
  void add(const std::string& line) {
    const auto read = read_patient(line, model_, std::nullopt);
    if (const auto* patient = std::get_if<Patient>(&read))
      return count_.add(*patient, patient->at.value_or(now_));
    ++refused_;
    for (const auto& problem : std::get<std::vector<FactsProblem>>(read)) {
      if (++shown_ <= most_shown) messages_ += problem_text(file_, number_, problem);
    }
  }

  const std::string& file_;
  const model::Model& model_;
  const Moment now_;
  diff::CohortCount count_;
  std::size_t number_ = 0, refused_ = 0, shown_ = 0;
  std::string messages_;
};

}  // namespace

std::variant<diff::CohortChange, Reply> count_changes(const std::string& file, const diff::Side& before,
                                                      const diff::Side& after,
                                                      const Surroundings& surroundings) {
  std::ifstream lines{file, std::ios::binary};
  if (!lines || std::filesystem::is_directory(file)) {
    const auto* reason = std::filesystem::is_directory(file) ? "is a folder" : std::strerror(errno);
    return Reply{ExitCode::unusable, {}, program_message(fmt::format("{}: {}", file, reason))};
  }
  LineReader reader{file, before, after, surroundings.now};
  reader.read(lines);
  return reader.result();
}

}  // namespace waymark
