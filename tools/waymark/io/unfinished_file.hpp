#pragma once

#include <string>
#include <variant>

namespace waymark {

// A file under a hidden name of its own, beside the one that it will become. It goes with its owner. While
// there is one, SIGINT, SIGTERM and SIGHUP remove it before they end the program as they always do: it may
// hold patients. Signals that are ignored, or that the program handles itself, are left alone.
//
// The thread that makes it is also the one that lets go of it, and threads that begin before do not take
// those signals.
class UnfinishedFile {
 public:
  // Or the system's reason (errno) why there can be none beside `target`.
  static std::variant<UnfinishedFile, int> beside(const std::string& target);

  UnfinishedFile(UnfinishedFile&& other) noexcept;
  UnfinishedFile& operator=(UnfinishedFile&&) = delete;
  ~UnfinishedFile();

  // Open for writing; whoever made the file closes it.
  int descriptor() const { return descriptor_; }
  // Takes the place of `target` in one step. 0, or the system's reason.
  int become(const std::string& target);

 private:
  UnfinishedFile(std::string name, int descriptor) : name_{std::move(name)}, descriptor_{descriptor} {}

  std::string name_;  // empty: nothing is left to remove
  int descriptor_ = -1;
};

}  // namespace waymark
