#include "tools/waymark/commands/watch.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <sys/stat.h>
#include <thread>
#include <tuple>

#include "tools/waymark/io/print.hpp"

namespace waymark {

namespace {

namespace fs = std::filesystem;

std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free);  // a signal may set it

void interrupt(int) { interrupted = true; }

// Puts the handler in place, and what was there before back again.
class Interruption {
 public:
  Interruption() {
    interrupted = false;
    struct sigaction action {};
    action.sa_handler = interrupt;
    ::sigaction(SIGINT, &action, &before_int_);
    ::sigaction(SIGTERM, &action, &before_term_);
  }
  ~Interruption() {
    ::sigaction(SIGINT, &before_int_, nullptr);
    ::sigaction(SIGTERM, &before_term_, nullptr);
  }
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

 private:
  struct sigaction before_int_ {};
  struct sigaction before_term_ {};
};

// What tells one state of a file from another, also where an editor puts a new file in its place.
using FileState = std::tuple<std::string, ino_t, off_t, time_t, long>;

void append_file(const fs::path& path, std::vector<FileState>& states) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return;
  states.emplace_back(path.string(), status.st_ino, status.st_size, status.st_mtim.tv_sec,
                      status.st_mtim.tv_nsec);
}

void append_folder(const fs::path& folder, std::vector<FileState>& states) {
  std::error_code error;
  for (fs::directory_iterator entry{folder, error}, end; !error && entry != end; entry.increment(error)) {
    if (entry->path().extension() == ".pathway") append_file(entry->path(), states);
  }
}

std::vector<FileState> state_of(const std::vector<fs::path>& watched) {
  std::vector<FileState> states;
  std::error_code error;
  for (const auto& path : watched) {
    if (fs::is_directory(path, error))
      append_folder(path, states);
    else
      append_file(path, states);
  }
  std::ranges::sort(states);
  return states;
}

std::vector<fs::path> watched_paths(const std::vector<std::string>& paths, const CommonOptions& options,
                                    const Surroundings& surroundings) {
  std::vector<fs::path> result;
  std::error_code error;
  for (const fs::path path : paths) {
    result.push_back(path);
    result.push_back((fs::is_directory(path, error) ? path : path.parent_path()) / "libraries");
  }
  const auto stdlib = stdlib_folder(options, surroundings);
  if (const auto* folder = std::get_if<fs::path>(&stdlib)) result.push_back(*folder);
  return result;
}

// Waits until the files differ from `before` and have stayed the same for a moment: an editor may write in
// several steps. Nothing where it was interrupted.
std::vector<FileState> changed_state(const std::vector<fs::path>& watched,
                                     const std::vector<FileState>& before) {
  constexpr std::chrono::milliseconds period{100};
  auto last = before;
  while (!interrupted) {
    std::this_thread::sleep_for(period);
    auto now = state_of(watched);
    if (now == last && now != before) return now;
    last = std::move(now);
  }
  return before;
}

}  // namespace

Reply watch(const std::vector<std::string>& paths, const CommonOptions& options,
            const Surroundings& surroundings, const std::function<Reply()>& once) {
  const Interruption interruption;
  const auto watched = watched_paths(paths, options, surroundings);
  Printed printed;
  for (auto state = state_of(watched); !interrupted && !printed.reader_left;) {
    printed = print(once());
    print({.exit_code = ExitCode::fine,
           .out = {},
           .err = program_message("waiting for a change; Ctrl-C ends")});
    if (!printed.reader_left) state = changed_state(watched, state);
  }
  return {.exit_code = printed.exit_code, .out = {}, .err = {}};
}

}  // namespace waymark
