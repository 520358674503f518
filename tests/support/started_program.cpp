#include "started_program.hpp"

#include <csignal>
#include <fcntl.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include "project_files.hpp"

namespace waymark {

namespace {

struct Pipe {
  Pipe() {
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error{"no pipe"};
  }
  int read_end() const { return ends[0]; }
  int write_end() const { return ends[1]; }

  int ends[2] = {};
};

[[noreturn]] void become(std::vector<std::string>& arguments, int input, int messages, int ignored) {
  ::dup2(input, STDIN_FILENO);
  ::dup2(::open("/dev/null", O_WRONLY), STDOUT_FILENO);
  ::dup2(messages, STDERR_FILENO);
  if (ignored != 0) std::signal(ignored, SIG_IGN);
  std::vector<char*> words;
  for (auto& argument : arguments) words.push_back(argument.data());
  words.push_back(nullptr);
  ::execv(words.front(), words.data());
  ::_exit(127);
}

}  // namespace

StartedProgram::StartedProgram(std::vector<std::string> arguments, int ignored) {
  const Pipe input, messages;
  arguments.insert(arguments.begin(), waymark_program());
  process_ = ::fork();
  if (process_ == 0) become(arguments, input.read_end(), messages.write_end(), ignored);
  ::close(input.read_end());
  ::close(messages.write_end());
  input_ = input.write_end();
  messages_ = messages.read_end();
  if (process_ < 0) throw std::runtime_error{"no process"};
}

StartedProgram::~StartedProgram() {
  close_input();
  if (process_ > 0) {
    ::kill(process_, SIGKILL);
    wait();
  }
  ::close(messages_);
}

void StartedProgram::write(const std::string& text) const {
  for (std::size_t done = 0; done < text.size();) {
    const auto count = ::write(input_, text.data() + done, text.size() - done);
    if (count <= 0) throw std::runtime_error{"the program reads no more"};
    done += static_cast<std::size_t>(count);
  }
}

void StartedProgram::close_input() {
  if (input_ >= 0) ::close(std::exchange(input_, -1));
}

std::string StartedProgram::wait_for(const std::string& text) {
  char buffer[4096];
  auto end = said_.find(text);
  while (end == std::string::npos) {
    const auto count = ::read(messages_, buffer, sizeof buffer);
    if (count <= 0) return std::exchange(said_, {});
    said_.append(buffer, static_cast<std::size_t>(count));
    end = said_.find(text);
  }
  end += text.size();
  auto result = said_.substr(0, end);
  said_.erase(0, end);
  return result;
}

void StartedProgram::signal(int number) const { ::kill(process_, number); }

int StartedProgram::wait() {
  int status = 0;
  ::waitpid(std::exchange(process_, 0), &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace waymark
