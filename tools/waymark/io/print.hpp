#pragma once

#include "tools/report/reply.hpp"

namespace waymark {

struct Printed {
  ExitCode exit_code = ExitCode::fine;  // that of the reply, unless it could not be written
  bool reader_left = false;             // nobody reads standard output any more
};

// Writes what a command has to say to the streams of the program.
Printed print(const Reply& reply);

}  // namespace waymark
