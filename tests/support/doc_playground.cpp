#include "doc_playground.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "doc_page.hpp"
#include "golden.hpp"
#include "project_files.hpp"

namespace waymark::docs {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view prompt = "$ ";
constexpr std::string_view exit_mark = "# exit code ";
constexpr std::string_view gap = "...";

void check_exit_code(const std::string& command, int exit_code) {
  constexpr int fault = 3;
  CHECK(exit_code < fault);
  const auto at = command.find(exit_mark);
  if (at != command.npos) CHECK(exit_code == std::stoi(command.substr(at + exit_mark.size())));
}

std::string output_of(const std::string& command, const fs::path& folder) {
  const auto script = fmt::format("cd '{}'\nwaymark() {{ '{}' \"$@\"; }}\n{{ {}\n}} 2>&1 </dev/null",
                                  folder.string(), waymark_program(), command);
  FILE* pipe = ::popen(script.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string output;
  char buffer[4096];
  for (std::size_t size; (size = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;)
    output.append(buffer, size);
  const int status = ::pclose(pipe);
  INFO(command << '\n' << output);
  check_exit_code(command, WEXITSTATUS(status));
  return output;
}

bool shows(const std::vector<std::string>& actual, std::size_t a, const std::vector<std::string>& expected,
           std::size_t e) {
  for (; e < expected.size(); ++a, ++e) {
    if (expected[e] == gap) {
      for (auto from = a; from <= actual.size(); ++from) {
        if (shows(actual, from, expected, e + 1)) return true;
      }
      return false;
    }
    if (a == actual.size() || actual[a] != expected[e]) return false;
  }
  return a == actual.size();
}

}  // namespace

Playground::Playground() {
  for (const auto* part : {"docs", "pathways", "stdlib", "tests"})
    fs::create_directory_symlink(golden::root() / part, folder() / part);
}

void Playground::write(const fs::path& file, const std::string& text) const {
  const auto path = folder() / file;
  fs::create_directories(path.parent_path());
  const auto real = fs::weakly_canonical(path).string();
  INFO(file.string() + " is the project's own");
  REQUIRE(real.starts_with(fs::canonical(folder()).string()));
  std::ofstream{path, std::ios::binary} << text;
}

void Playground::forget_libraries() const { fs::remove_all(folder() / "libraries"); }

std::vector<fs::path> Playground::pathways() const {
  std::vector<fs::path> result;
  for (const auto& entry : fs::directory_iterator{folder()}) {
    if (entry.is_directory() && !entry.is_symlink()) result.push_back(entry.path());
  }
  return result;
}

std::string Playground::console(const std::string& dialogue) const {
  std::string result, command;
  for (const auto& line : lines_of(dialogue)) {
    const bool continues = command.ends_with("\\\n");
    if (!continues && !line.starts_with(prompt)) continue;
    result += line + '\n';
    command += (continues ? line : line.substr(prompt.size())) + '\n';
    if (line.ends_with('\\')) continue;
    command.pop_back();
    result += output_of(command, folder());
    command.clear();
  }
  return result;
}

void Playground::change(const fs::path& file, const std::string& changes) const {
  std::string before, after;
  for (const auto& line : lines_of(changes)) {
    const auto content = line.empty() ? "\n" : line.substr(1) + '\n';
    if (!line.starts_with('+')) before += content;
    if (!line.starts_with('-')) after += content;
  }
  if (!fs::exists(folder() / file)) return write(file, after);
  auto text = golden::read_text(folder() / file);
  const auto at = text.find(before);
  INFO(fmt::format("{} has no such lines, or has them twice:\n{}", file.string(), before));
  REQUIRE(at != text.npos);
  REQUIRE(text.find(before, at + 1) == text.npos);
  write(file, text.replace(at, before.size(), after));
}

bool shows(const std::string& actual, const std::string& expected) {
  return shows(lines_of(actual), 0, lines_of(expected), 0);
}

}  // namespace waymark::docs
