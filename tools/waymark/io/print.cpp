#include "tools/waymark/io/print.hpp"

#include <cerrno>
#include <cstring>
#include <string_view>
#include <unistd.h>

#include "tools/waymark/io/descriptor.hpp"
#include "tools/waymark/io/loading.hpp"

namespace waymark {

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
