#pragma once

#include <string>
#include <vector>

namespace waymark {

// The program while it runs, with pipes as its standard input and standard error; its standard output goes
// nowhere. It is ended with its owner.
class StartedProgram {
 public:
  // `ignored` is a signal that the program does not get, as a shell has it for what runs in the background.
  // Throws std::runtime_error where it cannot be started.
  explicit StartedProgram(std::vector<std::string> arguments, int ignored = 0);
  ~StartedProgram();
  StartedProgram(const StartedProgram&) = delete;
  StartedProgram& operator=(const StartedProgram&) = delete;

  // Comes back when the program has read it, but for what the pipe holds. Throws where nobody reads.
  void write(const std::string& text) const;
  void close_input();
  // Comes back when the text has been said on standard error since the last call, or when it has ended;
  // gives what was said up to there.
  std::string wait_for(const std::string& text);
  void signal(int number) const;
  // Its exit code, or minus the signal that ended it.
  int wait();

 private:
  int process_ = 0, input_ = -1, messages_ = -1;
  std::string said_;
};

}  // namespace waymark
