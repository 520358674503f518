#pragma once

#include <string>
#include <vector>

#include "project_files.hpp"
#include "tools/report/reply.hpp"

namespace waymark {

// The command line within the test's own process; `input` is its standard input, and it is 2026-11-23 08:30
// UTC.
Reply run_in_process(const std::vector<std::string>& arguments, const std::string& input = "");

// The program itself.
struct ProgramRun {
  int exit_code = 0;  // minus the signal where one ended it
  std::string out, err;
};
ProgramRun run_program(const std::vector<std::string>& arguments, const std::string& input = "");
// Its arguments and what a shell makes of its output: `run_in_shell("eval 1", "| head -1")`. Gives the exit
// code of the program, not that of the shell.
int run_in_shell(const std::string& arguments, const std::string& redirection);

// The file holds this text until the tests end.
std::string written_pathway(const std::string& text);
std::string broken_pathway();

inline const std::string dah_folder = in_project("/pathways/dah");

// A pathway in which every option of a result occurs: contraindications, doses by weight, conflicts, choices.
extern const std::string rich_pathway;
// Two parts of a condition, and a condition that is never unknown; its scenarios leave out some of it.
extern const std::string covered;

}  // namespace waymark
