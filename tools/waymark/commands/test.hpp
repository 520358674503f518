#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/report/reply.hpp"
#include "tools/waymark/io/loading.hpp"

namespace waymark {

enum class TestFormat { text, json, junit, lcov, html };

struct TestOptions : CommonOptions {
  std::vector<std::string> paths;
  std::optional<std::string> filter;
  bool watch = false;
  bool coverage = false;
  std::optional<double> least_percent;   // of the coverage
  std::optional<std::string> scenarios;  // where those are written that would reach what is missing
  bool force = false;                    // also over a file that the program did not make
  TestFormat format = TestFormat::text;
};

// Runs the scenarios of each path. With `watch` again after each change, until it is interrupted; what the
// last run says is returned and the others are printed.
Reply test(const TestOptions& options, const Surroundings& surroundings);

}  // namespace waymark
