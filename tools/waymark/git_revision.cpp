#include "tools/waymark/git_revision.hpp"

#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <optional>
#include <spawn.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

#include "tools/waymark/loading.hpp"

extern char** environ;

namespace waymark {

namespace {

namespace fs = std::filesystem;

struct Finished {
  int exit_code = 0;
  std::string out;
};

std::string all_of(int descriptor) {
  std::string result;
  char buffer[65536];
  for (ssize_t count = 0; (count = ::read(descriptor, buffer, sizeof buffer)) > 0;)
    result.append(buffer, static_cast<std::size_t>(count));
  return result;
}

// Runs `git` without a shell; what it says about errors is left aside. nullopt where there is no such
// program.
std::optional<Finished> git(const std::vector<std::string>& arguments) {
  std::vector<std::string> words{"git"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (auto& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  int ends[2];
  if (::pipe(ends) != 0) return std::nullopt;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addclose(&actions, ends[0]);
  posix_spawn_file_actions_addclose(&actions, ends[1]);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int failed = ::posix_spawnp(&child, "git", &actions, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  Finished result;
  if (failed == 0) {
    result.out = all_of(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  ::close(ends[0]);
  return failed == 0 ? std::optional{result} : std::nullopt;
}

Reply refusal(const std::string& message) { return {ExitCode::unusable, {}, program_message(message)}; }

// The folder in which git is asked, and how the path is called from there.
struct Place {
  std::string folder;
  std::string name;  // empty: the folder itself
};

Place place_of(const fs::path& path) {
  if (fs::is_directory(path)) return {path.string(), ""};
  const auto folder = path.parent_path();
  return {folder.empty() ? "." : folder.string(), path.filename().string()};
}

std::optional<std::string> repository_of(const fs::path& path) {
  const auto found = git({"-C", place_of(path).folder, "rev-parse", "--show-toplevel"});
  return found && found->exit_code == 0 ? std::optional{found->out} : std::nullopt;
}

std::vector<std::string> split_at_zero(const std::string& text) {
  std::vector<std::string> result;
  std::istringstream parts{text};
  for (std::string part; std::getline(parts, part, '\0');) result.push_back(part);
  return result;
}

bool write(const fs::path& path, const std::string& text) {
  std::error_code failed;
  fs::create_directories(path.parent_path(), failed);
  std::ofstream file{path, std::ios::binary};
  file << text;
  return static_cast<bool>(file.flush());
}

}  // namespace

std::variant<RevisionCopy, Reply> at_revision(const fs::path& path, const std::string& revision) {
  const auto [folder, name] = place_of(path);
  if (!git({"--version"})) return refusal("git:" + revision + ": the program `git` is not there");
  if (!repository_of(path)) return refusal(fmt::format("{}: is in no git repository", path.string()));
  const auto commit =
      git({"-C", folder, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"});
  if (!commit || commit->exit_code != 0)
    return refusal(fmt::format("git:{}: there is no such revision", revision));
  const auto id = commit->out.substr(0, commit->out.find('\n'));
  std::vector<std::string> list{"-C", folder, "ls-tree", "-r", "-z", "--name-only", id};
  if (!name.empty()) list.push_back(name);
  const auto files = git(list);
  if (!files || files->exit_code != 0 || files->out.empty())
    return refusal(fmt::format("{}: git:{} does not have it", path.string(), revision));
  RevisionCopy copy{std::make_shared<TemporaryFolder>(), {}};
  copy.path = copy.folder->path() / (name.empty() ? fs::absolute(path / "x").parent_path().filename() : "");
  for (const auto& file : split_at_zero(files->out)) {
    const auto text = git({"-C", folder, "cat-file", "blob", id + ":./" + file});
    if (!text || text->exit_code != 0 || !write(copy.path / file, text->out))
      return refusal(fmt::format("{}: cannot be copied from git:{}", file, revision));
  }
  if (!name.empty()) copy.path /= name;
  return copy;
}

bool is_same_repository(const fs::path& a, const fs::path& b) {
  const auto first = repository_of(a);
  return first && first == repository_of(b);
}

}  // namespace waymark
