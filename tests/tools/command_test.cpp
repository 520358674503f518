// The program as its callers see it: words, exit codes, streams.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "command_runner.hpp"
#include "lang/text/display_text.hpp"
#include "project_files.hpp"

namespace waymark::command_test {
namespace {

using Catch::Matchers::Contains;
using Json = nlohmann::json;

const std::string stdlib = in_project("/stdlib");

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> result;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    result.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return result;
}

std::string evaluated(const std::string& expression) {
  const auto reply = run_in_process({"eval", expression});
  CHECK(reply.exit_code == ExitCode::fine);
  CHECK(reply.err == "");
  return reply.out;
}

std::vector<std::string> with_status(const Json& statements, const std::string& status) {
  std::vector<std::string> ids;
  for (const auto& each : statements) {
    if (each["status"] == status) ids.push_back(each["id"]);
  }
  return ids;
}

}  // namespace

TEST_CASE("the program says its version and how to call it", "[command]") {
  CHECK(run_program({"--version"}).out == "waymark 0.1.0\n");
  for (const auto* command :
       {"check", "run", "eval", "test", "explain", "repl", "prove", "mutate", "fmt", "dump"}) {
    const auto help = run_program({command, "--help"});
    CHECK(help.exit_code == 0);
    CHECK_THAT(help.out, Contains("Example:\n  waymark " + std::string{command}));
    CHECK(run_program({"help", command}).out == help.out);
  }
  CHECK(run_program({"--help"}).exit_code == 0);
  CHECK(run_program({}).exit_code == 2);
}

TEST_CASE("misspelled words get a suggestion and exit code 2", "[command]") {
  const auto command = run_program({"chekc", dah_folder});
  CHECK(command.exit_code == 2);
  CHECK(command.out == "");
  CHECK_THAT(command.err, Contains("did you mean `check`?"));
  const auto option = run_program({"check", dah_folder, "--fromat", "json"});
  CHECK(option.exit_code == 2);
  CHECK_THAT(option.err, Contains("did you mean `--format`?"));
  CHECK(run_program({"check"}).exit_code == 2);
  CHECK(run_program({"check", dah_folder, "--format", "xml"}).exit_code == 2);
  CHECK(run_program({"run", dah_folder}).exit_code == 2);
  CHECK(run_program({"eval", "1", "2"}).exit_code == 2);
}

TEST_CASE("eval prints values as the language writes them", "[command]") {
  CHECK(evaluated("0.1 + 0.2 = 0.3") == "yes\n");
  CHECK(evaluated("unknown and no") == "no\n");
  CHECK(evaluated("7.5 kPa in mmHg") == "56.25478166 mmHg\n");
  CHECK(evaluated("max(3, unknown) >= 2") == "yes\n");
  CHECK(evaluated("unknown is confirmed") == "no\n");
  CHECK(evaluated("unknown is yes") == "unknown\n");
}

TEST_CASE("eval explains what is wrong with an expression", "[command]") {
  const auto reply = run_in_process({"eval", "5 mg + 1 mL"});
  CHECK(reply.exit_code == ExitCode::unusable);
  CHECK(reply.out == "");
  CHECK_THAT(reply.err, Contains("error[PW0401]") && Contains("`mg`") && Contains("`mL`"));
  CHECK_THAT(reply.err, Contains(" 1 | 5 mg + 1 mL\n   | ^^^^^^^^^^^\n"));
  CHECK(run_in_process({"eval", ""}).exit_code == ExitCode::unusable);
}

TEST_CASE("eval knows the names of a pathway and the facts of a patient", "[command]") {
  const std::vector<std::string> call{"eval", "hypoxemia", "--pathway", dah_folder, "--facts", "-"};
  CHECK(run_in_process(call, R"({"facts": {"spo2": 84}})").out == "yes\n");
  CHECK(run_in_process(call, "{}").out == "unknown\n");
  CHECK(run_in_process({"eval", "years since remission_since", "--pathway", dah_folder, "--facts", "-",
                        "--at", "2026-11-23"},
                       R"({"facts": {"remission_since": "2024-11-23"}})")
            .out == "2 years\n");
}

TEST_CASE("check sums a pathway up", "[command]") {
  const auto reply = run_in_process({"check", dah_folder});
  CHECK(reply.exit_code == ExitCode::fine);
  CHECK(reply.out ==
        "dah: 22 statements, 18 recommendations, 7 notes; 2 incomplete, 0 outside, 21 open; no errors, "
        "no warnings\n");
}

