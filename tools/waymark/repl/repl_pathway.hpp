#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/facts/input_names.hpp"
#include "tools/waymark/io/loading.hpp"
#include "tools/waymark/io/watched_files.hpp"

namespace waymark {

// What was typed was understood, or why not: in words, with a frame where a place is meant.
template <typename T>
using Understood = std::variant<T, std::string>;

// The pathway that is explored, and what has been read in its words. Its model does not grow.
class ReplPathway {
 public:
  // Where the pathway has errors, what `run` says of them.
  static std::variant<std::unique_ptr<ReplPathway>, Reply> load(const std::string& path,
                                                                const CommonOptions& options,
                                                                const Surroundings& surroundings);

  const Compilation& compilation() const { return *compilation_; }
  const model::Model& model() const { return *compilation_->model; }
  const InputNames& names() const { return names_; }

  // `spo2 = 84 %`; a line that was read before is not read again.
  Understood<model::Given> given(const std::string& text);
  // The value of an expression as the language writes it, and the inputs it needs where it is unknown.
  struct Evaluated {
    std::string text;
    std::vector<model::Input> needs;
  };
  Understood<Evaluated> evaluate(const std::string& expression, const Patient& patient, const Moment& at);
  // A fact or parameter by its name.
  Understood<model::Input> input(const std::string& name) const;

  // Where cases are saved: the scenarios of the folder, or the pathway's one file.
  std::filesystem::path scenario_file() const;
  // Appends the case to them. It is tried first; the file is replaced in one step. Gives the file's name.
  Understood<std::filesystem::path> save(const std::string& name, const Patient& patient, const Moment& at,
                                         const Outcome& outcome);
  // Whether a file has changed since it was loaded, other than by saving.
  bool has_changed() const;

 private:
  // The files that were read, and their state before they were.
  struct Read {
    std::vector<std::filesystem::path> files;
    std::vector<FileState> state;
  };

  ReplPathway(std::string path, std::filesystem::path stdlib, Read read,
              std::unique_ptr<Compilation> compilation);
  std::string errors_since(std::size_t count, std::size_t lines_above) const;
  std::string why_not_savable(const std::filesystem::path& file, const std::string& text,
                              const std::string& name) const;

  std::string path_;
  std::filesystem::path stdlib_;
  std::unique_ptr<Compilation> compilation_;
  InputNames names_;
  std::unordered_map<std::string, model::Given> givens_;
  Read read_;
};

}  // namespace waymark
