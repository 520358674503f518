#include <csignal>
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tools/report/version.hpp"
#include "tools/waymark/command_line.hpp"
#include "tools/waymark/io/loading.hpp"
#include "tools/waymark/io/print.hpp"

static int exit_status(const waymark::Reply& reply) {
  return static_cast<int>(waymark::print(reply).exit_code);
}

static int report_fault(std::string_view what) {
  std::string message =
      waymark::program_message("this is a fault of the program, not of your pathway or your facts");
  message += waymark::program_message("please report it with the call and this line:");
  message += waymark::program_message(std::string{waymark::version} + ": " + std::string{what});
  return exit_status({.exit_code = waymark::ExitCode::fault, .out = {}, .err = std::move(message)});
}

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // writing to a closed pipe is an error like any other
  try {
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    const auto surroundings = waymark::find_surroundings(argc > 0 ? argv[0] : "waymark", arguments);
    return exit_status(waymark::run_command_line(arguments, surroundings));
  } catch (const std::exception& exception) {
    return report_fault(exception.what());
  } catch (...) {
    return report_fault("unknown exception");
  }
}
