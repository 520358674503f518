#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace waymark::bench {

/// Runs a program to its end, its output thrown away.
/// @param arguments the program's path, then its arguments
/// @return the processor time that it took, user and system together, start to finish
/// @throws std::runtime_error when it does not start, or ends with an exit code other than 0 (the answer is
/// yes) and 1 (it is no)
std::chrono::duration<double> processor_time(const std::vector<std::string>& arguments);

/// @return the time that passes from its start to its end
std::chrono::duration<double> elapsed_time(const std::vector<std::string>& arguments);

/// @return what it prints
std::string output_of(const std::vector<std::string>& arguments);

}  // namespace waymark::bench
