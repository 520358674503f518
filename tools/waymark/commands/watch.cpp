#include "tools/waymark/commands/watch.hpp"

#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

#include "tools/waymark/io/print.hpp"
#include "tools/waymark/io/watched_files.hpp"

namespace waymark {

namespace {

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

// Waits until the files differ from `before` and have stayed the same for a moment: an editor may write in
// several steps. Nothing where it was interrupted.
std::vector<FileState> changed_state(const std::vector<std::filesystem::path>& watched,
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
