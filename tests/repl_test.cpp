// Exploring a pathway: scripts, files, and a terminal.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <rapidcheck/catch.h>

#include "command_runner.hpp"
#include "golden.hpp"
#include "tools/waymark/repl_session.hpp"

namespace waymark {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;

// A folder that is gone when the test ends, with a copy of the pathway in it.
class Workplace {
 public:
  Workplace() {
    std::string name = fs::temp_directory_path() / "waymark_repl_XXXXXX";
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder_ = name;
    fs::copy(dah_folder, folder_ / "dah", fs::copy_options::recursive);
  }
  ~Workplace() { fs::remove_all(folder_); }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;

  fs::path folder() const { return folder_; }
  std::string pathway() const { return folder_ / "dah"; }
  fs::path scenarios() const { return folder_ / "dah" / "scenarios.pathway"; }
  void append(const std::string& text) const { std::ofstream{scenarios(), std::ios::app} << text; }

 private:
  fs::path folder_;
};

class InProjectFolder {
 public:
  InProjectFolder() : before_{fs::current_path()} { fs::current_path(golden::root()); }
  ~InProjectFolder() { fs::current_path(before_); }
  InProjectFolder(const InProjectFolder&) = delete;
  InProjectFolder& operator=(const InProjectFolder&) = delete;

 private:
  fs::path before_;
};

Reply explored(const std::string& pathway, const std::string& lines) {
  return run_in_process({"repl", pathway}, lines);
}

// Step by step, without the command around it.
class Exploration {
 public:
  explicit Exploration(const std::string& pathway)
      : repl_{std::get<std::unique_ptr<ReplPathway>>(ReplPathway::load(pathway, options_, surroundings_)),
              pathway, options_, surroundings_},
        session_{repl_.start(empty_patient(repl_.pathway().model()), *parse_moment("2026-11-23T08:30:00Z"))} {
  }

  // What is said; the session goes on from there.
  std::string say(const std::string& line) {
    auto step = repl_.step(session_, line);
    session_ = step.session;
    return step.out + step.error;
  }
  Repl& repl() { return repl_; }
  const ReplSession& session() const { return session_; }

 private:
  CommonOptions options_{.stdlib = WAYMARK_ROOT "/stdlib", .color = ColorChoice::never};
  Surroundings surroundings_{};
  Repl repl_;
  ReplSession session_;
};

std::string any_line() {
  static const std::vector<std::string> lines{
      "set spo2 = 84 %", "set spo2 = 95 % 2 hours ago", "set spo2 = unknown", "set causes = {aav}",
      "set causes includes sle = no", "set remission_since = 2025-03-01", "unset spo2",
      "unset platelet_target", "set platelet_target = 50 10^9/L", "set platelets = 40 10^9/L",
      "at 2027-01-31", "undo", "redo",
      // these change nothing
      "set spo = 1 %", "set spo2 = 200 %", "spo2 < 90 %", "1 +", "needs", "why nothing", "at noon"};
  return *rc::gen::elementOf(lines);
}

// --- a terminal

class Terminal {
 public:
  Terminal(const std::string& pathway, const fs::path& state, unsigned short columns = 100) {
    const winsize size{50, columns, 0, 0};
    child_ = ::forkpty(&descriptor_, nullptr, nullptr, &size);
    REQUIRE(child_ >= 0);
    if (child_ > 0) return;
    ::setenv("XDG_STATE_HOME", state.c_str(), 1);
    ::setenv("TERM", "xterm", 1);
    ::execl(WAYMARK_PROGRAM, "waymark", "repl", pathway.c_str(), "--stdlib", WAYMARK_ROOT "/stdlib", nullptr);
    ::_exit(127);
  }
  ~Terminal() {
    if (child_ > 0 && !ended_) {
      ::kill(child_, SIGKILL);
      ::waitpid(child_, nullptr, 0);
    }
    ::close(descriptor_);
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  void type(const std::string& keys) { REQUIRE(::write(descriptor_, keys.data(), keys.size()) > 0); }

  // Whether this appears behind all that was seen before.
  bool shows(const std::string& text) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    while (true) {
      const auto found = seen_.find(text, begin_);
      if (found != std::string::npos) {
        begin_ = found + text.size();
        return true;
      }
      if (std::chrono::steady_clock::now() > end || !read()) return false;
    }
  }

