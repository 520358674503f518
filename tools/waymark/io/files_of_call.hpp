#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/waymark/io/loading.hpp"

namespace waymark {

// The files that a call names: what it writes must not replace what it reads, nor anything else that it
// writes. One file under two names (another spelling, a link, a hard link) is one file. What is no file (a
// device, a pipe) takes part only as far as it leads to one.
class FilesOfCall {
 public:
  // Every call reads the standard library, and may read from and write to the standard streams.
  FilesOfCall(const CommonOptions& options, const Surroundings& surroundings);

  // A pathway with its libraries, or a folder of pathways.
  void reads_pathway(const std::string& path);
  // `option` names the file: `--facts`. `-` is standard input, which is there anyway.
  void reads(std::string_view option, const std::optional<std::string>& path);
  void writes(std::string_view option, const std::optional<std::string>& path);

  // The refusal of a call that would write over a file of its own.
  std::optional<Reply> refusal() const;

 private:
  struct Named {
    std::string path;
    std::string what;  // "--facts reads", "belongs to the pathway"
  };
  struct Output {
    std::string option, path;
  };

  void reads_folder(const std::filesystem::path& folder, const std::string& what);

  std::vector<Named> taken_;
  std::vector<Output> outputs_;
};

}  // namespace waymark
