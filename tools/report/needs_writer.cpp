#include "tools/report/needs_writer.hpp"

#include <nlohmann/json.hpp>

namespace waymark {

static constexpr std::size_t most_names_with_repetitions = 200'000;

void NeedsWriter::add(nlohmann::ordered_json& entry, const std::string& id, const SharedInputs& needs) {
  const auto [first, is_new] = first_with_.try_emplace(&needs.list(), id);
  if (!is_new && !needs.empty() && written_ + needs.size() > most_names_with_repetitions) {
    entry["same_needs_as"] = first->second;
    return;
  }
  written_ += needs.size();
  entry["needs"] = names(needs.list());
}

std::vector<std::string> NeedsWriter::names(const std::vector<model::Input>& inputs) const {
  std::vector<std::string> result;
  for (const auto& input : inputs) result.push_back(names_.name(input));
  return result;
}

}  // namespace waymark
