#include "tools/waymark/io/print.hpp"

#include <cerrno>
#include <cstring>
#include <string_view>
#include <unistd.h>

#include "tools/waymark/io/loading.hpp"

namespace waymark {

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
Printed print(const Reply& reply) {
  if (!reply.err_is_last) write_all(STDERR_FILENO, reply.err);
  const int reason = write_all(STDOUT_FILENO, reply.out);
  if (reply.err_is_last) write_all(STDERR_FILENO, reply.err);
  if (reason == 0 || reason == EPIPE) return {reply.exit_code, reason == EPIPE};
  write_all(STDERR_FILENO, program_message(std::string{"standard output: "} + std::strerror(reason)));
  return {ExitCode::unusable, false};
}

}  // namespace waymark
