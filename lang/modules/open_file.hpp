#pragma once

#include <string>
#include <variant>

namespace waymark {

// Which kinds of file are read besides regular ones and the pipes that a shell hands over as `<(command)`.
enum class OtherFiles { refused, devices };

// Opens a file for reading and never waits for that: a named pipe is refused, for nobody may write to it.
// A descriptor, which is the caller's to close, or why there is none.
std::variant<int, std::string> open_for_reading(const std::string& path, OtherFiles others);

}  // namespace waymark
