#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace waymark {

// Puts `text` in the place of a file that is there, in one step: whoever reads it finds the old text or the
// new one. It keeps its permissions; of a symbolic link the file is replaced that it leads to. Gives the
// reason where that fails, and the old text is still there.
std::optional<std::string> replace_file(const std::string& path, std::string_view text);

}  // namespace waymark
