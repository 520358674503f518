// What a call writes replaces nothing that it reads, nothing else that it writes, and nothing of others; what
// is half-written goes where a signal ends the program.
#include <csignal>
#include <filesystem>
#include <functional>
#include <map>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "command_runner.hpp"
#include "golden.hpp"
#include "started_program.hpp"
#include "test_folder.hpp"
#include "tools/waymark/io/atomic_file.hpp"
#include "tools/waymark/repl/repl_session.hpp"

namespace waymark::output_files_test {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using Arguments = std::vector<std::string>;

const std::string patients = R"({"patient": "1", "facts": {"lactate": "5 mmol/L", "shock": true}})"
                             "\n";

// A pathway with a library of its own, patients, and a later version of the pathway.
struct Files {
  Files() {
    folder.write("care/libraries/limits.pathway", "library limits \"Limits\" { version \"1.0.0\" }\n");
    auto later = covered;
    later.replace(later.find(">= 4"), 4, ">= 5");
    folder.write("later/later.pathway", later);
  }

  // Each name of a file leads to it as well: another spelling, a link, a hard link.
  void each_name_of(const std::string& file, const std::function<void(const std::string&)>& use) const {
    use(file);
    use(folder.path("care/../" + fs::relative(file, folder.path()).string()));
    const auto link = folder.path("link"), hard_link = folder.path("hard_link");
    fs::create_symlink(file, link);
    fs::create_hard_link(file, hard_link);
    use(link);
    use(hard_link);
    fs::remove(link);
    fs::remove(hard_link);
  }

  // All files below the folder with what is in them.
  std::map<std::string, std::string> contents() const {
    std::map<std::string, std::string> result;
    for (const auto& entry : fs::recursive_directory_iterator{folder.path()}) {
      if (entry.is_regular_file()) result[entry.path()] = golden::read_text(entry.path());
    }
    return result;
  }

  TestFolder folder;
  std::string pathway = folder.write("care/care.pathway", covered), care = folder.path("care");
  std::string facts = folder.write("patients.ndjson", patients);
};

void is_refused(const Files& files, const Arguments& arguments, const std::string& message) {
  const auto before = files.contents();
  const auto reply = run_in_process(arguments);
  CAPTURE(arguments, reply.err);
  CHECK(reply.exit_code == ExitCode::unusable);
  CHECK(reply.out == "");
  CHECK_THAT(reply.err, Contains(message));
  CHECK(files.contents() == before);
}

// The call, and what writes onto `file` in it.
Arguments with(Arguments call, const std::string& option, const std::string& file) {
  call.insert(call.end(), {option, file});
  return call;
}

}  // namespace

TEST_CASE("a cohort's outputs replace no input", "[command][outputs]") {
  const Files files;
  const auto library = files.folder.path("care/libraries/limits.pathway");
  const Arguments call{"cohort", files.care, "--facts", files.facts};
  for (const auto* option : {"--out", "--summary", "--rejects"}) {
    files.each_name_of(files.facts, [&](const std::string& name) {
      is_refused(files, with(call, option, name), fmt::format("{} would write over `{}`", option, name));
    });
    is_refused(files, with(call, option, files.pathway), "which belongs to the pathway");
    is_refused(files, with(call, option, library), "which belongs to the pathway");
    is_refused(files, with(call, option, in_project("/stdlib/units.pathway")),
               "which belongs to the standard library");
  }
}

TEST_CASE("a cohort's outputs do not replace one another", "[command][outputs]") {
  const Files files;
  const auto there = files.folder.write("there", "mine\n");
  const Arguments call{"cohort", files.care, "--facts", files.facts, "--out", there};
  files.each_name_of(there, [&](const std::string& name) {
    is_refused(files, with(call, "--rejects", name), "which --out writes");
    is_refused(files, with(call, "--summary", name), "which --out writes");
  });
  const auto not_there = files.folder.path("not_there");
  is_refused(files,
             {"cohort", files.care, "--facts", files.facts, "--rejects", not_there, "--summary",
              files.folder.path("care/../not_there")},
             "--rejects would write over");
  const auto nothing = run_in_process(
      {"cohort", files.care, "--facts", files.facts, "--out", "/dev/null", "--rejects", "/dev/null"});
  CHECK(nothing.exit_code == ExitCode::fine);
}

