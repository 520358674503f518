// Revisions are read into memory, whatever a repository holds.
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "command_runner.hpp"
#include "environment_variable.hpp"
#include "lang/compile.hpp"
#include "test_folder.hpp"

namespace waymark::git_revision_test {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;

const std::string pathway = R"(pathway care "Care" {
  version "1.0.0"
}

source guidance "Guidance" {
  section care "Care" {
    statement 1 "Do this"
  }
}

fact cough : yes or no

action rest "rest" procedure

section home "At home" {
  when cough {
    should use rest { cite guidance.care.1 }
  }
}
)";

// A repository with one pathway in the folder `care`.
class Repository {
 public:
  Repository() {
    folder_.write("care/care.pathway", pathway);
    REQUIRE(git("init") == 0);
    commit();
  }

  // A shell in the repository's folder.
  int shell(const std::string& commands) const {
    return std::system(
        fmt::format("cd {} && {{ {}; }} >/dev/null 2>&1", folder_.path().string(), commands).c_str());
  }
  int git(const std::string& arguments) const {
    return shell("git -c user.name=a -c user.email=a@b " + arguments);
  }
  void commit() const {
    REQUIRE(git("add .") == 0);
    REQUIRE(git("commit -m next") == 0);
  }
  Reply diff(const std::string& revision = "HEAD") const {
    return run_in_process({"diff", "git:" + revision, folder_.path("care")});
  }
  const TestFolder& folder() const { return folder_; }

 private:
  TestFolder folder_;
};

void is_refused(const Reply& reply, const std::string& message) {
  CHECK(reply.exit_code == ExitCode::unusable);
  CHECK(reply.out == "");
  CHECK_THAT(reply.err, Contains(message));
}

}  // namespace

TEST_CASE("a revision needs no temporary folder and leaves the files as they are", "[diff][git]") {
  const Repository repository;
  const auto edited = repository.folder().write("care/care.pathway", pathway + "# edited\n");
  const auto with_temporary_folder = repository.diff().out;  // the test's own files are made here as well
  CHECK_THAT(with_temporary_folder, Contains("proved to change nothing"));
  const EnvironmentVariable nowhere{"TMPDIR", repository.folder().path("not_there")};
  CHECK(repository.diff().out == with_temporary_folder);
  CHECK(repository.folder().read("care/care.pathway") == pathway + "# edited\n");
  CHECK(repository.folder().size() == 2);  // the pathway's folder and that of git
}

TEST_CASE("a revision is that of the path's own repository", "[diff][git]") {
  const Repository repository, other;
  const EnvironmentVariable directory{"GIT_DIR", other.folder().path(".git")};
  repository.folder().write("care/care.pathway", pathway + "define grave = cough\n");
  CHECK_THAT(repository.diff().err, !Contains("git"));
  const TestFolder outside;
  outside.write("care/care.pathway", pathway);
  is_refused(run_in_process({"diff", "git:HEAD", outside.path("care")}), "is in no git repository");
}

TEST_CASE("links and folders of a revision are not read as files", "[diff][git]") {
  const Repository repository;
  const auto link = repository.folder().path("care/more.pathway");
  fs::create_symlink("../other.pathway", link);
  repository.commit();
  fs::remove(link);
  is_refused(repository.diff(), "more.pathway: this is a link, not a file");
  repository.folder().write("care/more.pathway/kept", "");
  repository.commit();
  fs::remove_all(link);
  is_refused(repository.diff(), "more.pathway: this is a folder, not a file");
}

TEST_CASE("what is no pathway of a revision is not read", "[diff][git]") {
  const Repository repository;
  repository.folder().write("care/notes.txt", std::string(100000, 'x'));
  repository.folder().write("care/deeper/broken.pathway", "nonsense");
  repository.commit();
  CHECK_THAT(repository.diff().out, Contains("proved to change nothing"));
}

