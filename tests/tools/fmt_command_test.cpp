// `waymark fmt`: what is written, what is left alone, and what is said about it.
#include <filesystem>
#include <fstream>
#include <sstream>
#include <sys/fsuid.h>
#include <sys/stat.h>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "command_runner.hpp"
#include "golden.hpp"
#include "random_source.hpp"
#include "test_folder.hpp"
#include "tools/report/unified_diff.hpp"
#include "tools/waymark/command_line.hpp"

namespace waymark::fmt_command_test {
namespace {

using Catch::Matchers::Contains;
namespace fs = std::filesystem;

ino_t inode(const std::string& path) {
  struct stat status {};
  ::stat(path.c_str(), &status);
  return status.st_ino;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream{text};
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// What `patch` makes of a text whose last line ends.
std::string patched(const std::string& before, const std::string& diff) {
  const auto old_lines = lines_of(before);
  std::size_t at = 0;
  std::string result;
  for (const auto& line : lines_of(diff)) {
    if (line.starts_with("---") || line.starts_with("+++")) continue;
    if (line.starts_with("@@")) {
      const auto start = std::stoul(line.substr(line.find('-') + 1));
      const bool has_lines = line.substr(line.find(',') + 1, 2) != "0 ";
      while (at < start - (has_lines ? 1 : 0)) result += old_lines.at(at++) + '\n';
    } else if (line.front() == '+') {
      result += line.substr(1) + '\n';
    } else {
      REQUIRE(old_lines.at(at++) == line.substr(1));
      if (line.front() == ' ') result += line.substr(1) + '\n';
    }
  }
  while (at < old_lines.size()) result += old_lines[at++] + '\n';
  return result;
}

std::string random_lines(generated::RandomSource& random) {
  std::string result;
  for (int count = random.below(30); count > 0; --count) result += random.one_of({"a", "b", "c", "d"}) + '\n';
  return result;
}

}  // namespace

TEST_CASE("fmt writes what is not formatted and leaves the rest alone", "[fmt][command]") {
  const TestFolder folder;
  const auto wrong = folder.write("wrong.pathway", "use   a");
  const auto right = folder.write("right.pathway", "use a\n");
  const auto below = folder.write("libraries/below.pathway", "use\nb\n");
  const auto other = folder.write("other.txt", "use   a");
  const auto hidden = folder.write(".hidden/wrong.pathway", "use   a");
  const auto untouched = inode(right);
  fs::permissions(wrong, fs::perms{0640});
  const auto reply = run_in_process({"fmt", folder.path().string()});
  CHECK(reply.exit_code == ExitCode::fine);
  CHECK(reply.out == fmt::format("formatted {}\nformatted {}\n", below, wrong));
  CHECK(golden::read_text(wrong) == "use a\n");
  CHECK(golden::read_text(below) == "use b\n");
  CHECK(golden::read_text(other) == "use   a");
  CHECK(golden::read_text(hidden) == "use   a");
  CHECK(fs::status(wrong).permissions() == fs::perms{0640});
  CHECK(inode(right) == untouched);
  CHECK(folder.size() == 5);  // nothing is left behind
  CHECK(run_in_process({"fmt", folder.path().string()}).out == "");
}

TEST_CASE("fmt writes the file that a symbolic link leads to", "[fmt][command]") {
  const TestFolder folder;
  const auto target = folder.write("target/real.pathway", "use   a");
  const auto link = folder.path() / "link.pathway";
  fs::create_symlink("target/real.pathway", link);
  CHECK(run_in_process({"fmt", link.string()}).exit_code == ExitCode::fine);
  CHECK(fs::is_symlink(link));
  CHECK(golden::read_text(target) == "use a\n");
}

TEST_CASE("fmt --check and --diff write nothing", "[fmt][command]") {
  const TestFolder folder;
  const auto wrong = folder.write("wrong.pathway", "use   a");
  folder.write("right.pathway", "use a\n");
  const auto checked = run_in_process({"fmt", "--check", folder.path().string()});
  CHECK(checked.exit_code == ExitCode::answer_is_no);
  CHECK(checked.out == wrong + '\n');
  const auto shown = run_in_process({"fmt", "--diff", folder.path().string()});
  CHECK(shown.exit_code == ExitCode::answer_is_no);
  CHECK(shown.out ==
        fmt::format("--- {0}\n+++ {0}\n@@ -1,1 +1,1 @@\n-use   a\n\\ No newline at end of file\n+use a\n",
                    wrong));
  CHECK(golden::read_text(wrong) == "use   a");
  CHECK(run_in_process({"fmt", "--check", dah_folder}).exit_code == ExitCode::fine);
}

TEST_CASE("fmt leaves a file with syntax errors as it is and formats the others", "[fmt][command]") {
  const TestFolder folder;
  const auto broken = folder.write("broken.pathway", "use   a\nfact   :");
  const auto wrong = folder.write("wrong.pathway", "use   a");
  const auto reply = run_in_process({"fmt", folder.path().string()});
  CHECK(reply.exit_code == ExitCode::answer_is_no);
  CHECK_THAT(reply.err, Contains(broken));
  CHECK(golden::read_text(broken) == "use   a\nfact   :");
  CHECK(golden::read_text(wrong) == "use a\n");
}

TEST_CASE("fmt formats standard input", "[fmt][command]") {
  const auto reply = run_in_process({"fmt", "-"}, "use   a # why");
  CHECK(reply.out == "use a    # why\n");
  CHECK(reply.exit_code == ExitCode::fine);
  CHECK(run_in_process({"fmt", "--check", "-"}, "use   a").out == "<standard input>\n");
  const auto broken = run_in_process({"fmt", "-"}, "fact");
  CHECK(broken.out == "");
  CHECK(broken.exit_code == ExitCode::answer_is_no);
  CHECK(run_in_process({"fmt", "-", dah_folder}).exit_code == ExitCode::unusable);
}

TEST_CASE("fmt says what it cannot read or write", "[fmt][command]") {
  const TestFolder folder;
  const auto wrong = folder.write("wrong.pathway", "use   a");
  const auto reply = run_in_process({"fmt", folder.path().string() + "/nowhere.pathway", wrong});
  CHECK(reply.exit_code == ExitCode::unusable);
  CHECK_THAT(reply.err, Contains("nowhere.pathway"));
  CHECK(golden::read_text(wrong) == "use a\n");
  const TestFolder empty;
  CHECK(run_in_process({"fmt", empty.path().string()}).exit_code == ExitCode::unusable);
}

TEST_CASE("a diff leads from the one text to the other", "[fmt][property]") {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    generated::RandomSource random{seed};
    const auto before = random_lines(random), after = random_lines(random);
    INFO("seed " << seed << '\n' << before << "--\n" << after);
    CHECK(patched(before, unified_diff("x", before, after)) == after);
  }
}

namespace {

// Without what root may do beyond others, as long as it lives; for anybody else nothing changes.
class AsNobody {
 public:
  AsNobody() : before_{static_cast<uid_t>(::setfsuid(nobody))} {}
  ~AsNobody() { ::setfsuid(before_); }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;

