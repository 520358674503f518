#pragma once

#include <string>

namespace waymark {

// What the program's exit code says; part of its contract.
enum class ExitCode {
  fine = 0,
  answer_is_no = 1,  // errors found, a property violated, something undetermined that had to be determined
  unusable = 2,      // the call, or what it named, could not be used
  fault = 3,         // ours
};

// All that a command has to say.
struct Reply {
  ExitCode exit_code = ExitCode::fine;
  std::string out;           // the result, for standard output
  std::string err;           // diagnostics, for standard error
  bool err_is_last = false;  // it is about what came behind the result, and is written behind it
};

}  // namespace waymark
