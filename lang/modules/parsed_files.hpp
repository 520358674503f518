#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "lang/ast/ast.hpp"

namespace waymark {

#ifdef __wasm__
// The engine has one thread, and its library of C++ no mutex.
struct ParsedFilesMutex {
  void lock() {}
  void unlock() {}
};
#else
using ParsedFilesMutex = std::mutex;
#endif

// What files say that have been parsed before: by their texts, so that a changed one is parsed anew, and by
// their index among the sources, which every span holds. Any number of threads may ask. Of more files than
// `most` those are forgotten that nobody has asked for the longest.
class ParsedFiles {
 public:
  explicit ParsedFiles(std::size_t most) : most_{most} {}

  // Null where no such file is kept.
  std::shared_ptr<const ast::File> find(std::uint32_t file, std::string_view text);
  // Of a file about which nothing was reported.
  void keep(std::string_view text, std::shared_ptr<const ast::File> parsed);

 private:
  struct Parsed {
    std::string text;
    std::shared_ptr<const ast::File> file;
  };
  std::list<Parsed>::iterator place_of(std::uint32_t file, std::string_view text);

  std::size_t most_;
  ParsedFilesMutex mutex_;
  std::list<Parsed> files_;  // the one that was asked for last stands first
};

// The libraries that this process has parsed.
ParsedFiles& parsed_libraries();

}  // namespace waymark
