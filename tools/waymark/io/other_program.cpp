#include "tools/waymark/io/other_program.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <spawn.h>
#include <string_view>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace waymark {

namespace {

// A descriptor that is closed with its owner.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_{number} {}
  Descriptor(Descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  int number() const { return number_; }

 private:
  int number_;
};

// A file that has no name and is in no folder.
Descriptor nameless_file() { return Descriptor{::memfd_create("waymark", MFD_CLOEXEC)}; }

bool fill(const Descriptor& file, std::string_view text) {
  while (!text.empty()) {
    const auto count = ::write(file.number(), text.data(), text.size());
    if (count < 0 && errno != EINTR) return false;
    if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
  }
  return ::lseek(file.number(), 0, SEEK_SET) == 0;
}

std::string text_of(const Descriptor& file) {
  std::string result;
  char buffer[65536];
  ::lseek(file.number(), 0, SEEK_SET);
  for (ssize_t count = 0; (count = ::read(file.number(), buffer, sizeof buffer)) > 0;)
    result.append(buffer, static_cast<std::size_t>(count));
  return result;
}

// Pointers as the system wants them, to words that outlive them.
std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> result;
  for (auto& word : words) result.push_back(word.data());
  result.push_back(nullptr);
  return result;
}

struct Streams {
  Descriptor in = nameless_file(), out = nameless_file(), err = nameless_file();
};

// 0, or the system's reason.
int spawn(const Streams& streams, std::vector<std::string>& words, std::vector<std::string>& environment,
          pid_t& child) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, streams.in.number(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, streams.out.number(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, streams.err.number(), STDERR_FILENO);
  const int failed = ::posix_spawnp(&child, words.front().c_str(), &actions, nullptr,
                                    pointers_to(words).data(), pointers_to(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  return failed;
}

int exit_code_of(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

std::vector<std::string> environment_of_helpers() {
  std::vector<std::string> result{"LC_ALL=C.UTF-8", "SERVER_NAME=none"};
  for (const auto* name : {"PATH", "HOME", "XDG_CACHE_HOME"}) {
    if (const auto* value = std::getenv(name)) result.push_back(std::string{name} + "=" + value);
  }
  return result;
}

std::string in_one_line(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  std::ranges::replace(text, '\n', ' ');
  return text;
}

std::optional<ProgramAnswer> ask_program(std::vector<std::string> words, std::vector<std::string> environment,
                                         const std::string& input) {
  const Streams streams;
  pid_t child = 0;
  if (!fill(streams.in, input) || spawn(streams, words, environment, child) != 0) return std::nullopt;
  const int exit_code = exit_code_of(child);
  return ProgramAnswer{exit_code, text_of(streams.out), text_of(streams.err)};
}

}  // namespace waymark
