#include "tools/waymark/repl/repl.hpp"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

#include "lang/text/display_text.hpp"
#include "tools/report/safe_text.hpp"
#include "tools/waymark/commands/run.hpp"
#include "tools/waymark/io/print.hpp"
#include "tools/waymark/repl/line_editor.hpp"
#include "tools/waymark/repl/repl_session.hpp"
#include "tools/waymark/repl/repl_words.hpp"

namespace waymark {

static constexpr std::size_t most_script_bytes = std::size_t{64} << 20;

namespace {

// Lines that nobody is there to correct: the first one that cannot be used ends them.
class Script {
 public:
  Script(Repl& repl, ReplSession session, std::string name)
      : repl_{repl}, session_{std::move(session)}, name_{std::move(name)} {}

  // What one line leads to; an exit code of 1 where it cannot be used.
  Reply next(const std::string& line) {
    ++number_;
    auto step = repl_.step(session_, line);
    ended_ = step.ends || !step.error.empty();
    session_ = std::move(step.session);
    if (step.error.empty()) return {.exit_code = ExitCode::fine, .out = std::move(step.out), .err = {}};
    return {.exit_code = ExitCode::answer_is_no,
            .out = std::move(step.out),
            .err = fmt::format("waymark: {}:{}: {}\n", within_line(name_), number_, step.error),
            .err_is_last = true};
  }
  bool ended() const { return ended_; }

 private:
  Repl& repl_;
  ReplSession session_;
  std::string name_;
  std::size_t number_ = 0;
  bool ended_ = false;
};

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

bool is_pipe(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 && (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode));
}

}  // namespace

static Reply run_lines(Script script, const std::string& text) {
  Reply all;
  for (std::size_t begin = 0; begin < text.size() && !script.ended();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    auto reply = script.next(text.substr(begin, end - begin));
    reply.out = std::move(all.out) + reply.out;
    all = std::move(reply);
    begin = end + 1;
  }
  return all;
}

// Another program may be at the other end, and wait for each answer before it goes on.
static Reply answer_pipe(Script script, int descriptor) {
  const std::unique_ptr<std::FILE, FileCloser> file{::fdopen(::dup(descriptor), "r")};
  char* line = nullptr;
  std::size_t room = 0;
  Reply reply;
  bool is_read = true;  // where nobody reads any more, what the lines come to still decides the exit code
  while (file && !script.ended() && reply.exit_code == ExitCode::fine) {
    const auto size = ::getline(&line, &room, file.get());
    if (size < 0) break;
    reply = script.next({line, static_cast<std::size_t>(size)});
    if (reply.exit_code != ExitCode::fine || !is_read) continue;
    const auto printed = print(fit_to_read(reply));
    is_read = !printed.reader_left;
    reply = {.exit_code = printed.exit_code, .out = {}, .err = {}};
  }
  std::free(line);
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
  return run_lines({repl, std::move(session), name}, std::get<std::string>(text));
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
    if (print(fit_to_read(std::move(reply))).reader_left || step.ends) return {};
    if (step.error.empty()) session = std::move(step.session);
  }
  return {.exit_code = ExitCode::fine, .out = "\n", .err = {}};
}

Reply repl(const ReplOptions& options, const Surroundings& surroundings) {
  auto loaded = ReplPathway::load(options.path, options, surroundings);
  if (auto* reply = std::get_if<Reply>(&loaded)) return std::move(*reply);
  auto& pathway = std::get<std::unique_ptr<ReplPathway>>(loaded);
  auto patient = read_patient_input(options.patient, pathway->model(), options.path, surroundings);
  if (auto* refusal = std::get_if<PatientRefusal>(&patient))
    return refuse(std::move(*refusal), ResultFormat::text);
  auto& input = std::get<PatientInput>(patient);
  const auto id = pathway->model().id;
  const auto title =
      within_line(fmt::format("{} {}  {}", id, pathway->model().version, pathway->model().title));
  Repl repl{std::move(pathway), options.path, options, surroundings};
  repl.reads("--facts", options.patient.facts);
  repl.reads("--script", options.script);
  auto session = repl.start(std::move(input.patient), input.at);
  if (!options.script && is_pipe(surroundings.standard_input))
    return answer_pipe({repl, std::move(session), "<standard input>"}, surroundings.standard_input);
  const bool at_terminal = !options.script && isatty(surroundings.standard_input) == 1;
  if (!at_terminal) return run_script(repl, std::move(session), options.script.value_or("-"), surroundings);
  print({.exit_code = ExitCode::fine, .out = title + "\n`help` says what can be typed.\n", .err = {}});
  return converse(repl, std::move(session), id, surroundings);
}

}  // namespace waymark
