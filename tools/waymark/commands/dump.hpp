#pragma once

#include <string>

#include "tools/report/reply.hpp"
#include "tools/waymark/io/loading.hpp"

namespace waymark {

enum class DumpPart { ast, model, index };

struct DumpOptions : CommonOptions {
  std::string path;
  DumpPart part = DumpPart::model;
};

// Prints what the compiler makes of a pathway. The AST and the index are there in spite of errors, the model
// is not.
Reply dump_pathway(const DumpOptions& options, const Surroundings& surroundings);

}  // namespace waymark
