#pragma once

#include <string>
#include <vector>

namespace waymark {

struct PathwayFiles {
  std::vector<std::string> files;  // sorted
  struct Unread {
    std::string path, reason;
  };
  std::vector<Unread> unread;  // folders that cannot be read, or hold none
};

// The `.pathway` files in a folder and in the folders below it, but not in hidden ones; of anything else the
// path itself. A link to a folder is not followed below the first.
PathwayFiles pathway_files_below(const std::string& path);

}  // namespace waymark
