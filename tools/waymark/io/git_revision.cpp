#include "tools/waymark/io/git_revision.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <sstream>
#include <vector>

#include <fmt/format.h>

#include "lang/compile.hpp"
#include "tools/waymark/io/git_program.hpp"
#include "tools/waymark/io/loading.hpp"

namespace waymark {

namespace {

namespace fs = std::filesystem;

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

std::string said(const std::optional<GitAnswer>& answer) {
  return answer && !answer->err.empty() ? ": git says `" + answer->err + "`" : "";
}

bool is_fine(const std::optional<GitAnswer>& answer) { return answer && answer->exit_code == 0; }

// What stands in a revision, as `git ls-tree --long` names it.
struct TreeEntry {
  std::string mode, id, size, name;
};

TreeEntry tree_entry(const std::string& line) {
  TreeEntry result;
  std::string kind;
  std::istringstream{line} >> result.mode >> kind >> result.id >> result.size;
  result.name = line.substr(std::min(line.find('\t'), line.size() - 1) + 1);
  return result;
}

std::vector<TreeEntry> tree_entries(const std::string& listed) {
  std::vector<TreeEntry> result;
  std::istringstream lines{listed};
  for (std::string line; std::getline(lines, line, '\0');) result.push_back(tree_entry(line));
  return result;
}

std::size_t number(std::string_view digits) {
  std::size_t result = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), result);
  return result;
}

// Why a file cannot be read; empty where it can.
std::string objection(const TreeEntry& entry) {
  if (entry.mode.starts_with("04")) return "this is a folder, not a file";
  if (!entry.mode.starts_with("10")) return "this is a link, not a file";
  if (number(entry.size) > maximum_file_size)
    return fmt::format("this file is larger than the {} MB that are read", maximum_file_size >> 20);
  return {};
}

bool may_list_codes(const fs::path& name) {
  return name.extension() == ".csv" || name.extension() == ".json";
}

// Takes the next text from what `git cat-file --batch` printed: `ID blob SIZE`, the bytes, a line break.
std::optional<std::string> next_text(std::string_view& batch) {
  const auto end = batch.find('\n');
  const auto head = batch.substr(0, std::min(end, batch.size()));
  const auto mark = head.find(" blob ");
  if (end == batch.npos || mark == head.npos) return std::nullopt;
  const auto size = number(head.substr(mark + std::string_view{" blob "}.size()));
  batch.remove_prefix(end + 1);
  if (batch.size() <= size) return std::nullopt;
  std::string text{batch.substr(0, size)};
  batch.remove_prefix(size + 1);
  return text;
}

// How messages call a folder of a revision: `git:main/pathways/dah`.
fs::path root_of(const std::string& revision, const fs::path& folder) {
  const auto normal = folder.lexically_normal();
  const bool is_below = normal.is_relative() && *normal.begin() != "..";
  return fs::path{"git:" + revision} /
         (is_below ? normal : fs::absolute(folder).lexically_normal()).relative_path();
}

class RevisionReader {
 public:
  RevisionReader(const fs::path& path, const std::string& revision)
      : revision_{revision}, place_{place_of(path)}, root_{root_of(revision, place_.folder)} {}

  std::variant<Revision, Reply> read() const {
    const auto commit = ask_git(
        place_.folder, {"rev-parse", "--verify", "--quiet", "--end-of-options", revision_ + "^{commit}"});
    if (!is_fine(commit))
      return refusal(fmt::format("git:{}: there is no such revision{}", revision_, said(commit)));
    const auto id = commit->out.substr(0, commit->out.find('\n'));
    const auto here = list(id, {}), libraries = list(id, {"libraries/"});
    for (const auto* listed : {&here, &libraries}) {
      if (!is_fine(*listed))
        return refusal(fmt::format("{}: cannot be listed{}", root_.string(), said(*listed)));
    }
    return texts_of(pathways_among(tree_entries(here->out + libraries->out)));
  }

 private:
  std::optional<GitAnswer> list(const std::string& commit, const std::vector<std::string>& names) const {
    std::vector<std::string> arguments{"ls-tree", "-z", "--long", "--", commit};
    arguments.insert(arguments.end(), names.begin(), names.end());
    return ask_git(place_.folder, arguments);
  }

  // What was asked for, all libraries, and what may be a list of codes.
  bool is_asked_for(const TreeEntry& entry) const {
    const fs::path name{entry.name};
    if (may_list_codes(name)) return objection(entry).empty();
    if (name.extension() != ".pathway") return false;
    return place_.name.empty() || name.has_parent_path() || name == place_.name;
  }

  std::vector<TreeEntry> pathways_among(std::vector<TreeEntry> entries) const {
    std::erase_if(entries, [&](const TreeEntry& entry) { return !is_asked_for(entry); });
    return entries;
  }

  std::variant<Revision, Reply> texts_of(const std::vector<TreeEntry>& entries) const {
    std::string ids;
    for (const auto& entry : entries) {
      const auto problem = objection(entry);
      if (!problem.empty()) return refusal(fmt::format("{}: {}", (root_ / entry.name).string(), problem));
      ids += entry.id + '\n';
    }
    const auto answer = ask_git(place_.folder, {"cat-file", "--batch"}, ids);
    Revision result{root_ / place_.name, {}};
    std::string_view batch = answer ? answer->out : std::string_view{};
    for (const auto& entry : entries) {
      auto text = next_text(batch);
      if (!text)
        return refusal(fmt::format("{}: cannot be read{}", (root_ / entry.name).string(), said(answer)));
      result.sources.put(root_ / entry.name, std::move(*text));
      const fs::path name{entry.name};
      result.has_it = result.has_it || (!name.has_parent_path() && !may_list_codes(name));
    }
    return result;
  }

  std::string revision_;
  Place place_;
  fs::path root_;
};

std::optional<GitAnswer> repository_of(const fs::path& path) {
  return ask_git(place_of(path).folder, {"rev-parse", "--show-toplevel"});
}

}  // namespace

std::variant<Revision, Reply> at_revision(const fs::path& path, const std::string& revision) {
  const auto repository = repository_of(path);
  if (!repository) return refusal("git:" + revision + ": the program `git` is not there");
  if (!is_fine(repository))
    return refusal(
        fmt::format("{}: is in no git repository that can be read{}", path.string(), said(repository)));
  return RevisionReader{path, revision}.read();
}

bool is_same_repository(const fs::path& a, const fs::path& b) {
  const auto first = repository_of(a), second = repository_of(b);
  return is_fine(first) && is_fine(second) && first->out == second->out;
}

}  // namespace waymark
