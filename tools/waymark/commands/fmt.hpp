#pragma once

#include <string>
#include <vector>

#include "tools/report/reply.hpp"
#include "tools/waymark/commands/run.hpp"
#include "tools/waymark/io/loading.hpp"

namespace waymark {

struct FmtOptions : CommonOptions {
  std::vector<std::string> paths;  // files, folders with all that is below them, or `-`
  bool check = false;              // writes nothing, names the files that are not formatted
  bool diff = false;               // writes nothing, shows what would change
  ResultFormat format = ResultFormat::text;
};

// Gives .pathway files the canonical layout. Those with syntax errors stay as they are.
Reply format_files(const FmtOptions& options, const Surroundings& surroundings);

}  // namespace waymark
