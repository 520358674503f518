#include "process_time.hpp"

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <spawn.h>
#include <sstream>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace waymark::bench {
namespace {

pid_t start(const std::vector<std::string>& arguments, const char* output = "/dev/null") {
  std::vector<char*> pointers;
  for (const auto& argument : arguments) pointers.push_back(const_cast<char*>(argument.c_str()));
  pointers.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  pid_t child = 0;
  const auto error = posix_spawn(&child, pointers.front(), &actions, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw std::runtime_error{fmt::format("cannot start {}", arguments.front())};
  return child;
}

std::chrono::duration<double> length(const timeval& time) {
  return std::chrono::seconds{time.tv_sec} + std::chrono::microseconds{time.tv_usec};
}

rusage finish(pid_t child, const std::vector<std::string>& arguments) {
  int status = 0;
  rusage usage{};
  if (wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) || WEXITSTATUS(status) > 1) {
    throw std::runtime_error{fmt::format("failed: {}", fmt::join(arguments, " "))};
  }
  return usage;
}

}  // namespace

std::chrono::duration<double> processor_time(const std::vector<std::string>& arguments) {
  const auto usage = finish(start(arguments), arguments);
  return length(usage.ru_utime) + length(usage.ru_stime);
}

std::chrono::duration<double> elapsed_time(const std::vector<std::string>& arguments) {
  const auto begin = std::chrono::steady_clock::now();
  finish(start(arguments), arguments);
  return std::chrono::steady_clock::now() - begin;
}

std::string output_of(const std::vector<std::string>& arguments) {
  const auto path = std::filesystem::temp_directory_path() / fmt::format("waymark_bench_{}_output", getpid());
  finish(start(arguments, path.c_str()), arguments);
  std::ostringstream text;
  text << std::ifstream{path}.rdbuf();
  std::filesystem::remove(path);
  return text.str();
}

}  // namespace waymark::bench
