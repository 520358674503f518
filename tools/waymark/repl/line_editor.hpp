#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace waymark {

// Reads lines from a terminal, with a history that outlives the program and completion by Tab. Ctrl-C clears
// the line.
class LineEditor {
 public:
  // Words with which a line that was begun may go on.
  using Complete = std::function<std::vector<std::string>(const std::string& line)>;

  // The history is kept in memory alone where there is no file for it or it cannot be written.
  LineEditor(std::string prompt, std::optional<std::filesystem::path> history_file, Complete complete);
  ~LineEditor();
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;

  // nullopt at the end of the input (Ctrl-D).
  std::optional<std::string> read();

 private:
  struct Library;  // what belongs to the library that does the work
  std::unique_ptr<Library> library_;
};

}  // namespace waymark
