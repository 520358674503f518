#include "interpreter/facts_problems.hpp"

#include <algorithm>

#include "lang/suggest.hpp"

namespace waymark {

static bool is_plain_key(std::string_view name) {
  const auto is_plain = [](char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return !name.empty() && std::ranges::all_of(name, is_plain);
}

FactsPlace FactsPlace::key(std::string_view name, std::uint32_t at) const {
  if (is_plain_key(name)) return {fmt::format("{}.{}", path, name), at};
  return {fmt::format("{}['{}']", path, name), at};
}

void FactsProblems::did_you_mean(std::string_view word, std::span<const std::string> candidates) {
  if (const auto near = nearest(word, candidates)) help(fmt::format("did you mean `{}`?", *near));
}

void FactsProblems::add(const FactsPlace& place, std::string_view code, std::string message) {
  FactsProblem problem{
      .code = std::string{code}, .path = place.path, .message = std::move(message), .help = {}};
  if (text_) {
    if (!source_) source_.emplace("", std::string{*text_});
    const auto end = static_cast<std::uint32_t>(text_->size());
    const auto position = source_->position(std::min(place.offset, end));
    problem.line = position.line;
    problem.column = position.column;
  }
  list_.push_back(std::move(problem));
}

}  // namespace waymark