 private:
  static constexpr uid_t nobody = 65534;
  uid_t before_;
};

}  // namespace

TEST_CASE("fmt says which folders it may not read, and formats the rest", "[fmt][command]") {
  const TestFolder folder;
  fs::permissions(folder.path(), fs::perms{0777});
  const auto wrong = folder.write("care/b.pathway", "use   a\n");
  const auto closed = folder.path("care/closed"), name = folder.path("care");
  folder.write("care/closed/a.pathway", "use   a\n");
  fs::permissions(closed, fs::perms::none);
  const auto as_nobody = [](const std::vector<std::string>& arguments) {
    const AsNobody nobody;
    return run_command_line(arguments, {});
  };
  const auto refused = fmt::format("waymark: {}: Permission denied\n", closed);
  const auto below = as_nobody({"fmt", "--check", name});
  CHECK(below.exit_code == ExitCode::unusable);
  CHECK(below.out == wrong + "\n");
  CHECK(below.err == refused);
  const auto itself = as_nobody({"fmt", closed});
  CHECK(itself.exit_code == ExitCode::unusable);
  CHECK(itself.err == refused);
  const auto file = as_nobody({"fmt", closed + "/a.pathway"});
  CHECK(file.exit_code == ExitCode::unusable);
  CHECK_THAT(file.err, Contains("a.pathway: Permission denied"));
  fs::permissions(closed, fs::perms{0700});
}

}  // namespace waymark::fmt_command_test