// Trees may hold what no work folder can: git itself makes them from a list.
TEST_CASE("names in a tree lead nowhere", "[diff][git]") {
  const Repository repository;
  const auto outside = repository.folder().path("outside.pathway");
  const auto made = repository.shell(
      "blob=$(printf stolen | git hash-object -w --stdin) && "
      "inner=$(printf '100644 blob %s\\toutside.pathway\\n' $blob | git mktree) && "
      "own=$(git rev-parse HEAD:care/care.pathway) && "
      "care=$(printf '040000 tree %s\\t..\\n100644 blob %s\\tcare.pathway\\n' $inner $own | git mktree) && "
      "root=$(printf '040000 tree %s\\tcare\\n' $care | git mktree) && "
      "git -c user.name=a -c user.email=a@b commit-tree $root -m hostile | xargs git branch hostile");
  REQUIRE(made == 0);
  const auto reply = repository.diff("hostile");
  INFO(reply.err);
  CHECK_THAT(reply.out, Contains("proved to change nothing"));
  CHECK(!fs::exists(outside));
}

TEST_CASE("a repository whose texts are elsewhere runs no program", "[diff][git]") {
  const Repository repository;
  const auto mark = repository.folder().path("was_run");
  REQUIRE(repository.git("config core.repositoryFormatVersion 1") == 0);
  REQUIRE(repository.git("config extensions.partialClone origin") == 0);
  REQUIRE(repository.git("config remote.origin.promisor true") == 0);
  REQUIRE(repository.git("config protocol.ext.allow always") == 0);
  REQUIRE(repository.git(fmt::format("config remote.origin.url 'ext::touch {}'", mark)) == 0);
  REQUIRE(repository.shell("id=$(git rev-parse HEAD:care/care.pathway) && "
                           "rm -f .git/objects/$(printf %.2s $id)/${id#??}") == 0);
  is_refused(repository.diff(), "git says");
  CHECK(!fs::exists(mark));
}

TEST_CASE("a file of a revision is not read where it is larger than what is read", "[diff][git]") {
  const Repository repository;
  const auto large =
      repository.folder().write("care/large.pathway", std::string(maximum_file_size + 1, '\n'));
  repository.commit();
  fs::remove(large);
  is_refused(repository.diff(), fmt::format("large.pathway: this file is larger than the {} MB that are read",
                                            maximum_file_size >> 20));
}

// Git refuses repositories of other owners, and says what can be done.
TEST_CASE("what git says of a repository is said", "[diff][git]") {
  const Repository repository;
  const auto programs = repository.folder().path("programs");
  const auto git =
      repository.folder().write("programs/git",
                                "#!/bin/sh\necho \"fatal: detected dubious ownership\" >&2\n"
                                "echo \"git config --global --add safe.directory care\" >&2\nexit 128\n");
  fs::permissions(git, fs::perms{0755});
  const EnvironmentVariable path{"PATH", programs + ":" + std::getenv("PATH")};
  is_refused(repository.diff(),
             "is in no git repository that can be read: git says `fatal: detected dubious ownership git "
             "config --global --add safe.directory care`\n");
}

TEST_CASE("a repository of another owner is refused", "[diff][git]") {
  const Repository repository;
  if (::geteuid() != 0) return;  // nobody else can give a file away
  const EnvironmentVariable home{"HOME", repository.folder().path()};
  REQUIRE(repository.shell("chown -R 65534 .") == 0);
  const bool all_are_safe = repository.shell("git config --get-all safe.directory") == 0;
  if (all_are_safe)
    CHECK(repository.diff().exit_code == ExitCode::fine);
  else
    is_refused(repository.diff(), "dubious ownership");
}

TEST_CASE("the libraries of a revision stand beside a single file, too", "[diff][git]") {
  const Repository repository;
  const auto file = repository.folder().path("care/care.pathway");
  REQUIRE(repository.shell("sed -i '4i use limits' care/care.pathway") == 0);
  repository.folder().write("care/libraries/limits.pathway",
                            "library limits \"Limits\" { version \"1.0.0\" }\n");
  repository.commit();
  const auto reply = run_in_process({"diff", "git:HEAD", file});
  INFO(reply.err);
  CHECK_THAT(reply.out, Contains("proved to change nothing"));
}

}  // namespace waymark::git_revision_test
