#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "command_runner.hpp"
#include "test_folder.hpp"

namespace waymark {

// A folder that is gone when the test ends, with a copy of the pathway in it.
class Workplace {
 public:
  Workplace() { std::filesystem::copy(dah_folder, pathway(), std::filesystem::copy_options::recursive); }

  std::filesystem::path folder() const { return folder_.path(); }
  std::string pathway() const { return folder_.path("dah"); }
  std::filesystem::path scenarios() const { return folder_.path("dah/scenarios.pathway"); }
  void append(const std::string& text) const { std::ofstream{scenarios(), std::ios::app} << text; }

 private:
  TestFolder folder_;
};

}  // namespace waymark
