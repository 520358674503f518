#include "command_runner.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include "project_files.hpp"
#include "test_folder.hpp"
#include "tools/waymark/command_line.hpp"

namespace waymark {

namespace fs = std::filesystem;

namespace {

// A folder of this process that goes when it ends.
class ScratchFolder {
 public:
  std::string write(const std::string& ending, const std::string& text) {
    return folder_.write(fmt::format("{}{}", ++count_, ending), text);
  }

 private:
  TestFolder folder_;
  int count_ = 0;
};

ScratchFolder& scratch() {
  static ScratchFolder folder;
  return folder;
}

std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string{"'\\''"} : std::string(1, c);
  return result + "'";
}

std::string content(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

int exit_code(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status); }

// For those commands that take a pathway's own libraries from the project, wherever the program was built.
std::vector<std::string> with_stdlib(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--stdlib", in_project("/stdlib")});
  return arguments;
}

}  // namespace

Reply run_in_process(const std::vector<std::string>& arguments, const std::string& input) {
  Surroundings surroundings;
  surroundings.now = *parse_moment("2026-11-23T08:30:00Z");
  FILE* file = std::fopen(scratch().write(".input", input).c_str(), "rb");
  surroundings.standard_input = ::fileno(file);
  auto reply = run_command_line(with_stdlib(arguments), surroundings);
  std::fclose(file);
  return reply;
}

ProgramRun run_program(const std::vector<std::string>& arguments, const std::string& input) {
  const auto in = scratch().write(".input", input);
  const auto out = scratch().write(".out", ""), err = scratch().write(".err", "");
  std::string command = quoted(waymark_program());
  for (const auto& argument : arguments) command += " " + quoted(argument);
  const int status = std::system(fmt::format("{} <{} >{} 2>{}", command, in, out, err).c_str());
  return {exit_code(status), content(out), content(err)};
}

int run_in_shell(const std::string& arguments, const std::string& redirection) {
  const auto code = scratch().write(".code", "");
  const auto err = scratch().write(".err", "");
  const auto program =
      fmt::format("{} {} --stdlib {}", quoted(waymark_program()), arguments, in_project("/stdlib"));
  const auto command =
      fmt::format("{{ {}; echo $? >{}; }} 2>{} {} >/dev/null", program, code, err, redirection);
  if (std::system(command.c_str()) == -1) throw std::runtime_error{"no shell"};
  return std::stoi(content(code));
}

std::string written_pathway(const std::string& text) { return scratch().write(".pathway", text); }

std::string broken_pathway() {
  return written_pathway(
      "pathway broken \"Broken\" { version \"1\" }\ndefine a = b\ndefine c = 5 mg + 1 mL\n");
}

const std::string rich_pathway = R"(pathway rich "Everything in it" { version "1.0.0" follows guide }
use person
source guide "A guide" {
  section s "All of it" {
    statement 1 "What to give" refs 1, 2
    statement 2 "What is left open" incomplete "the dose is absent"
    statement 3 "What is not encoded" outside "it needs a clinician"
  }
}
fact bleeding "Bleeding" : yes or no
action apixaban "Apixaban" drug
action heparin "Heparin" drug
action saline "Saline" drug
section a "First" {
  should give saline as fluid {
    dose 30 mL/kg * weight
    route intravenous
    every 8 hours
    for 1 days to 3 days
    within 3 hours
    strength strong
    certainty very low
    because "a weight of {weight in kg} asks for it"
    cite s.1
  }
  must give one of {apixaban, heparin} as anticoagulant { cite s.1 }
  must stop apixaban as stop_it { when pregnant until weight > 100 kg promptly cite s.2 }
  consider apixaban as again { cite s.1 }
  contraindicated apixaban as bleeding_patient { when bleeding because "it bleeds" cite s.1 }
  contraindicated heparin as small { when weight < 10 kg cite s.1 }
  note heavy { when weight > 70 kg says "Heavy: {weight in kg}" cite s.2 }
}
never "advice to stop in pregnancy" : a.stop_it is advised
)";

const std::string covered = R"(pathway covered "Covered" { version "1" follows guide }
source guide "A guide" { section s "All" { statement 1 "What to do" refs 1 } }
fact lactate "Lactate" : number in mmol/L within 0 to 30
fact shock "Shock" : yes or no
action fluid "Fluid" drug
section a "First" {
  should give fluid as both { when shock and lactate >= 4 mmol/L cite s.1 }
  consider fluid as always_known { when shock is confirmed cite s.1 }
}
scenario "both" { given shock = yes given lactate = 4 mmol/L expect a.both advised }
scenario "no shock" { given shock = no given lactate = 4 mmol/L expect a.both not advised }
)";

}  // namespace waymark