TEST_CASE("an output is a file with a name", "[command][outputs]") {
  const Files files;
  for (const auto* option : {"--out", "--rejects", "--summary"})
    is_refused(files, {"cohort", files.care, "--facts", files.facts, option, "-"},
               fmt::format("{} needs the name of a file, found `-`", option));
  is_refused(files, {"prove", files.care, "--emit-scenarios", "-"},
             "--emit-scenarios needs the name of a file, found `-`");
}

TEST_CASE("a sum of summaries replaces none of them", "[command][outputs]") {
  const Files files;
  const auto part = files.folder.path("part.json");
  REQUIRE(run_in_process({"cohort", files.care, "--facts", files.facts, "--summary", part}).exit_code ==
          ExitCode::fine);
  is_refused(files, {"cohort", "--merge", part, part, "--summary", part}, "which --merge reads");
}

TEST_CASE("standard streams are inputs and outputs, too", "[command][outputs]") {
  const Files files;
  const auto call = fmt::format("cohort {} --facts - --summary {}", files.care, files.facts);
  CHECK(run_in_shell(call, "<" + files.facts) == 2);
  CHECK(golden::read_text(files.facts) == patients);
  const auto result = files.folder.path("result");
  CHECK(run_in_shell(fmt::format("cohort {0} --facts {1} --out {2} >{2}", files.care, files.facts, result),
                     "") == 2);
}

TEST_CASE("scenarios are written over nothing but scenarios", "[command][outputs]") {
  const Files files;
  const auto later = files.folder.path("later"), other = files.folder.write("other", "mine\n"),
             written = files.folder.path("written.pathway");
  const Arguments calls[] = {{"test", files.care, "--coverage"},
                             {"mutate", files.care},
                             {"prove", files.care},
                             {"diff", files.care, later},
                             {"diff", later, files.care, "--cohort", files.facts}};
  for (const auto& call : calls) {
    for (const auto* force : {"--force", "--color=never"}) {
      auto emitting = with(call, force, "--emit-scenarios");
      files.each_name_of(files.pathway, [&](const std::string& name) {
        auto onto = emitting;
        onto.push_back(name);
        is_refused(files, onto, "which belongs to the pathway");
      });
    }
    is_refused(files, with(call, "--emit-scenarios", other), "--force writes over it");
    for (int time = 0; time < 2; ++time) {
      const auto reply = run_in_process(with(call, "--emit-scenarios", written));
      CAPTURE(call, reply.err);
      CHECK(reply.exit_code != ExitCode::unusable);
      CHECK_THAT(files.folder.read("written.pathway"), Catch::StartsWith("# Scenarios that `waymark"));
    }
    auto forced = with(call, "--emit-scenarios", other);
    forced.push_back("--force");
    CHECK(run_in_process(forced).exit_code != ExitCode::unusable);
    files.folder.write("other", "mine\n");
  }
  is_refused(files, {"diff", later, files.care, "--cohort", files.facts, "--emit-scenarios", files.facts},
             "which --cohort reads");
}

TEST_CASE("questions for another solver are written over nothing but questions", "[command][outputs]") {
  const Files files;
  const auto folder = files.folder.path("questions");
  const auto prove = [&](const Arguments& more) {
    auto call = with({"prove", files.care}, "--emit-smt2", folder);
    call.insert(call.end(), more.begin(), more.end());
    return run_in_process(call);
  };
  REQUIRE(prove({}).exit_code != ExitCode::unusable);
  REQUIRE(prove({}).exit_code != ExitCode::unusable);  // its own files
  const fs::path one = fs::directory_iterator { folder } -> path();
  const auto name = "questions/" + one.filename().string();
  files.folder.write(name, "mine\n");
  const auto refused = prove({});
  CHECK(refused.exit_code == ExitCode::unusable);
  CHECK_THAT(refused.err, Contains(one.string() + "` is there already"));
  CHECK(files.folder.read(name) == "mine\n");
  CHECK(prove({"--force"}).exit_code != ExitCode::unusable);
  CHECK_THAT(files.folder.read(name), Contains("(set-logic ALL)"));
}

