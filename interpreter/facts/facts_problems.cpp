#include "interpreter/facts/facts_problems.hpp"

#include <algorithm>

#include "lang/text/suggest.hpp"

namespace waymark {

static bool is_plain_key(std::string_view name) {
  const auto is_plain = [](char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return !name.empty() && std::ranges::all_of(name, is_plain);
}

std::string FactsPlace::path() const {
  if (!above_) return std::string{name_};
  if (index_) return fmt::format("{}[{}]", above_->path(), *index_);
  return fmt::format(fmt::runtime(is_plain_key(name_) ? "{}.{}" : "{}['{}']"), above_->path(), name_);
}

void FactsProblems::did_you_mean(std::string_view word, std::span<const std::string> candidates) {
  const auto near = suggestions_.find([&] { return nearest(word, candidates); });
  if (near) help(fmt::format("did you mean `{}`?", *near));
}

void FactsProblems::add(const FactsPlace& place, std::string_view code, std::string message) {
  FactsProblem problem{
      .code = std::string{code}, .path = name_(place), .message = std::move(message), .help = {}};
  if (text_) {
    move_to(std::min<std::size_t>(place.offset(), text_->size()));
    problem.line = line_;
    problem.column = column_;
  }
  list_.push_back(std::move(problem));
}

// Most problems follow the one before, so the text is counted through once for all of them.
void FactsProblems::move_to(std::size_t offset) {
  if (offset < offset_) {
    offset_ = 0;
    line_ = column_ = 1;
  }
  for (; offset_ < offset; ++offset_) {
    const char c = (*text_)[offset_];
    const bool is_break = c == '\n';
    line_ += is_break ? 1 : 0;
    column_ = is_break ? 1 : column_;
    const bool begins_character = ((*text_)[offset_] & 0xC0) != 0x80;
    column_ += !is_break && begins_character ? 1 : 0;
  }
}

}  // namespace waymark
