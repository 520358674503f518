// Exploring a pathway: scripts and files.
#include <chrono>
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include "command_runner.hpp"
#include "golden.hpp"
#include "project_files.hpp"
#include "test_folder.hpp"
#include "tools/waymark/repl/repl_session.hpp"
#include "workplace.hpp"

namespace waymark::repl_test {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;

Reply explored(const std::string& pathway, const std::string& lines) {
  return run_in_process({"repl", pathway}, lines);
}

// Step by step, without the command around it.
class Exploration {
 public:
  explicit Exploration(const std::string& pathway)
      : repl_{std::get<std::unique_ptr<ReplPathway>>(ReplPathway::load(pathway, options_, surroundings_)),
              pathway, options_, surroundings_},
        session_{repl_.start(empty_patient(repl_.pathway().model()), *parse_moment("2026-11-23T08:30:00Z"))} {
  }

  // What is said; the session goes on from there.
  std::string say(const std::string& line) {
    auto step = repl_.step(session_, line);
    session_ = step.session;
    return step.out + step.error;
  }
  Repl& repl() { return repl_; }
  const ReplSession& session() const { return session_; }

 private:
  CommonOptions options_{.stdlib = in_project("/stdlib"), .color = ColorChoice::never};
  Surroundings surroundings_{};
  Repl repl_;
  ReplSession session_;
};

std::string any_line() {
  static const std::vector<std::string> lines{
      "set spo2 = 84 %", "set spo2 = 95 % 2 hours ago", "set spo2 = unknown", "set causes = {aav}",
      "set causes includes sle = no", "set remission_since = 2025-03-01", "unset spo2",
      "unset platelet_target", "set platelet_target = 50 10^9/L", "set platelets = 40 10^9/L",
      "at 2027-01-31", "undo", "redo",
      // these change nothing
      "set spo = 1 %", "set spo2 = 200 %", "spo2 < 90 %", "1 +", "needs", "why nothing", "at noon"};
  return *rc::gen::elementOf(lines);
}

}  // namespace

TEST_CASE("scripts print what is expected", "[repl][golden]") {
  const InProjectFolder folder;
  for (const auto& script : golden::files(".repl")) {
    DYNAMIC_SECTION(golden::relative(script)) {
      const auto name = fs::relative(script, golden::root()).string();
      const auto reply = run_in_process({"repl", "pathways/dah", "--script", name});
      const bool is_mistake = script.filename().string().starts_with("mistake_");
      CHECK(reply.exit_code == (is_mistake ? ExitCode::answer_is_no : ExitCode::fine));
      CHECK(reply.err.empty() != is_mistake);
      auto expected = script;
      golden::compare_or_update(expected.replace_extension(".out"), reply.out + reply.err);
      // From a pipe it is the same, but for the name.
      const auto piped = run_in_process({"repl", "pathways/dah"}, golden::read_text(script));
      CHECK(piped.out == reply.out);
      CHECK(piped.exit_code == reply.exit_code);
    }
  }
}

