#include "tools/waymark/io/patient_lines.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "interpreter/facts/csv/csv_patients.hpp"
#include "interpreter/facts/fhir/fhir_patient.hpp"
#include "tools/waymark/io/binding_files.hpp"
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

bool is_fhir(const PatientLines& patients, FactsFormat format) {
  if (format != FactsFormat::by_content) return format == FactsFormat::fhir;
  if (!patients.first) return false;
  const std::string_view text = patients.first->text;
  return looks_like_fhir(text.substr(0, text.find('\n')));
}

// A Bundle on each line. `searched` has the types of resources that are there in full; nullopt: all.
std::optional<std::string> read_bundles(PatientLines& patients, const model::Model& model,
                                        std::optional<Moment> at, const LinesOfFhir& input,
                                        const Surroundings& surroundings,
                                        const std::optional<std::set<std::string>>& searched = {}) {
  auto binding = load_binding(input.binding, input.pathway, model);
  if (auto* message = std::get_if<std::string>(&binding)) return std::move(*message);
  const auto looked_at = at.value_or(input.now.value_or(surroundings.now));
  patients.not_used = std::make_shared<NotUsedCounts>();
  const auto reader = std::make_shared<FhirReader>(model, std::get<FhirBinding>(binding));
  const auto reading = [=](std::string_view line, NotUsedCounts* counts) -> FactsResult {
    auto read = reader->read({.texts = {line}, .searched = searched}, looked_at);
    if (auto* problems = std::get_if<std::vector<FactsProblem>>(&read)) return std::move(*problems);
    auto& record = std::get<FhirPatient>(read);
    if (counts) counts->add(record);
    record.patient.at = at;
    return std::move(record.patient);
  };
  patients.read = [=, counts = patients.not_used](std::string_view line) {
    return reading(line, counts.get());
  };
  patients.read_again = [=](std::string_view line) { return reading(line, nullptr); };
  return std::nullopt;
}

std::variant<PatientLines, std::string> open_export(const std::string& path, const model::Model& model,
                                                    std::optional<Moment> at,
                                                    const Surroundings& surroundings,
                                                    const LinesOfFhir& input) {
  if (input.format == FactsFormat::json)
    return program_message(fmt::format("{}: a folder of patients is a bulk export of FHIR", path));
  auto opened = BulkExport::open(path, surroundings);
  if (auto* message = std::get_if<std::string>(&opened)) return std::move(*message);
  auto& found = std::get<BulkExport>(opened);
  const auto types = found.types();
  const auto broken = found.broken_lines();
  auto messages = found.messages();
  PatientLines patients{path, std::move(found)};
  patients.broken_lines = broken;
  patients.messages = std::move(messages);
  if (auto message = read_bundles(patients, model, at, input, surroundings, types))
    return std::move(*message);
  return patients;
}

}  // namespace

void NotUsedCounts::add(const FhirPatient& record) {
  if (record.not_used.empty()) return;
  const std::lock_guard lock{mutex_};
  for (const auto& each : record.not_used) ++counts_[each.reason];
}

std::map<NotUsed, std::size_t> NotUsedCounts::counts() const {
  const std::lock_guard lock{mutex_};
  return counts_;
}

std::optional<Lines> PatientLines::next() {
  if (first) return std::exchange(first, std::nullopt);
  return std::visit([](auto& each) { return each.next(); }, source);
}

const std::optional<std::string>& PatientLines::failure() const {
  return std::visit(
      [](const auto& each) -> const auto& { return each.failure(); }, source);
}

std::uint64_t PatientLines::bytes_read() const {
  return std::visit([](const auto& each) { return each.bytes_read(); }, source);
}

std::uint64_t PatientLines::bytes_in_all() const {
  return std::visit([](const auto& each) { return each.bytes_in_all(); }, source);
}

std::variant<PatientLines, std::string> open_patients(const std::string& path, const model::Model& model,
                                                      std::optional<Moment> at,
                                                      const Surroundings& surroundings,
                                                      const LinesOfFhir& input) {
  if (std::filesystem::is_directory(path)) return open_export(path, model, at, surroundings, input);
  const auto name = path == "-" ? std::string{"<standard input>"} : path;
  auto source = LineSource::open(path, surroundings);
  if (const auto* reason = std::get_if<std::string>(&source))
    return program_message(fmt::format("{}: {}", name, *reason));
  PatientLines patients{name, std::get<LineSource>(std::move(source))};
  patients.first = patients.next();
  if (is_table(path, patients.first)) {
    if (auto message = read_header(patients, model, at)) return std::move(*message);
    return patients;
  }
  if (is_fhir(patients, input.format)) {
    if (auto message = read_bundles(patients, model, at, input, surroundings)) return std::move(*message);
    return patients;
  }
  patients.read = [reader = PatientReader{model}, at](std::string_view line) {
    return reader.read(line, at);
  };
  return patients;
}

}  // namespace waymark
