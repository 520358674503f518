#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include "tools/waymark/command_line.hpp"
#include "tools/waymark/loading.hpp"
#include "tools/waymark/version.hpp"

// 0, or the system's reason why not all of it could be written.
static int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno != EINTR) return errno;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

// A reader that has gone away has seen what it wanted: the exit code stays what the answer made it.
static int print(const waymark::Reply& reply) {
  write_all(STDERR_FILENO, reply.err);
  const int reason = write_all(STDOUT_FILENO, reply.out);
  if (reason == 0 || reason == EPIPE) return static_cast<int>(reply.exit_code);
  write_all(STDERR_FILENO,
            waymark::program_message(std::string{"standard output: "} + std::strerror(reason)));
  return static_cast<int>(waymark::ExitCode::unusable);
}

static int report_fault(std::string_view what) {
  std::string message =
      waymark::program_message("this is a fault of the program, not of your pathway or your facts");
  message += waymark::program_message("please report it with the call and this line:");
  message += waymark::program_message(std::string{waymark::version} + ": " + std::string{what});
  write_all(STDERR_FILENO, message);
  return static_cast<int>(waymark::ExitCode::fault);
}

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // writing to a closed pipe is an error like any other
  try {
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    return print(
        waymark::run_command_line(arguments, waymark::find_surroundings(argc > 0 ? argv[0] : "waymark")));
  } catch (const std::exception& exception) {
    return report_fault(exception.what());
  } catch (...) {
    return report_fault("unknown exception");
  }
}