// The link appears while the pathway is explored: before, it would be a part of the pathway.
TEST_CASE("no case is saved over facts", "[repl][outputs]") {
  const Files files;
  const auto facts = files.folder.write("one.json", R"({"facts": {"shock": true}})");
  const auto scenarios = files.folder.path("care/scenarios.pathway");
  const CommonOptions options{.stdlib = in_project("/stdlib"), .color = ColorChoice::never};
  const Surroundings surroundings;
  for (const bool at_start : {true, false}) {
    auto pathway = ReplPathway::load(files.care, options, surroundings);
    Repl repl{std::get<std::unique_ptr<ReplPathway>>(std::move(pathway)), files.care, options, surroundings};
    auto session = repl.start(empty_patient(repl.pathway().model()), *parse_moment("2026-11-23T08:30:00Z"));
    if (at_start)
      repl.reads("--facts", facts);
    else
      CHECK(repl.step(session, "given " + facts).error == "");
    fs::create_hard_link(facts, scenarios);
    CHECK(repl.step(session, "save \"x\"").error == fmt::format("save would write over `{}`, which {} reads",
                                                                scenarios, at_start ? "--facts" : "given"));
    CHECK(golden::read_text(facts) == R"({"facts": {"shock": true}})");
    fs::remove(scenarios);
  }
}

// Signals ----------------------------------------------------------------------------

namespace {

std::string repeated(const std::string& text, std::size_t bytes) {
  std::string result;
  while (result.size() < bytes) result += text;
  return result;
}

// A cohort that has begun: it has read several blocks of patients, which is behind the point at which it
// makes its files, and waits for the rest.
struct BegunCohort {
  explicit BegunCohort(const std::string& threads, int ignored = 0)
      : program{{"cohort", files.care, "--facts", "-", "--out", out + "/rows.csv", "--rejects",
                 out + "/rejects", "--threads", threads, "--stdlib", in_project("/stdlib")},
                ignored} {
    program.write(repeated(patients, std::size_t{4} << 20));
  }

  std::size_t written() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator{out}, {}));
  }

  const Files files;
  const std::string out = [this] {
    fs::create_directory(files.folder.path("out"));
    return files.folder.path("out");
  }();
  StartedProgram program;
};

}  // namespace

TEST_CASE("a signal that ends the program leaves nothing half-written", "[outputs][signals]") {
  for (const auto* threads : {"1", "4"}) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
      CAPTURE(threads, signal);
      BegunCohort begun{threads};
      CHECK(begun.written() == 2);
      begun.program.signal(signal);
      CHECK(begun.program.wait() == -signal);
      CHECK(begun.written() == 0);
    }
  }
}

TEST_CASE("a signal that is ignored ends nothing", "[outputs][signals]") {
  BegunCohort begun{"4", SIGINT};
  begun.program.signal(SIGINT);
  begun.program.write(patients);
  begun.program.close_input();
  CHECK(begun.program.wait() == 0);
  CHECK(fs::exists(begun.out + "/rows.csv"));
  CHECK(begun.written() == 2);
}

TEST_CASE("a file that is not finished goes with its owner", "[outputs]") {
  const TestFolder folder;
  {
    auto made = AtomicFile::create(folder.path("a"));
    REQUIRE(folder.size() == 1);
  }
  CHECK(folder.size() == 0);
  CHECK(!write_file(folder.path("a"), "text\n"));
  CHECK(folder.read("a") == "text\n");
  CHECK(folder.size() == 1);
  sigset_t blocked;
  ::pthread_sigmask(SIG_BLOCK, nullptr, &blocked);
  CHECK(::sigismember(&blocked, SIGTERM) == 0);
}

}  // namespace waymark::output_files_test
