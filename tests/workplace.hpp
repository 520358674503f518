#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch.hpp>

#include "command_runner.hpp"

namespace waymark {

// A folder that is gone when the test ends, with a copy of the pathway in it.
class Workplace {
 public:
  Workplace() {
    std::string name = std::filesystem::temp_directory_path() / "waymark_repl_XXXXXX";
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder_ = name;
    std::filesystem::copy(dah_folder, folder_ / "dah", std::filesystem::copy_options::recursive);
  }
  ~Workplace() { std::filesystem::remove_all(folder_); }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;

  std::filesystem::path folder() const { return folder_; }
  std::string pathway() const { return folder_ / "dah"; }
  std::filesystem::path scenarios() const { return folder_ / "dah" / "scenarios.pathway"; }
  void append(const std::string& text) const { std::ofstream{scenarios(), std::ios::app} << text; }

 private:
  std::filesystem::path folder_;
};

}  // namespace waymark