TEST_CASE("a case that is saved is a scenario that passes", "[repl]") {
  const Workplace place;
  fs::permissions(place.scenarios(), fs::perms::owner_read | fs::perms::owner_write);
  const auto reply =
      explored(place.pathway(),
               "at 2026-11-23T08:30Z\nset spo2 = 84.25 % at 2026-11-23T08:00Z\nset causes includes aav\n"
               "set causes includes sle = no\nset platelet_target = 50 10^9/L\n"
               "set remission_since = 2025-03-01\nsave \"saved\"\n");
  CHECK(reply.err == "");
  CHECK_THAT(reply.out, Contains("saved to"));
  const auto text = golden::read_text(place.scenarios());
  CHECK_THAT(text,
             Contains("given spo2 = 84.25 % at 2026-11-23T08:00:00Z\n  given causes includes aav = yes\n  "
                      "given causes includes sle = no\n"));
  CHECK_THAT(text, Contains("expect plasma_exchange.exchange advised"));
  CHECK(fs::status(place.scenarios()).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  CHECK(run_in_process({"test", place.pathway(), "--filter", "saved"}).exit_code == ExitCode::fine);
  CHECK(run_in_process({"check", place.pathway()}).exit_code == ExitCode::fine);
  CHECK(run_in_process({"fmt", "--check", place.pathway()}).exit_code == ExitCode::fine);
  // Of whom little is known most is expected, in lines that have to be broken.
  CHECK(explored(place.pathway(), "save \"little\"\n").err == "");
  CHECK(run_in_process({"test", place.pathway(), "--filter", "^little$"}).exit_code == ExitCode::fine);
  CHECK(run_in_process({"fmt", "--check", place.pathway()}).exit_code == ExitCode::fine);
}

TEST_CASE("a name is saved once", "[repl]") {
  const Workplace place;
  CHECK(explored(place.pathway(), "save \"saved\"\n").err == "");
  const auto text = golden::read_text(place.scenarios());

  const auto again = explored(place.pathway(), "save \"saved\"\n");
  CHECK(again.exit_code == ExitCode::answer_is_no);
  CHECK_THAT(again.err, Contains("not saved"));
  CHECK(golden::read_text(place.scenarios()) == text);
  const auto files = std::distance(fs::directory_iterator{place.pathway()}, fs::directory_iterator{});
  CHECK(files == std::distance(fs::directory_iterator{dah_folder}, fs::directory_iterator{}));
}

TEST_CASE("a case that breaks a property is no scenario that passes", "[repl]") {
  const Workplace place;
  std::ofstream{place.folder() / "dah" / "more.pathway"} << "never \"a pulse\" : initial.pulse is advised\n";
  const auto before = golden::read_text(place.scenarios());
  const auto reply = explored(place.pathway(), "save \"broken\"\n");
  CHECK(reply.exit_code == ExitCode::answer_is_no);
  CHECK_THAT(reply.err, Contains("not saved") && Contains("breaks \"a pulse\""));
  CHECK(golden::read_text(place.scenarios()) == before);
}

TEST_CASE("after a reload what changed is printed", "[repl]") {
  const Workplace place;
  Exploration exploration{place.pathway()};
  exploration.say("set spo2 = 84 %");
  const auto file = place.folder() / "dah" / "plasma_exchange.pathway";
  auto text = golden::read_text(file);
  text.replace(text.find("when hypoxemia"), 14, "when not hypoxemia");
  text.replace(text.find("as exchange"), 11,
               "as exchange {when not hypoxemia cite plasma_exchange.1} consider plasma_exchange as again");
  std::ofstream{file} << text;
  CHECK(exploration.say("reload").find("loaded anew\n  plasma_exchange.exchange: advised -> not advised\n"
                                       "  plasma_exchange.again: new, not advised\n") != std::string::npos);
  fs::copy_file(fs::path{dah_folder} / "plasma_exchange.pathway", file, fs::copy_options::overwrite_existing);
  const auto back = exploration.say("reload");
  CHECK_THAT(back, Contains("plasma_exchange.exchange: not advised -> advised\n") &&
                       Contains("plasma_exchange.again: no longer there\n"));
}

TEST_CASE("a folder without scenarios gets its first", "[repl]") {
  const Workplace place;
  fs::remove(place.scenarios());
  CHECK(explored(place.pathway(), "save \"first\"\n").err == "");
  CHECK(run_in_process({"test", place.pathway(), "--filter", "first"}).exit_code == ExitCode::fine);
}

TEST_CASE("a case is saved into a single file", "[repl]") {
  const auto file = written_pathway(rich_pathway);
  const auto reply = explored(file, "save \"nothing known\"\n");
  CHECK(reply.err == "");
  CHECK(run_in_process({"test", file, "--filter", "nothing known"}).exit_code == ExitCode::fine);
}

TEST_CASE("changed files are noticed once, and read by reload", "[repl]") {
  const Workplace place;
  Exploration exploration{place.pathway()};
  CHECK(exploration.repl().notice() == "");
  exploration.say("set spo2 = 84 %");
  place.append("\nscenario \"more\" { expect initial.pulse advised }\n");
  fs::last_write_time(place.scenarios(), fs::file_time_type::clock::now() + std::chrono::seconds{2});
  CHECK_THAT(exploration.repl().notice(), Contains("`reload` reads them"));
  CHECK(exploration.repl().notice() == "");
  CHECK_THAT(exploration.say("reload"), Contains("loaded anew"));
  CHECK(exploration.repl().pathway().model().scenarios.back().name == "more");
  CHECK(exploration.say("spo2") == "84 %\n");

  place.append("scenario {");
  CHECK_THAT(exploration.say("reload"), Contains("the pathway stays as it was"));
  CHECK(exploration.say("spo2") == "84 %\n");
}

TEST_CASE("a changed file is still noticed after a case was saved", "[repl]") {
  const Workplace place;
  Exploration exploration{place.pathway()};
  exploration.say("set spo2 = 84 %");
  exploration.say("save \"first\"");
  CHECK(exploration.repl().notice() == "");
  place.append("\nscenario \"more\" { expect initial.pulse advised }\n");
  exploration.say("save \"second\"");
  CHECK_THAT(exploration.repl().notice(), Contains("`reload` reads them"));
}

TEST_CASE("what can be undone comes back", "[repl]") {
  Exploration exploration{dah_folder};
  rc::prop("undo and redo go the same way, and mistakes change nothing", [&] {
    while (!exploration.session().earlier.empty()) exploration.say("undo");
    const auto nothing = exploration.say("show");
    const auto count = *rc::gen::inRange(0, 15);
    for (int i = 0; i < count; ++i) {
      const auto before = exploration.session();
      const auto line = any_line();
      const auto step = exploration.repl().step(before, line);
      RC_ASSERT(step.error.empty() || step.session.now == before.now);
      if (step.session.earlier.size() > before.earlier.size() && line != "redo") {
        const auto undone = exploration.repl().step(step.session, "undo");
        RC_ASSERT(undone.session.now == before.now);
        RC_ASSERT(exploration.repl().step(undone.session, "redo").session.now == step.session.now);
      }
      exploration.say(line);
    }
    while (!exploration.session().earlier.empty()) exploration.say("undo");
    RC_ASSERT(exploration.say("show") == nothing);
  });
}

TEST_CASE("lines complete by commands, facts, members and ids", "[repl]") {
  const Exploration exploration{dah_folder};
  auto complete = [&](const std::string& line) {
    return const_cast<Exploration&>(exploration).repl().completions(line);
  };
  using Words = std::vector<std::string>;
  CHECK(complete("un") == Words{"undo", "unresponsive_to_medical_management", "unset"});
  CHECK(complete("set sp") == Words{"spo2"});
  CHECK(complete("set platelet_t") == Words{"platelet_target"});
  CHECK(complete("set causes includes a") == Words{"aav"});
  CHECK(complete("set causes includes ") ==
        Words{"aav", "hct", "infection", "other", "other_autoimmune", "sle"});
  CHECK(complete("set causes = {aav, s") == Words{"sle"});
  CHECK(complete("set refractory = y") == Words{"yes"});
  CHECK(complete("why plasma_exchange.e") == Words{"plasma_exchange.exchange"});
  CHECK(complete("path prognosis.r") == Words{"prognosis.rapid_hemoptysis"});
  CHECK(complete("help unse") == Words{"unset"});
  CHECK(complete("spo2 < 90 % and hypoxemia_o") == Words{"hypoxemia_observed"});
  CHECK(complete("given " + dah_folder + "/patients/inf") == Words{dah_folder + "/patients/infection.json"});
  CHECK(complete("ask x").empty());
}

}  // namespace waymark::repl_test
