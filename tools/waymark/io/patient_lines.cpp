#include "tools/waymark/io/patient_lines.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "interpreter/facts/csv/csv_patients.hpp"
#include "tools/waymark/io/loading.hpp"
#include "tools/waymark/io/patient_input.hpp"

namespace waymark {

namespace {

std::string extension(const std::string& path) {
  std::filesystem::path file{path};
  if (file.extension() == ".gz") file.replace_extension();
  return file.extension();
}

bool begins_like_json(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const auto begin = text.find_first_not_of(" \t\r\n");
  return begin == std::string_view::npos || text[begin] == '{';
}

bool is_table(const std::string& path, const std::optional<Lines>& first) {
  const auto name = extension(path);
  if (name == ".csv") return true;
  if (name == ".json" || name == ".ndjson" || name == ".jsonl") return false;
  return first && !begins_like_json(first->text);
}

// Takes the header away from the first lines; a message where it is none.
std::optional<std::string> read_header(PatientLines& patients, const model::Model& model,
                                       std::optional<Moment> at) {
  if (!patients.first) return program_message(fmt::format("{}: a table begins with a header", patients.name));
  auto& text = patients.first->text;
  const auto end = std::min(text.find('\n'), text.size());
  auto line = std::string_view{text}.substr(0, end);
  if (line.ends_with('\r')) line.remove_suffix(1);
  auto read = cohort::CsvPatients::read_header(line, model);
  if (const auto* problems = std::get_if<std::vector<FactsProblem>>(&read)) {
    std::string messages;
    for (const auto& problem : *problems) messages += problem_text(patients.name, problem);
    return messages + program_message(fmt::format("{}: the header is refused", patients.name));
  }
  patients.header = std::string{line} + "\n";
  text.remove_prefix(std::min(end + 1, text.size()));
  ++patients.first->first;
  const auto table = std::make_shared<cohort::CsvPatients>(std::get<cohort::CsvPatients>(std::move(read)));
  patients.read = [table, at](std::string_view row) { return table->read(row, at); };
  patients.columns = table->columns();
  return std::nullopt;
}

}  // namespace

std::variant<PatientLines, std::string> open_patients(const std::string& path, const model::Model& model,
                                                      std::optional<Moment> at,
                                                      const Surroundings& surroundings) {
  const auto name = path == "-" ? std::string{"<standard input>"} : path;
  auto source = LineSource::open(path, surroundings);
  if (const auto* reason = std::get_if<std::string>(&source))
    return program_message(fmt::format("{}: {}", name, *reason));
  PatientLines patients{name, std::get<LineSource>(std::move(source)), {}, {}, {}, {}};
  patients.first = patients.source.next();
  if (is_table(path, patients.first)) {
    if (auto message = read_header(patients, model, at)) return std::move(*message);
    return patients;
  }
  patients.read = [reader = PatientReader{model}, at](std::string_view line) {
    return reader.read(line, at);
  };
  return patients;
}

}  // namespace waymark
