#include "tools/waymark/repl.hpp"

#include <unistd.h>
#include <utility>

#include <fmt/format.h>

#include "tools/waymark/line_editor.hpp"
#include "tools/waymark/print.hpp"
#include "tools/waymark/repl_session.hpp"
#include "tools/waymark/repl_words.hpp"
#include "tools/waymark/run.hpp"

namespace waymark {

static constexpr std::size_t most_script_bytes = std::size_t{64} << 20;

static Reply run_lines(Repl& repl, ReplSession session, const std::string& text, const std::string& name) {
  Reply reply;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    ++number;
    auto step = repl.step(session, text.substr(begin, end - begin));
    reply.out += step.out;
    if (!step.error.empty()) {
      reply.err = program_message(fmt::format("{}:{}: {}", name, number, step.error));
      reply.err_is_last = true;
      reply.exit_code = ExitCode::answer_is_no;
      return reply;
    }
    if (step.ends) return reply;
    session = std::move(step.session);
    begin = end + 1;
  }
  return reply;
}

static Reply run_script(Repl& repl, ReplSession session, const std::string& path,
                        const Surroundings& surroundings) {
  const auto text = read_input(path, most_script_bytes, surroundings);
  const auto name = path == "-" ? std::string{"<standard input>"} : path;
  if (const auto* error = std::get_if<ReadError>(&text)) {
    return {.exit_code = ExitCode::unusable,
            .out = {},
            .err = program_message(fmt::format("{}: {}", name, error->reason))};
  }
  return run_lines(repl, std::move(session), std::get<std::string>(text), name);
}

// What is said goes out at once.
static Reply converse(Repl& repl, ReplSession session, const std::string& id,
                      const Surroundings& surroundings) {
  const auto history = surroundings.state_folder
                           ? std::optional{*surroundings.state_folder / "waymark" / "history"}
                           : std::nullopt;
  LineEditor editor{id + "> ", history, [&](const std::string& line) { return repl.completions(line); }};
  while (const auto line = editor.read()) {
    Reply reply;
    reply.out = repl.notice();
    auto step = repl.step(session, *line);
    reply.out += step.out;
    if (!step.error.empty()) reply.err = step.error + '\n';
    if (print(reply).reader_left || step.ends) return {};
    if (step.error.empty()) session = std::move(step.session);
  }
  return {.exit_code = ExitCode::fine, .out = "\n", .err = {}};
}

Reply repl(const ReplOptions& options, const Surroundings& surroundings) {
  auto loaded = ReplPathway::load(options.path, options, surroundings);
  if (auto* reply = std::get_if<Reply>(&loaded)) return std::move(*reply);
  auto& pathway = std::get<std::unique_ptr<ReplPathway>>(loaded);
  auto patient = read_patient_input(options.patient, pathway->model(), surroundings);
  if (auto* refusal = std::get_if<PatientRefusal>(&patient))
    return refuse(std::move(*refusal), ResultFormat::text);
  auto& input = std::get<PatientInput>(patient);
  const auto id = pathway->model().id;
  const auto title = fmt::format("{} {}  {}\n", id, pathway->model().version, pathway->model().title);
  Repl repl{std::move(pathway), options.path, options, surroundings};
  auto session = repl.start(std::move(input.patient), input.at);
  const bool at_terminal = !options.script && isatty(surroundings.standard_input) == 1;
  if (!at_terminal) return run_script(repl, std::move(session), options.script.value_or("-"), surroundings);
  print({.exit_code = ExitCode::fine, .out = title + "`help` says what can be typed.\n", .err = {}});
  return converse(repl, std::move(session), id, surroundings);
}

}  // namespace waymark
