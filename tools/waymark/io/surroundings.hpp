#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lang/quantity/calendar.hpp"

namespace waymark {

// What the program finds around it. Commands see the world through this alone, so that tests can stand in for
// it.
struct Surroundings {
  std::filesystem::path executable_folder;
  std::vector<std::string> arguments = {};  // of the program
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool no_color = false;  // the environment variable NO_COLOR is set and not empty
  Moment now;
  int standard_input = 0;                                  // file descriptor
  std::optional<std::filesystem::path> state_folder = {};  // where programs keep what outlives them
};

Surroundings find_surroundings(const char* program, std::vector<std::string> arguments);

// When examples play: this year, and on every day of it at the same moment.
Moment start_of_year(const Moment& now);

enum class ColorChoice { automatic, always, never };
bool wants_color(ColorChoice choice, bool is_terminal, const Surroundings& surroundings);

// The folder that holds `units.pathway`: in the installed tree, beside the program, or in a folder `stdlib`
// on the way up from the program, which is where a build tree has it.
std::optional<std::filesystem::path> find_stdlib(const Surroundings& surroundings);

// The script with which a page tries patients: in the installed tree, or where tools/page/build has made it
// in the tree that the program was built in. None where there is none.
std::optional<std::filesystem::path> find_page_script(const Surroundings& surroundings);

struct ReadError {
  std::string reason;
};

// A file's content, or that of standard input for `-`; reads no further than a little beyond `most_bytes`.
std::variant<std::string, ReadError> read_input(const std::string& path, std::size_t most_bytes,
                                                const Surroundings& surroundings);

}  // namespace waymark
