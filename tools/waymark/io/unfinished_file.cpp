#include "tools/waymark/io/unfinished_file.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <mutex>
#include <optional>
#include <poll.h>
#include <pthread.h>
#include <set>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>
#include <utility>

namespace waymark {

namespace {

// The names are changed together with what they name, so that a signal finds all files that there are. They
// live as long as the program: a signal may come while it ends.
struct Names {
  std::mutex mutex;
  std::set<std::string> names;
};

Names& unfinished() {
  static auto& names = *new Names;
  return names;
}

// Those that end the program: a handler of the program's own and what is ignored stay in force.
sigset_t ending_signals() {
  sigset_t result;
  ::sigemptyset(&result);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction action {};
    if (::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_DFL)
      ::sigaddset(&result, signal);
  }
  return result;
}

// Nobody lets go of the names any more: no file appears behind the last look.
[[noreturn]] void end_by(int signal) {
  unfinished().mutex.lock();
  for (const auto& name : unfinished().names) ::unlink(name.c_str());
  sigset_t its;
  ::sigemptyset(&its);
  ::sigaddset(&its, signal);
  ::pthread_sigmask(SIG_UNBLOCK, &its, nullptr);
  ::raise(signal);
  ::_exit(128 + signal);
}

// Takes the signals from the other threads as long as it lives.
class SignalThread {
 public:
  SignalThread() {
    const auto taken = ending_signals();
    ::pthread_sigmask(SIG_BLOCK, &taken, &before_);
    signals_ = ::signalfd(-1, &taken, SFD_CLOEXEC);
    stop_ = ::eventfd(0, EFD_CLOEXEC);
    if (signals_ < 0 || stop_ < 0)
      reason_ = errno;
    else
      reason_ = ::pthread_create(&thread_, nullptr, &SignalThread::wait, this);
  }
  ~SignalThread() {
    if (reason_ == 0) {
      ::eventfd_write(stop_, 1);
      ::pthread_join(thread_, nullptr);
    }
    for (const int descriptor : {signals_, stop_}) {
      if (descriptor >= 0) ::close(descriptor);
    }
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  SignalThread(const SignalThread&) = delete;
  SignalThread& operator=(const SignalThread&) = delete;

  // 0, or the system's reason why there is no such thread.
  int reason() const { return reason_; }

 private:
  static void* wait(void* given) {
    const auto& own = *static_cast<const SignalThread*>(given);
    pollfd waited[] = {{own.signals_, POLLIN, 0}, {own.stop_, POLLIN, 0}};
    while (::poll(waited, 2, -1) < 0) continue;
    signalfd_siginfo came{};
    if ((waited[0].revents & POLLIN) != 0 && ::read(own.signals_, &came, sizeof came) == sizeof came)
      end_by(static_cast<int>(came.ssi_signo));
    return nullptr;
  }

  sigset_t before_{};
  int signals_ = -1, stop_ = -1;
  pthread_t thread_{};
  int reason_ = 0;
};

// One thread for all files that there are. It never takes this lock: it may be waited for under it.
class Guard {
 public:
  // 0, or the system's reason.
  int acquire() {
    const std::lock_guard lock{mutex_};
    if (files_ == 0) thread_.emplace();
    const int reason = thread_->reason();
    if (reason == 0)
      ++files_;
    else
      thread_.reset();
    return reason;
  }
  void release() {
    const std::lock_guard lock{mutex_};
    if (--files_ == 0) thread_.reset();
  }

 private:
  std::mutex mutex_;
  std::size_t files_ = 0;
  std::optional<SignalThread> thread_;
};

Guard& guard() {
  static auto& guard = *new Guard;
  return guard;
}

// Gives the descriptor; -1 with the reason in `errno`.
int make_file(std::string& name) {
  const std::lock_guard lock{unfinished().mutex};
  const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor >= 0) unfinished().names.insert(name);
  return descriptor;
}

}  // namespace

std::variant<UnfinishedFile, int> UnfinishedFile::beside(const std::string& target) {
  const std::filesystem::path path{target};
  auto name = (path.parent_path() / ("." + path.filename().string() + ".XXXXXX")).string();
  if (const int reason = guard().acquire(); reason != 0) return reason;
  const int descriptor = make_file(name);
  if (descriptor >= 0) return UnfinishedFile{std::move(name), descriptor};
  const int reason = errno;
  guard().release();
  return reason;
}

UnfinishedFile::UnfinishedFile(UnfinishedFile&& other) noexcept
    : name_{std::exchange(other.name_, {})}, descriptor_{other.descriptor_} {}

UnfinishedFile::~UnfinishedFile() {
  if (name_.empty()) return;
  {
    const std::lock_guard lock{unfinished().mutex};
    ::unlink(name_.c_str());
    unfinished().names.erase(name_);
  }
  guard().release();
}

int UnfinishedFile::become(const std::string& target) {
  {
    const std::lock_guard lock{unfinished().mutex};
    if (std::rename(name_.c_str(), target.c_str()) != 0) return errno;
    unfinished().names.erase(name_);
  }
  name_.clear();
  guard().release();
  return 0;
}

}  // namespace waymark
