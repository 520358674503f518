// Exploring a pathway at a terminal, and at the end of a pipe.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "project_files.hpp"
#include "workplace.hpp"

namespace waymark::repl_terminal_test {
namespace {

namespace fs = std::filesystem;

class Terminal {
 public:
  Terminal(const std::string& pathway, const fs::path& state, unsigned short columns = 100) {
    const winsize size{50, columns, 0, 0};
    child_ = ::forkpty(&descriptor_, nullptr, nullptr, &size);
    REQUIRE(child_ >= 0);
    if (child_ > 0) return;
    ::setenv("XDG_STATE_HOME", state.c_str(), 1);
    ::setenv("TERM", "xterm", 1);
    ::execl(waymark_program().c_str(), "waymark", "repl", pathway.c_str(), "--stdlib",
            in_project("/stdlib").c_str(), nullptr);
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
  CHECK(terminal.shows("pregnant  \r\n"));
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
    ::execl(waymark_program().c_str(), "waymark", "repl", dah_folder.c_str(), "--stdlib",
            in_project("/stdlib").c_str(), nullptr);
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

}  // namespace waymark::repl_terminal_test
