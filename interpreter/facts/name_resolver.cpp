#include "interpreter/facts/name_resolver.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace waymark {

// Facts and parameters are both counted by a number, so `model::Input` tells them apart by its index alone.
static constexpr std::size_t fact_index = 0;
static constexpr std::size_t parameter_index = 1;

std::optional<model::FactId> NameResolver::fact(const std::string& name, const FactsPlace& place) {
  const auto found = find(name, fact_index);
  if (found.size() == 1) return std::get<fact_index>(found.front());
  if (found.empty()) unknown(name, place, diagnostics::facts_unknown_fact, fact_index);
  if (!found.empty()) ambiguous(name, found, place);
  return std::nullopt;
}

std::optional<model::ParameterId> NameResolver::parameter(const std::string& name, const FactsPlace& place) {
  const auto found = find(name, parameter_index);
  if (found.size() == 1) return std::get<parameter_index>(found.front());
  if (found.empty()) unknown(name, place, diagnostics::facts_unknown_parameter, parameter_index);
  if (!found.empty()) ambiguous(name, found, place);
  return std::nullopt;
}

bool NameResolver::is_fact(const std::string& name) const { return !find(name, fact_index).empty(); }

std::vector<model::Input> NameResolver::find(const std::string& name, std::size_t index) const {
  auto found = names_.find(name);
  std::erase_if(found, [&](const model::Input& input) { return input.index() != index; });
  return found;
}

void NameResolver::ambiguous(const std::string& name, const std::vector<model::Input>& found,
                             const FactsPlace& place) {
  std::vector<std::string> choices;
  for (const auto& input : found) choices.push_back(fmt::format("`{}`", names_.name(input)));
  problems_.report(place, diagnostics::facts_ambiguous_name, name,
                   fmt::format("{}", fmt::join(choices, " or ")));
  problems_.help("write the name with its library");
}

void NameResolver::unknown(const std::string& name, const FactsPlace& place,
                           const DiagnosticKind<std::string_view>& kind, std::size_t index) {
  problems_.report(place, kind, name);
  if (!problems_.gives_help()) return;
  if (!find(name, parameter_index).empty()) {
    problems_.help("it is a parameter, which a site sets: write it under `parameters`");
  } else if (is_fact(name)) {
    problems_.help("it is a fact: write it under `facts`");
  } else if (is_worked_out(name)) {
    problems_.help("the pathway works it out from facts; it cannot be given");
  } else {
    problems_.did_you_mean(name, index == fact_index ? names_.facts() : names_.parameters());
  }
}

bool NameResolver::is_worked_out(const std::string& name) const {
  return std::ranges::find(model_.defines, name, &model::Define::id) != model_.defines.end() ||
         std::ranges::find(model_.scores, name, &model::Score::id) != model_.scores.end();
}

}  // namespace waymark