  // The exit code; -1 for a program that says nothing more and does not end, which is then killed.
  int end() {
    while (read()) {
    }
    if (!closed_) ::kill(child_, SIGKILL);
    int status = 0;
    ::waitpid(child_, &status, 0);
    ended_ = true;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  const std::string& seen() const { return seen_; }

 private:
  bool read() {
    pollfd waiting{descriptor_, POLLIN, 0};
    if (::poll(&waiting, 1, 20'000) <= 0) return false;
    char buffer[4096];
    const auto count = ::read(descriptor_, buffer, sizeof buffer);
    closed_ = count <= 0;
    if (closed_) return false;
    seen_.append(buffer, static_cast<std::size_t>(count));
    return true;
  }

  int descriptor_ = -1;
  pid_t child_ = -1;
  bool closed_ = false;
  bool ended_ = false;
  std::string seen_;
  std::size_t begin_ = 0;
};

}  // namespace

TEST_CASE("scripts print what is expected", "[repl][golden]") {
  const InProjectFolder folder;
  for (const auto& script : golden::files(".repl")) {
    DYNAMIC_SECTION(golden::relative(script)) {
      const auto name = fs::relative(script, golden::root()).string();
      const auto reply = run_in_process({"repl", "pathways/dah", "--script", name});
      const bool is_mistake = script.filename().string().starts_with("mistake_");
      CHECK(reply.exit_code == (is_mistake ? ExitCode::answer_is_no : ExitCode::fine));
      CHECK(reply.err.empty() != is_mistake);
      auto expected = script;
      golden::compare_or_update(expected.replace_extension(".out"), reply.out + reply.err);
      // From a pipe it is the same, but for the name.
      const auto piped = run_in_process({"repl", "pathways/dah"}, golden::read_text(script));
      CHECK(piped.out == reply.out);
      CHECK(piped.exit_code == reply.exit_code);
    }
  }
}

TEST_CASE("a case that is saved is a scenario that passes", "[repl]") {
  const Workplace place;
  fs::permissions(place.scenarios(), fs::perms::owner_read | fs::perms::owner_write);
  const auto reply =
      explored(place.pathway(),
               "at 2026-11-23T08:30Z\nset spo2 = 84.25 % at 2026-11-23T08:00Z\nset causes includes aav\n"
               "set causes includes sle = no\nset platelet_target = 50 10^9/L\n"
               "set remission_since = 2025-03-01\nsave \"saved\"\n");
  CHECK(reply.err == "");
  CHECK_THAT(reply.out, Contains("saved to"));
  const auto text = golden::read_text(place.scenarios());
  CHECK_THAT(text,
             Contains("given spo2 = 84.25 % at 2026-11-23T08:00:00Z\n  given causes includes aav = yes\n  "
                      "given causes includes sle = no\n"));
  CHECK_THAT(text, Contains("expect plasma_exchange.exchange advised"));
  CHECK(fs::status(place.scenarios()).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  CHECK(run_in_process({"test", place.pathway(), "--filter", "saved"}).exit_code == ExitCode::fine);
  CHECK(run_in_process({"check", place.pathway()}).exit_code == ExitCode::fine);
  CHECK(run_in_process({"fmt", "--check", place.pathway()}).exit_code == ExitCode::fine);
  // Of whom little is known most is expected, in lines that have to be broken.
  CHECK(explored(place.pathway(), "save \"little\"\n").err == "");
  CHECK(run_in_process({"test", place.pathway(), "--filter", "^little$"}).exit_code == ExitCode::fine);
  CHECK(run_in_process({"fmt", "--check", place.pathway()}).exit_code == ExitCode::fine);
}

TEST_CASE("a name is saved once", "[repl]") {
  const Workplace place;
  CHECK(explored(place.pathway(), "save \"saved\"\n").err == "");
  const auto text = golden::read_text(place.scenarios());

  const auto again = explored(place.pathway(), "save \"saved\"\n");
  CHECK(again.exit_code == ExitCode::answer_is_no);
  CHECK_THAT(again.err, Contains("not saved"));
  CHECK(golden::read_text(place.scenarios()) == text);
  const auto files = std::distance(fs::directory_iterator{place.pathway()}, fs::directory_iterator{});
  CHECK(files == std::distance(fs::directory_iterator{dah_folder}, fs::directory_iterator{}));
}

TEST_CASE("a case that breaks a property is no scenario that passes", "[repl]") {
  const Workplace place;
  std::ofstream{place.folder() / "dah" / "more.pathway"} << "never \"a pulse\" : initial.pulse is advised\n";
  const auto before = golden::read_text(place.scenarios());
  const auto reply = explored(place.pathway(), "save \"broken\"\n");
  CHECK(reply.exit_code == ExitCode::answer_is_no);
  CHECK_THAT(reply.err, Contains("not saved") && Contains("breaks \"a pulse\""));
  CHECK(golden::read_text(place.scenarios()) == before);
}

TEST_CASE("after a reload what changed is printed", "[repl]") {
  const Workplace place;
  Exploration exploration{place.pathway()};
  exploration.say("set spo2 = 84 %");
  const auto file = place.folder() / "dah" / "plasma_exchange.pathway";
  auto text = golden::read_text(file);
  text.replace(text.find("when hypoxemia"), 14, "when not hypoxemia");
  text.replace(text.find("as exchange"), 11,
               "as exchange {cite plasma_exchange.1} consider plasma_exchange as again");
  std::ofstream{file} << text;
  CHECK(exploration.say("reload").find("loaded anew\n  plasma_exchange.exchange: advised -> not advised\n"
                                       "  plasma_exchange.again: new, not advised\n") != std::string::npos);
  fs::copy_file(fs::path{dah_folder} / "plasma_exchange.pathway", file, fs::copy_options::overwrite_existing);
  const auto back = exploration.say("reload");
  CHECK_THAT(back, Contains("plasma_exchange.exchange: not advised -> advised\n") &&
                       Contains("plasma_exchange.again: no longer there\n"));
}

TEST_CASE("a folder without scenarios gets its first", "[repl]") {
  const Workplace place;
  fs::remove(place.scenarios());
  CHECK(explored(place.pathway(), "save \"first\"\n").err == "");
  CHECK(run_in_process({"test", place.pathway(), "--filter", "first"}).exit_code == ExitCode::fine);
}

TEST_CASE("a case is saved into a single file", "[repl]") {
  const auto file = written_pathway(rich_pathway);
  const auto reply = explored(file, "save \"nothing known\"\n");
  CHECK(reply.err == "");
  CHECK(run_in_process({"test", file, "--filter", "nothing known"}).exit_code == ExitCode::fine);
}

TEST_CASE("changed files are noticed once, and read by reload", "[repl]") {
  const Workplace place;
  Exploration exploration{place.pathway()};
  CHECK(exploration.repl().notice() == "");
  exploration.say("set spo2 = 84 %");
  place.append("\nscenario \"more\" { expect initial.pulse advised }\n");
  fs::last_write_time(place.scenarios(), fs::file_time_type::clock::now() + std::chrono::seconds{2});
  CHECK_THAT(exploration.repl().notice(), Contains("`reload` reads them"));
  CHECK(exploration.repl().notice() == "");
  CHECK_THAT(exploration.say("reload"), Contains("loaded anew"));
  CHECK(exploration.repl().pathway().model().scenarios.back().name == "more");
  CHECK(exploration.say("spo2") == "84 %\n");

  place.append("scenario {");
  CHECK_THAT(exploration.say("reload"), Contains("the pathway stays as it was"));
  CHECK(exploration.say("spo2") == "84 %\n");
}

TEST_CASE("what can be undone comes back", "[repl]") {
  Exploration exploration{dah_folder};
  rc::prop("undo and redo go the same way, and mistakes change nothing", [&] {
    while (!exploration.session().earlier.empty()) exploration.say("undo");
    const auto nothing = exploration.say("show");
    const auto count = *rc::gen::inRange(0, 15);
    for (int i = 0; i < count; ++i) {
      const auto before = exploration.session();
      const auto line = any_line();
      const auto step = exploration.repl().step(before, line);
      RC_ASSERT(step.error.empty() || step.session.now == before.now);
      if (step.session.earlier.size() > before.earlier.size() && line != "redo") {
        const auto undone = exploration.repl().step(step.session, "undo");
        RC_ASSERT(undone.session.now == before.now);
        RC_ASSERT(exploration.repl().step(undone.session, "redo").session.now == step.session.now);
      }
      exploration.say(line);
    }
    while (!exploration.session().earlier.empty()) exploration.say("undo");
    RC_ASSERT(exploration.say("show") == nothing);
  });
}

TEST_CASE("lines complete by commands, facts, members and ids", "[repl]") {
  const Exploration exploration{dah_folder};
  auto complete = [&](const std::string& line) {
    return const_cast<Exploration&>(exploration).repl().completions(line);
  };
  using Words = std::vector<std::string>;
  CHECK(complete("un") == Words{"undo", "unresponsive_to_medical_management", "unset"});
  CHECK(complete("set sp") == Words{"spo2"});
  CHECK(complete("set platelet_t") == Words{"platelet_target"});
  CHECK(complete("set causes includes a") == Words{"aav"});
  CHECK(complete("set causes includes ") ==
        Words{"aav", "hct", "infection", "other", "other_autoimmune", "sle"});
  CHECK(complete("set causes = {aav, s") == Words{"sle"});
  CHECK(complete("set refractory = y") == Words{"yes"});
  CHECK(complete("why plasma") == Words{"plasma_exchange.exchange"});
  CHECK(complete("path prognosis.h") == Words{"prognosis.hypoxemic"});
  CHECK(complete("help unse") == Words{"unset"});
  CHECK(complete("spo2 < 90 % and hypoxemia_o") == Words{"hypoxemia_observed"});
  CHECK(complete("given " + dah_folder + "/patients/inf") == Words{dah_folder + "/patients/infection.json"});
  CHECK(complete("ask x").empty());
}

TEST_CASE("at a terminal lines are completed and remembered", "[repl][terminal]") {
  const Workplace place;
  const auto state = place.folder() / "state";
  {
    Terminal terminal{place.pathway(), state};
    REQUIRE(terminal.shows("dah> "));
    terminal.type("set sp\t= 84 %\r");
    CHECK(terminal.shows("plasma_exchange.exchange: undetermined -> advised"));
    REQUIRE(terminal.shows("dah> "));
    terminal.type("set un\x03");
    REQUIRE(terminal.shows("^C"));
    REQUIRE(terminal.shows("dah> "));
    terminal.type("spo2\r");  // nothing is left of the line, and the session is the same
    CHECK(terminal.shows("84 %"));
    REQUIRE(terminal.shows("dah> "));
    terminal.type("why pl\t\t");
    CHECK(terminal.shows("plasma_exchange.exchange"));
    terminal.type("\x03");
    REQUIRE(terminal.shows("dah> "));
    terminal.type("nonsense_\r");
    CHECK(terminal.shows("unknown name"));
    REQUIRE(terminal.shows("dah> "));
    terminal.type("\x04");
    INFO(terminal.seen());
    CHECK(terminal.end() == 0);
  }
  CHECK(fs::exists(state / "waymark" / "history"));
  Terminal terminal{place.pathway(), state};
  REQUIRE(terminal.shows("dah> "));
  terminal.type("\x1b[A\x1b[A\x1b[A\r");  // up, up, up: the first line of the last session
  CHECK(terminal.shows("undetermined -> advised"));
  REQUIRE(terminal.shows("dah> "));
  place.append("\n");
  fs::last_write_time(place.scenarios(), fs::file_time_type::clock::now() + std::chrono::seconds{2});
  terminal.type("spo2\r");
  CHECK(terminal.shows("files have changed"));
  CHECK(terminal.shows("84 %"));
  REQUIRE(terminal.shows("dah> "));
  terminal.type("quit\r");
  INFO(terminal.seen());
  CHECK(terminal.end() == 0);
}

TEST_CASE("what may be typed is shown in lines that fit the terminal", "[repl][terminal]") {
  const Workplace place;
  Terminal terminal{place.pathway(), place.folder() / "state", 40};
  REQUIRE(terminal.shows("dah> "));
  terminal.type("set p\t");
  // The next word would go beyond the fortieth column.
  CHECK(terminal.shows("pao2  platelet_target  platelets  \r\n"));
  CHECK(terminal.shows("pregnant  pt_prolongation  \r\n"));
  terminal.type("\x03\x04");
  CHECK(terminal.end() == 0);
}

TEST_CASE("lines that are pasted are read one after the other", "[repl][terminal]") {
  const Workplace place;
  Terminal terminal{place.pathway(), place.folder() / "state"};
  REQUIRE(terminal.shows("dah> "));
  terminal.type("set spo2 = 84 %\rset causes includes aav\r\rspo2 + 1 %\r");
  CHECK(terminal.shows("plasma_exchange.exchange: undetermined -> advised"));
  CHECK(terminal.shows("immunosuppression.induction: undetermined -> advised"));
  CHECK(terminal.shows("\n85 %"));
  REQUIRE(terminal.shows("dah> "));
  terminal.type("\x04");
  CHECK(terminal.end() == 0);
}

TEST_CASE("a program at the other end of a pipe gets each answer at once", "[repl][terminal]") {
  int to[2], from[2];
  REQUIRE(::pipe(to) == 0);
  REQUIRE(::pipe(from) == 0);
  const auto child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::dup2(to[0], 0);
    ::dup2(from[1], 1);
    for (const int each : {to[0], to[1], from[0], from[1]}) ::close(each);
    ::execl(WAYMARK_PROGRAM, "waymark", "repl", dah_folder.c_str(), "--stdlib", WAYMARK_ROOT "/stdlib",
            nullptr);
    ::_exit(127);
  }
  ::close(to[0]);
  ::close(from[1]);
  const auto asked = [&](const std::string& line) {
    CHECK(::write(to[1], line.data(), line.size()) > 0);
    pollfd waiting{from[0], POLLIN, 0};
    char buffer[4096];
    if (::poll(&waiting, 1, 20'000) <= 0) return std::string{"no answer"};
    const auto count = ::read(from[0], buffer, sizeof buffer);
    return std::string(buffer, static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  };
  CHECK(asked("1 + 1\n") == "2\n");
  CHECK(asked("2 + 2\n") == "4\n");
  CHECK(asked("quit\n") == "");  // its end, though nobody has closed the pipe
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WEXITSTATUS(status) == 0);
  ::close(to[1]);
  ::close(from[0]);
}

TEST_CASE("a history that cannot be written is no obstacle", "[repl][terminal]") {
  const Workplace place;
  std::ofstream{place.folder() / "file"} << "no folder";
  Terminal terminal{place.pathway(), place.folder() / "file"};
  REQUIRE(terminal.shows("dah> "));
  terminal.type("1 + 1\r");
  CHECK(terminal.shows("\n2"));
  REQUIRE(terminal.shows("dah> "));
  terminal.type("\x04");
  CHECK(terminal.end() == 0);
}

}  // namespace waymark