TEST_CASE("check answers no where there are errors", "[command]") {
  for (const auto* format : {"text", "json", "sarif", "github"}) {
    const auto reply = run_in_process({"check", broken_pathway(), "--format", format});
    CHECK(reply.exit_code == ExitCode::answer_is_no);
    CHECK_THAT(reply.out + reply.err, Contains("PW0201"));
  }
  CHECK(run_in_process({"check", in_project("/nowhere")}).exit_code == ExitCode::unusable);
  const auto mixed = run_in_process({"check", in_project("/nowhere"), dah_folder});
  CHECK(mixed.exit_code == ExitCode::unusable);
  CHECK_THAT(mixed.out, Contains("dah: "));
}

TEST_CASE("without facts only what is unconditional is advised", "[command]") {
  const auto reply = run_in_process({"run", dah_folder, "--facts", "-", "--format", "json"}, "{}");
  CHECK(reply.exit_code == ExitCode::fine);
  const auto result = Json::parse(reply.out);
  CHECK(with_status(result["recommendations"], "advised") ==
        std::vector<std::string>{"initial.respiratory_support", "initial.pulse", "initial.assess_oxygenation",
                                 "monitoring.response"});
  CHECK(with_status(result["recommendations"], "not_advised").empty());
  CHECK(with_status(result["notes"], "advised") ==
        std::vector<std::string>{"plasma_exchange.other_indications"});
  CHECK(with_status(result["notes"], "not_advised").empty());
  for (const auto* kind : {"recommendations", "notes"}) {
    for (const auto& each : result[kind]) CHECK((each["status"] == "advised") == each["needs"].empty());
  }
  CHECK(result["at"] == "2026-11-23T08:30:00Z");
  CHECK_FALSE(result.contains("patient"));
}

TEST_CASE("the keys of the JSON stand in the order of the reference", "[command]") {
  const auto reply =
      run_in_process({"run", dah_folder, "--facts", "-", "--format", "json"}, R"({"patient": "p"})");
  std::vector<std::string> keys;
  const auto document = nlohmann::ordered_json::parse(reply.out);
  for (const auto& [key, value] : document.items()) keys.push_back(key);
  CHECK(keys == std::vector<std::string>{"waymark", "pathway", "patient", "at", "recommendations", "notes",
                                         "contraindications", "conflicts", "same_action", "violated",
                                         "incomplete", "needs", "sources", "path"});
  std::vector<std::string> of_pulse;
  for (const auto& [key, value] : document["recommendations"][2].items()) of_pulse.push_back(key);
  CHECK(of_pulse == std::vector<std::string>{"id",      "status", "modality", "verb",  "actions",
                                             "choice",  "dose",   "route",    "for",   "promptly",
                                             "because", "values", "cites",    "refs",  "incomplete",
                                             "open",    "silent", "reasons",  "needs", "span"});
}

TEST_CASE("a dose whose inputs are unknown says what it needs", "[command]") {
  const auto path = written_pathway(rich_pathway);
  const std::vector<std::string> call{"run", path, "--facts", "-", "--format", "json"};
  const auto unknown = Json::parse(run_in_process(call, "{}").out)["recommendations"][0];
  CHECK(unknown["status"] == "advised");
  CHECK(unknown["dose"] == Json({{"says", "30 mL/kg * weight"}, {"needs", {"weight"}}}));
  const auto known =
      Json::parse(run_in_process(call, R"({"facts": {"weight": 80}})").out)["recommendations"][0];
  CHECK(known["dose"] == "2400 mL");
  CHECK(known["values"] == Json({{"weight in kg", "80 kg"}}));
}

TEST_CASE("what is contraindicated is blocked, or struck out of a choice", "[command]") {
  const auto path = written_pathway(rich_pathway);
  const auto reply = run_in_process({"run", path, "--facts", "-", "--format", "json"},
                                    R"({"facts": {"bleeding": true, "weight": 80, "pregnant": true}})");
  const auto all = Json::parse(reply.out)["recommendations"];
  CHECK(all[1]["status"] == "advised");
  CHECK(all[1]["struck_out"] == Json::array({"apixaban"}));
  CHECK(all[3]["status"] == "not_advised");
  CHECK(all[3]["blocked_by"] == Json::array({"a.bleeding_patient"}));
}

