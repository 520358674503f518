#include "lang/modules/parsed_files.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace waymark {

std::shared_ptr<const ast::File> ParsedFiles::find(std::uint32_t file, std::string_view text) {
  const std::lock_guard lock{mutex_};
  const auto found = place_of(file, text);
  if (found == files_.end()) return nullptr;
  files_.splice(files_.begin(), files_, found);
  return found->file;
}

void ParsedFiles::keep(std::string_view text, std::shared_ptr<const ast::File> parsed) {
  std::list<Parsed> forgotten;  // taken apart when nobody waits any more
  const std::lock_guard lock{mutex_};
  if (place_of(parsed->file, text) != files_.end()) return;  // another thread was faster
  files_.push_front({std::string{text}, std::move(parsed)});
  if (files_.size() > most_) forgotten.splice(forgotten.begin(), files_, std::prev(files_.end()));
}

std::list<ParsedFiles::Parsed>::iterator ParsedFiles::place_of(std::uint32_t file, std::string_view text) {
  return std::ranges::find_if(
      files_, [&](const Parsed& each) { return each.file->file == file && each.text == text; });
}

ParsedFiles& parsed_libraries() {
  static ParsedFiles result{64};  // six times as many as the standard library has
  return result;
}

}  // namespace waymark
