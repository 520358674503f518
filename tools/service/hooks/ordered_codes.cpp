#include "tools/service/hooks/ordered_codes.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "interpreter/facts/json/json_slices.hpp"
#include "lang/model/code_system.hpp"

namespace waymark::service {
namespace {

using Codes = std::set<std::pair<std::string, std::string>>;

void add_codings(std::string_view codeable, Codes& codes) {
  for (const auto coding : json::elements_of(json::find(json::members_of(codeable), "coding"))) {
    const auto members = json::members_of(coding);
    auto system = json::text_at(members, "system"), code = json::text_at(members, "code");
    if (system && code) codes.emplace(model::system_of_uri(*system), *std::move(code));
  }
}

// Also of a medication that stands in the order itself.
void add_codes(std::string_view resource, Codes& codes) {
  const auto members = json::members_of(resource);
  for (const auto* element : {"medicationCodeableConcept", "code", "vaccineCode"})
    add_codings(json::find(members, element), codes);
  for (const auto contained : json::elements_of(json::find(members, "contained")))
    add_codings(json::find(json::members_of(contained), "code"), codes);
}

}  // namespace

std::set<model::ActionId> ordered_actions(const model::Model& model, std::string_view draft_orders) {
  Codes codes;
  for (const auto entry : json::elements_of(json::find(json::members_of(draft_orders), "entry")))
    add_codes(json::find(json::members_of(entry), "resource"), codes);
  std::set<model::ActionId> result;
  for (model::ActionId id = 0; id < model.actions.size(); ++id) {
    const auto& action = model.actions[id];
    const bool is_ordered = std::ranges::any_of(action.codes, [&](const model::Code& code) {
      return codes.contains({code.system, code.code});
    });
    if (!is_ordered) continue;
    result.insert(id);
    result.insert(action.groups.begin(), action.groups.end());
  }
  return result;
}

}  // namespace waymark::service
