#include "interpreter/scenarios/free_name.hpp"

#include <utility>

#include <fmt/format.h>

#include "lang/text/escaped_text.hpp"

namespace waymark {

// The name between the first quotes, as it is written there.
static std::pair<std::size_t, std::size_t> name_of(const std::string& scenario) {
  const auto begin = scenario.find('"') + 1;
  auto end = begin;
  while (end < scenario.size() && scenario[end] != '"') end += scenario[end] == '\\' ? 2U : 1U;
  return {begin, end - begin};
}

TakenNames::TakenNames(const std::vector<std::string>& names) {
  for (const auto& name : names) escaped_.insert(escaped_text(name));
}

std::string TakenNames::with_free_name(std::string scenario) {
  const auto [begin, length] = name_of(scenario);
  const auto name = scenario.substr(begin, length);
  auto free = name;
  for (int number = 2; !escaped_.insert(free).second; ++number) free = fmt::format("{} ({})", name, number);
  return std::move(scenario.replace(begin, length, free));
}

}  // namespace waymark
