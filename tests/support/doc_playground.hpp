#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "test_folder.hpp"

// A folder to try a page in: it looks like the project's root, and what the page changes is thrown away.
namespace waymark::docs {

class Playground {
 public:
  Playground();

  const std::filesystem::path& folder() const { return folder_.path(); }

  void write(const std::filesystem::path& file, const std::string& text) const;
  void forget_libraries() const;
  // The folders that the page has made itself.
  std::vector<std::filesystem::path> pathways() const;

  // What a console shows: each line `$ COMMAND` is run here, `waymark` being the program, and what it prints
  // stands below it. `# exit code 1` behind a command says how it ends; a fault of the program always fails.
  std::string console(const std::string& dialogue) const;

  // Lines with `-` become lines with `+`; the others stand around them. A file that is not there is made.
  void change(const std::filesystem::path& file, const std::string& changes) const;

 private:
  TestFolder folder_;
};

// `...` on a line of its own stands for any lines.
bool shows(const std::string& actual, const std::string& expected);

}  // namespace waymark::docs
