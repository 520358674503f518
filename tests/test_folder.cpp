#include "test_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <fstream>

#include "golden.hpp"

namespace waymark {

namespace fs = std::filesystem;

TestFolder::TestFolder() {
  auto name = (fs::temp_directory_path() / "waymark-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    throw fs::filesystem_error{"no temporary folder", name, {errno, std::generic_category()}};
  path_ = name;
}

TestFolder::~TestFolder() {
  std::error_code error;
  fs::remove_all(path_, error);
}

std::string TestFolder::write(const std::string& name, const std::string& text) const {
  fs::create_directories((path_ / name).parent_path());
  std::ofstream{path_ / name, std::ios::binary} << text;
  return path_ / name;
}

std::string TestFolder::read(const std::string& name) const { return golden::read_text(path_ / name); }

std::size_t TestFolder::size() const {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator{path_}, {}));
}

InProjectFolder::InProjectFolder() : before_{fs::current_path()} { fs::current_path(golden::root()); }
InProjectFolder::~InProjectFolder() {
  std::error_code error;
  fs::current_path(before_, error);
}

}  // namespace waymark
