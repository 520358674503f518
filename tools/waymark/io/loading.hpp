#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lang/compile.hpp"
#include "tools/report/diagnostics_text.hpp"
#include "tools/report/reply.hpp"
#include "tools/waymark/io/surroundings.hpp"

namespace waymark {

// The options that every command has.
struct CommonOptions {
  std::optional<std::string> stdlib;
  ColorChoice color = ColorChoice::automatic;
};

// A line of the program itself: `waymark: MESSAGE`.
std::string program_message(const std::string& message);
// Adds such a line to what `reply` says; the call could not be used.
void refuse_because(Reply& reply, const std::string& message);

// Where a call reads texts: the disk, and the standard library that is part of the program, in a folder that
// no disk has.
const SourceProvider& call_sources();

// The folder of the standard library that was asked for, or that is found beside the program, or that is part
// of it. A Reply where the one asked for is none.
std::variant<std::filesystem::path, Reply> stdlib_folder(const CommonOptions& options,
                                                         const Surroundings& surroundings);

// Where a pathway and what it rests on are read.
struct PathwayPlace {
  std::optional<std::string> path;  // none: a pathway with nothing in it
  std::filesystem::path stdlib;
  const SourceProvider& provider = call_sources();
};

// A Reply where anything cannot be read.
std::variant<std::unique_ptr<Compilation>, Reply> load_and_compile(const PathwayPlace& place);

// Compiles the pathway at `path`, or a pathway with nothing in it where there is no path. A Reply where there
// is nothing to compile.
std::variant<std::unique_ptr<Compilation>, Reply> load_and_compile(const std::optional<std::string>& path,
                                                                   const CommonOptions& options,
                                                                   const Surroundings& surroundings);

// A compilation and how messages name it: as the call does, or by its file where a path holds several.
struct NamedCompilation {
  std::string name;
  std::unique_ptr<Compilation> compilation;
};

using TakeCompilation = std::function<void(NamedCompilation)>;

// Compiles everything that stands at `path`, where a folder of libraries is one compilation each, and hands
// over one after the other, so that nobody holds more than one. A Reply where anything cannot be read; then
// what comes behind it is left out.
std::optional<Reply> compile_each(const std::string& path, const CommonOptions& options,
                                  const Surroundings& surroundings, const TakeCompilation& take);
// The same of several paths. What cannot be read is said in `reply` before everything else, and left out.
void compile_each(const std::vector<std::string>& paths, const CommonOptions& options,
                  const Surroundings& surroundings, Reply& reply, const TakeCompilation& take);

}  // namespace waymark
