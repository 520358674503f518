#include "tools/waymark/io/patient_readings.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "interpreter/facts/csv/csv_cells.hpp"
#include "tools/waymark/io/loading.hpp"

namespace waymark {

namespace {

constexpr std::string_view header = "patient,fact,time,value";

std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// As a document of facts has it: a number with all its digits, `true` and `false` for `yes` and `no`.
std::string value_json(const std::string& text) {
  if (text == "yes" || text == "no") return text == "yes" ? "true" : "false";
  const bool is_number =
      !text.empty() && text.find_first_not_of("0123456789+-.eE") == text.npos && nlohmann::json::accept(text);
  return is_number ? text : quoted(text);
}

// Of an event its moment, where no amount is given.
std::string reading_json(const std::string& time, const std::string& value, const std::string& unit) {
  if (value.empty()) return quoted(time);
  const auto in_unit = unit.empty() ? "" : fmt::format(", \"unit\": {}", quoted(unit));
  return fmt::format("{{\"value\": {}{}, \"time\": {}}}", value_json(value), in_unit, quoted(time));
}

std::string document(const std::map<std::string, std::vector<std::string>>& readings) {
  std::vector<std::string> facts;
  for (const auto& [fact, list] : readings)
    facts.push_back(fmt::format("{}: [{}]", quoted(fact), fmt::join(list, ", ")));
  return fmt::format("{{\"facts\": {{{}}}}}", fmt::join(facts, ", "));
}

}  // namespace

std::variant<PatientReadings, std::string> PatientReadings::open(const std::string& path,
                                                                 const model::Model& model,
                                                                 const Surroundings& surroundings) {
  auto source = LineSource::open(path, surroundings);
  if (const auto* reason = std::get_if<std::string>(&source))
    return program_message(fmt::format("{}: {}", path, *reason));
  PatientReadings readings{path, std::get<LineSource>(std::move(source)), model};
  if (auto message = readings.read_header()) return std::move(*message);
  readings.advance();
  return readings;
}

std::optional<std::string> PatientReadings::read_header() {
  const auto line = next_line();
  has_unit_ = line && *line == fmt::format("{},unit", header);
  if (has_unit_ || (line && *line == header)) return std::nullopt;
  return program_message(fmt::format("{}: expected the header `{}` or `{},unit`", name_, header, header));
}

// Without the line break; blank lines are passed over.
std::optional<std::string_view> PatientReadings::next_line() {
  while (true) {
    if (!lines_ || lines_->text.empty()) {
      lines_ = source_.next();
      if (!lines_) return std::nullopt;
      line_ = lines_->first - 1;
    }
    auto& text = lines_->text;
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++line_;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) return line;
  }
}

void PatientReadings::advance() {
  const auto line = next_line();
  next_ = line ? std::optional{parsed(*line)} : std::nullopt;
}

PatientReadings::Reading PatientReadings::parsed(std::string_view line) const {
  Reading result;
  result.line = line_;
  auto cells = cohort::csv_cells(line);
  const std::size_t expected = has_unit_ ? 5 : 4;
  auto* found = std::get_if<std::vector<cohort::CsvCell>>(&cells);
  if (!found || found->size() != expected) {
    result.problem = found ? fmt::format("{} cells, but the header has {}", found->size(), expected)
                           : "a cell that begins with a quotation mark has to end with one";
    if (found && !found->empty()) result.patient = found->front().text;
    return result;
  }
  result.patient = (*found)[0].text;
  result.fact = (*found)[1].text;
  result.time = (*found)[2].text;
  result.value = (*found)[3].text;
  if (has_unit_) result.unit = (*found)[4].text;
  return result;
}

std::string PatientReadings::about(std::size_t line, std::string_view problem) const {
  return program_message(fmt::format("{}:{}: {}", name_, line, problem));
}

// As many as lines were refused.
void PatientReadings::pass_over_refused(const Patient& patient) {
  for (; refused_ > 0 && next_ && next_->patient != patient.id; --refused_) {
    const auto whose = next_->patient;
    passed_over_.insert(whose);
    while (next_ && next_->patient == whose) advance();
  }
}

std::optional<std::string> PatientReadings::add(Patient& patient) {
  pass_over_refused(patient);
  if (passed_over_.contains(patient.id))
    return about(line_, fmt::format("readings of patient `{}` were passed over, since a line of the patients "
                                    "was refused before; mend that line",
                                    patient.id));
  if (next_ && next_->patient == patient.id) refused_ = 0;
  std::map<std::string, std::vector<std::string>> readings;
  std::string problems;
  const auto first = next_ ? next_->line : 0;
  for (; next_ && next_->patient == patient.id; advance()) {
    if (!next_->problem.empty()) problems += about(next_->line, next_->problem);
    readings[next_->fact].push_back(reading_json(next_->time, next_->value, next_->unit));
  }
  if (!problems.empty()) return problems;
  return readings.empty() ? std::nullopt : put(patient, document(readings), first);
}

std::optional<std::string> PatientReadings::put(Patient& patient, const std::string& document,
                                                std::size_t line) const {
  auto read = reader_.read(document, patient.at);
  if (const auto* problems = std::get_if<std::vector<FactsProblem>>(&read)) {
    std::string messages;
    for (const auto& problem : *problems)
      messages += about(line, fmt::format("patient `{}`: {}: {}", patient.id, problem.path, problem.message));
    return messages;
  }
  auto& found = std::get<Patient>(read);
  for (std::size_t fact = 0; fact < found.facts.size(); ++fact) {
    if (is_in_doubt(found, static_cast<model::FactId>(fact))) patient.in_doubt[fact] = true;
    if (found.facts[fact].empty()) continue;
    if (!patient.facts[fact].empty())
      return about(line,
                   fmt::format("patient `{}`: a fact of these readings is given with the patient already",
                               patient.id));
    patient.facts[fact] = std::move(found.facts[fact]);
  }
  return std::nullopt;
}

std::optional<std::string> PatientReadings::at_end() {
  if (const auto& failure = source_.failure()) return program_message(fmt::format("{}: {}", name_, *failure));
  if (!next_) return std::nullopt;
  return about(next_->line, fmt::format("`{}` is no patient, or stands in another order than the patients",
                                        next_->patient));
}

}  // namespace waymark
