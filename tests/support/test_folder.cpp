#include "test_folder.hpp"

#include <fstream>
#include <stdexcept>

#include "golden.hpp"

namespace waymark {

namespace fs = std::filesystem;

TestFolder::TestFolder() {
  if (path().empty()) throw std::runtime_error{"no temporary folder"};
}

std::string TestFolder::write(const std::string& name, const std::string& text) const {
  const auto file = path() / name;
  fs::create_directories(file.parent_path());
  std::ofstream{file, std::ios::binary} << text;
  return file;
}

std::string TestFolder::read(const std::string& name) const { return golden::read_text(path(name)); }

std::size_t TestFolder::size() const {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator{path()}, {}));
}

InProjectFolder::InProjectFolder() : before_{fs::current_path()} { fs::current_path(golden::root()); }
InProjectFolder::~InProjectFolder() {
  std::error_code error;
  fs::current_path(before_, error);
}

}  // namespace waymark
