#include "tools/waymark/io/surroundings.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <sys/auxv.h>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "lang/modules/open_file.hpp"
#include "tools/report/present_moment.hpp"

namespace waymark {

namespace fs = std::filesystem;

Moment start_of_year(const Moment& now) {
  const auto year = to_string(date_of(now)).substr(0, 4);
  return start_of(*parse_date(year + "-01-01"), 0);
}

static fs::path executable_folder(const char* program) {
  std::error_code error;
  const auto link = fs::read_symlink("/proc/self/exe", error);
  if (!error) return link.parent_path();
  // Without /proc, as in a bare root: by what the kernel was told to start, which names a file where the
  // first argument may be a bare word.
  const auto* started = reinterpret_cast<const char*>(::getauxval(AT_EXECFN));
  const auto path = fs::weakly_canonical(started != nullptr ? started : program, error);
  return error ? fs::path{"."} : path.parent_path();
}

// The folder of the XDG Base Directory Specification.
static std::optional<fs::path> state_folder() {
  const char* named = std::getenv("XDG_STATE_HOME");
  if (named != nullptr && *named == '/') return fs::path{named};
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home == '\0') return std::nullopt;
  return fs::path{home} / ".local" / "state";
}

Surroundings find_surroundings(const char* program, std::vector<std::string> arguments) {
  const char* no_color = std::getenv("NO_COLOR");
  return {.executable_folder = executable_folder(program),
          .arguments = std::move(arguments),
          .out_is_terminal = isatty(STDOUT_FILENO) == 1,
          .err_is_terminal = isatty(STDERR_FILENO) == 1,
          .no_color = no_color != nullptr && *no_color != '\0',
          .now = present_moment(),
          .standard_input = STDIN_FILENO,
          .state_folder = state_folder()};
}

bool wants_color(ColorChoice choice, bool is_terminal, const Surroundings& surroundings) {
  if (choice == ColorChoice::automatic) return is_terminal && !surroundings.no_color;
  return choice == ColorChoice::always;
}

// Where something that belongs to the program can be: in the installed tree, or in the build tree on the way
// up.
static std::vector<fs::path> places_of(const fs::path& folder, const fs::path& installed,
                                       const fs::path& built) {
  std::vector<fs::path> result{folder / ".." / "share" / "waymark" / installed};
  for (auto up = folder; !up.empty(); up = up.parent_path()) {
    result.push_back(up / built);
    if (up == up.parent_path()) break;
  }
  return result;
}

// The first place at which there is this file.
static std::optional<fs::path> first_with(const std::vector<fs::path>& places, const fs::path& file) {
  std::error_code error;
  const auto found = std::ranges::find_if(
      places, [&](const fs::path& each) { return fs::is_regular_file(each / file, error); });
  return found == places.end() ? std::nullopt : std::optional{found->lexically_normal()};
}

std::optional<fs::path> find_stdlib(const Surroundings& surroundings) {
  return first_with(places_of(surroundings.executable_folder, "stdlib", "stdlib"), "units.pathway");
}

std::optional<fs::path> find_page_script(const Surroundings& surroundings) {
  if (surroundings.executable_folder.empty()) return std::nullopt;
  constexpr auto script = "app.js";
  const auto folder =
      first_with(places_of(surroundings.executable_folder, "page", "tools/page/dist"), script);
  return folder ? std::optional{*folder / script} : std::nullopt;
}

static std::variant<std::string, ReadError> read_all(int descriptor, std::size_t most_bytes) {
  constexpr std::size_t piece = 1 << 16;
  std::string text;
  while (text.size() <= most_bytes) {
    const auto before = text.size();
    text.resize(before + piece);
    const auto count = ::read(descriptor, text.data() + before, piece);
    text.resize(before + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    if (count == 0) break;
    if (count < 0 && errno != EINTR) return ReadError{std::strerror(errno)};
  }
  return text;
}

std::variant<std::string, ReadError> read_input(const std::string& path, std::size_t most_bytes,
                                                const Surroundings& surroundings) {
  if (path == "-") return read_all(surroundings.standard_input, most_bytes);
  auto opened = open_for_reading(path, OtherFiles::devices);
  if (auto* reason = std::get_if<std::string>(&opened)) return ReadError{std::move(*reason)};
  const int descriptor = std::get<int>(opened);
  auto result = read_all(descriptor, most_bytes);
  ::close(descriptor);
  return result;
}

}  // namespace waymark