TEST_CASE("a violated property is the answer no", "[command]") {
  const auto path = written_pathway(rich_pathway);
  const auto facts = R"({"facts": {"pregnant": true, "weight": 80, "bleeding": false}})";
  const auto reply = run_in_process({"run", path, "--facts", "-"}, facts);
  CHECK(reply.exit_code == ExitCode::answer_is_no);
  CHECK_THAT(reply.out, Contains("VIOLATED  never \"advice to stop in pregnancy\"") && Contains("CONFLICT"));
}

TEST_CASE("what has to be determined and is open is answered with no", "[command]") {
  CHECK(run_in_process({"run", dah_folder, "--facts", "-", "--require-determined"}, "{}").exit_code ==
        ExitCode::answer_is_no);
}

TEST_CASE("text fits 100 columns and says what is advised first", "[command]") {
  for (const auto* facts : {"{}", R"({"facts": {"spo2": 84, "causes": ["aav"], "refractory": true}})"}) {
    const auto reply = run_in_process({"run", dah_folder, "--facts", "-", "--all", "--trace"}, facts);
    for (const auto& line : lines(reply.out)) CHECK(display_width(line) <= 100);
    CHECK(reply.out.find("MUST") < reply.out.find("CANNOT SAY YET"));
    CHECK_THAT(reply.out, Contains("2026-11-23 08:30 (now)") && Contains("section initial when acute: yes"));
  }
}

TEST_CASE("parameters are set from the command line", "[command]") {
  const std::vector<std::string> call{"run", dah_folder, "--facts", "-", "--format", "json", "--set"};
  auto with_target = call;
  with_target.emplace_back("platelet_target=50 10^9/L");
  const auto reply = run_in_process(with_target, R"({"facts": {"platelets": 30}})");
  const auto advised = with_status(Json::parse(reply.out)["recommendations"], "advised");
  CHECK(std::ranges::count(advised, "adjunctive.platelets") == 1);
  auto misspelled = call;
  misspelled.emplace_back("platelet_taget=50");
  const auto refused = run_in_process(misspelled, "{}");
  CHECK(refused.exit_code == ExitCode::unusable);
  CHECK_THAT(refused.err, Contains("did you mean `platelet_target`?"));
}

TEST_CASE("input that cannot be used has exit code 2 and says why", "[command]") {
  const std::vector<std::string> call{"run", dah_folder, "--facts", "-"};
  CHECK_THAT(run_in_process(call, "").err, Contains("PW0801") && Contains("<standard input>"));
  CHECK(run_in_process(call, "").exit_code == ExitCode::unusable);
  CHECK(run_in_process(call, "{\"facts\": {\"spo2\": 184}}").exit_code == ExitCode::unusable);
  CHECK(run_in_process({"run", dah_folder, "--facts", "nowhere.json"}).exit_code == ExitCode::unusable);
  CHECK(run_in_process({"run", dah_folder, "--facts", in_project("")}).exit_code == ExitCode::unusable);
  CHECK(run_in_process({"run", broken_pathway(), "--facts", "-"}, "{}").exit_code == ExitCode::unusable);
  CHECK(run_in_process({"run", dah_folder, "--facts", "-", "--at", "noon"}, "{}").exit_code ==
        ExitCode::unusable);
  CHECK(run_program({"eval", "1", "--stdlib", "/nowhere"}).exit_code == 2);
}

TEST_CASE("the program reads standard input and writes both streams", "[command]") {
  const auto result = run_program({"run", dah_folder, "--facts", "-", "--stdlib", stdlib}, "{}");
  CHECK(result.exit_code == 0);
  CHECK(result.err == "");
  CHECK_THAT(result.out, Contains("MUST      start respiratory support"));
  CHECK(result.out.find('\x1b') == std::string::npos);
  const auto colored =
      run_program({"run", dah_folder, "--facts", "-", "--stdlib", stdlib, "--color", "always"}, "{}");
  CHECK(colored.out.find('\x1b') != std::string::npos);
}

TEST_CASE("a reader that goes away ends nothing, a full disk is an error", "[command]") {
  const std::string call =
      "run '" + dah_folder + "' --facts '" + dah_folder + "/patients/nothing_known.json'";
  CHECK(run_in_shell(call, "| true") == 0);
  CHECK(run_in_shell(call, "| head -1") == 0);
  CHECK(run_in_shell(call + " >/dev/full", "") == 2);
}

}  // namespace waymark::command_test
