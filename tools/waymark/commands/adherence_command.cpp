#include "tools/waymark/commands/adherence_command.hpp"

#include <utility>

#include <fmt/format.h>

#include "tools/report/adherence_report.hpp"
#include "tools/waymark/io/atomic_file.hpp"
#include "tools/waymark/io/files_of_call.hpp"
#include "tools/waymark/io/patient_lines.hpp"
#include "tools/waymark/io/patient_readings.hpp"

namespace waymark {

namespace {

constexpr std::size_t most_reported_lines = 20;

Reply refused(const std::string& messages) { return {ExitCode::unusable, {}, messages}; }

class AdherenceCommand {
 public:
  AdherenceCommand(const AdherenceOptions& options, const Surroundings& surroundings,
                   Compilation& compilation)
      : options_{options},
        surroundings_{surroundings},
        compilation_{compilation},
        replay_{model(), recommendations_with_progress(model())},
        report_{model(), no_adherence(model()), options.group_by} {}

  Reply reply() {
    if (auto refusal = settle()) return std::move(*refusal);
    if (options_.patient.facts->ends_with(".json")) return of_one();
    auto opened = open_patients(*options_.patient.facts, model(), std::nullopt, surroundings_);
    if (const auto* messages = std::get_if<std::string>(&opened)) return refused(*messages);
    if (options_.readings) {
      auto readings = PatientReadings::open(*options_.readings, model(), surroundings_);
      if (const auto* messages = std::get_if<std::string>(&readings)) return refused(*messages);
      readings_.emplace(std::get<PatientReadings>(std::move(readings)));
    }
    if (auto refusal = open_rows()) return std::move(*refusal);
    return of_all(std::move(std::get<PatientLines>(opened)));
  }

 private:
  const model::Model& model() const { return *compilation_.model; }

  static std::string about(const std::string& file, const std::string& reason) {
    return program_message(fmt::format("{}: {}", file, reason));
  }

  // What the options say; or why they cannot be used.
  std::optional<Reply> settle() {
    const auto to = read_moment("--to", options_.to);
    if (const auto* refusal = std::get_if<PatientRefusal>(&to)) return refused(refusal->message);
    to_ = std::get<std::optional<Moment>>(to);
    auto assigned = read_assignments(options_.patient, model());
    if (const auto* refusal = std::get_if<PatientRefusal>(&assigned)) return refused(refusal->message);
    assigned_ = std::get<Assignments>(std::move(assigned));
    if (!options_.group_by) return std::nullopt;
    group_by_ = compile_expression(compilation_, "--group-by", *options_.group_by);
    if (group_by_ && !compilation_.diagnostics.has_errors()) return std::nullopt;
    return refuse(compilation_, options_.format,
                  wants_color(options_.color, surroundings_.err_is_terminal, surroundings_));
  }

  std::optional<Reply> open_rows() {
    if (!options_.out) return std::nullopt;
    auto created = AtomicFile::create(*options_.out);
    if (const auto* reason = std::get_if<std::string>(&created))
      return refused(about(*options_.out, *reason));
    rows_ = round_rows(*options_.out);
    file_.emplace(std::get<AtomicFile>(std::move(created)));
    file_->write(rows_.header);
    return std::nullopt;
  }

  // A document over several lines.
  Reply of_one() {
    auto input = read_patient_input(options_.patient, model(), options_.path, surroundings_);
    if (auto* refusal = std::get_if<PatientRefusal>(&input))
      return refuse(std::move(*refusal), options_.format);
    if (auto refusal = open_rows()) return std::move(*refusal);
    patient(std::get<PatientInput>(input).patient);
    return finished();
  }

  Reply of_all(PatientLines patients) {
    while (auto lines = patients.next()) {
      if (lines->too_long)
        refuse_line(patients, lines->first, {});
      else
        each_line(patients, *lines);
    }
    if (const auto problem = readings_ ? readings_->at_end() : std::nullopt)
      return refused(messages_ + *problem);
    if (const auto& failure = patients.failure()) return refused(messages_ + about(patients.name, *failure));
    const auto most = static_cast<std::size_t>(options_.most_rejects.value_or(0));
    if (report_.rejected > most) {
      return refused(
          messages_ +
          about(patients.name, fmt::format("{} rejected, {} allowed; nothing was written (--max-rejects "
                                           "NUMBER allows more)",
                                           report_.rejected, most)));
    }
    return finished();
  }

