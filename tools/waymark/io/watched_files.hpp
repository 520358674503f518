#pragma once

#include <filesystem>
#include <string>
#include <sys/types.h>
#include <tuple>
#include <vector>

#include "tools/waymark/io/loading.hpp"

namespace waymark {

// What tells one state of a file from another, also where an editor puts a new file in its place.
using FileState = std::tuple<std::string, ino_t, off_t, time_t, long>;

// The files and folders on which the pathways at `paths` rest.
std::vector<std::filesystem::path> watched_paths(const std::vector<std::string>& paths,
                                                 const CommonOptions& options,
                                                 const Surroundings& surroundings);
// The state of all files among them and in them, in one order.
std::vector<FileState> state_of(const std::vector<std::filesystem::path>& watched);

}  // namespace waymark