  Reply finished() {
    const auto reason = file_ ? file_->commit() : std::nullopt;
    if (reason) return refused(messages_ + about(*options_.out, *reason));
    const bool color = wants_color(options_.color, surroundings_.out_is_terminal, surroundings_);
    return {ExitCode::fine,
            options_.format == ResultFormat::json ? adherence_json(report_) : adherence_text(report_, color),
            messages_};
  }

  void each_line(const PatientLines& patients, const Lines& lines) {
    auto text = lines.text;
    for (auto number = lines.first; !text.empty(); ++number) {
      const auto end = std::min(text.find('\n'), text.size());
      const auto line = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      if (line.find_first_not_of(" \t\r") != line.npos) this->line(patients, line, number);
    }
  }

  void line(const PatientLines& patients, std::string_view line, std::size_t number) {
    auto read = patients.read(line);
    if (const auto* problems = std::get_if<std::vector<FactsProblem>>(&read))
      return refuse_line(patients, number, *problems);
    auto& patient = std::get<Patient>(read);
    if (patient.id.empty()) patient.id = std::to_string(number);
    if (const auto problem = readings_ ? readings_->add(patient) : std::nullopt) return reject(*problem);
    for (const auto& [parameter, value] : assigned_) patient.parameters[parameter] = value;
    this->patient(patient);
  }

  void patient(const Patient& patient) {
    const auto span = recorded_span(model(), patient);
    const auto at = patient.at.value_or(surroundings_.now);
    const auto offset = to_.value_or(at).offset_minutes;
    auto to = to_.value_or(patient.at.value_or(span ? span->second : at));
    // Just before: what the record begins with was not so until then.
    auto from =
        span ? add_microseconds(std::min(span->first, to), -microseconds_per_second).value_or(to) : to;
    to.offset_minutes = from.offset_minutes = offset;
    const auto rounds = rounds_of(replay_, patient, from, to);
    add(report_.whole, rounds);
    if (group_by_) {
      Evaluator evaluator{model(), patient, to};
      const auto value = to_string(evaluator.value(*group_by_), model()[*group_by_].type);
      add(report_.groups.try_emplace(value, no_adherence(model())).first->second, rounds);
    }
    if (file_) file_->write(rows_.patient(model(), patient.id, rounds, to));
  }

  void reject(const std::string& message) {
    if (++report_.rejected <= most_reported_lines) messages_ += message;
  }

  void refuse_line(const PatientLines& patients, std::size_t number,
                   const std::vector<FactsProblem>& problems) {
    if (readings_) readings_->after_refused();
    if (++report_.rejected > most_reported_lines) return;
    if (problems.empty())
      messages_ += program_message(fmt::format("{}:{}: the line is too long", patients.name, number));
    for (auto problem : problems) {
      problem.line = static_cast<int>(number);
      messages_ += problem_text(patients.name, problem);
    }
  }

  const AdherenceOptions& options_;
  const Surroundings& surroundings_;
  Compilation& compilation_;
  Replay replay_;
  AdherenceReport report_;
  std::optional<Moment> to_;
  Assignments assigned_;
  std::optional<model::ExprId> group_by_;
  std::optional<PatientReadings> readings_;
  RoundRows rows_;
  std::optional<AtomicFile> file_;
  std::string messages_;
};

}  // namespace

Reply measure_adherence(const AdherenceOptions& options, const Surroundings& surroundings) {
  FilesOfCall files{options, surroundings};
  files.reads_pathway(options.path);
  files.reads("--facts", options.patient.facts);
  files.reads("--readings", options.readings);
  files.writes("--out", options.out);
  if (auto refusal = files.refusal()) return *std::move(refusal);
  auto loaded = load_and_compile(options.path, options, surroundings);
  if (auto* reply = std::get_if<Reply>(&loaded)) return std::move(*reply);
  auto& compilation = *std::get<std::unique_ptr<Compilation>>(loaded);
  if (!compilation.model) {
    return refuse(compilation, options.format,
                  wants_color(options.color, surroundings.err_is_terminal, surroundings));
  }
  return AdherenceCommand{options, surroundings, compilation}.reply();
}

}  // namespace waymark
