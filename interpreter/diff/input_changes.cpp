// Facts and parameters.
#include <algorithm>

#include <fmt/format.h>

#include "interpreter/diff/declarations.hpp"
#include "interpreter/facts/input_names.hpp"
#include "interpreter/prove/patient_space.hpp"
#include "interpreter/search/boundary_values.hpp"
#include "lang/text/one_line.hpp"

namespace waymark::diff {
namespace {

using model::Input;

constexpr auto nothing = "none";

std::string what(const Input& input) { return input.index() == 0 ? "fact" : "parameter"; }

std::string bounds_text(const model::Model& model, const Input& input) {
  const auto& bounds = bounds_of(model, input);
  if (!bounds) return nothing;
  return fmt::format("{} to {}{}", to_string(bounds->low), bounds->below ? "below " : "",
                     to_string(bounds->high));
}

std::string plausible_text(const model::Fact& fact) {
  if (!fact.plausible) return nothing;
  const auto& [low, high, below] = *fact.plausible;
  return fmt::format("{} to {}{}", to_string(low), below ? "below " : "", to_string(high));
}

std::string cites_text(const model::Model& model, const Input& input) {
  std::string result;
  for (const auto& cite : declaration(model, input).cites) {
    if (!result.empty()) result += ", ";
    result += model::name_of(model, cite.statement);
  }
  return result.empty() ? nothing : result;
}

std::string text_of(const std::optional<Quantity>& quantity) {
  return quantity ? to_string(*quantity) : nothing;
}

std::string validity_text(const Side& side, const model::Fact& fact) {
  if (!fact.validity) return text_of(fact.valid_for);
  return one_line(side.sources.text(side.model[*fact.validity].span));
}

class InputChanges {
 public:
  InputChanges(const Side& before, const Side& after, const Counterparts& counterparts,
               const Meanings& meanings)
      : before_{before}, after_{after}, counterparts_{counterparts}, meanings_{meanings} {}

  std::vector<DeclarationChange> collect() {
    for (const auto& [from, to] : counterparts_.inputs) pair(from, to);
    for (const auto& input : counterparts_.only_before) removed(input);
    for (const auto& input : counterparts_.only_after) {
      if (!has_other_type(input))
        add(ChangeKind::added, input, full_name(after_, input), "", "", type_text(after_, input));
    }
    return std::move(result_);
  }

 private:
  static std::string full_name(const Side& side, const Input& input) {
    return prove::full_name(side.model, input);
  }
  // As it is declared, without an article: "yes or no", "event".
  static std::string type_text(const Side& side, const Input& input) {
    auto text = describe(type_of(side.model, input));
    for (const std::string_view article : {"a ", "an "}) {
      if (text.starts_with(article)) return text.substr(article.size());
    }
    return text;
  }

  void add(ChangeKind kind, const Input& input, std::string id, std::string attribute, std::string before,
           std::string after) {
    result_.push_back(
        {kind, what(input), std::move(id), std::move(attribute), std::move(before), std::move(after)});
  }

  void compare(const Input& input, const std::string& id, const std::string& attribute, std::string before,
               std::string after) {
    if (before != after) add(ChangeKind::changed, input, id, attribute, std::move(before), std::move(after));
  }

  void pair(const Input& from, const Input& to) {
    const auto id = full_name(before_, from);
    if (const auto now = full_name(after_, to); now != id) add(ChangeKind::renamed, from, id, "", id, now);
    compare(from, id, "type", type_text(before_, from), type_text(after_, to));
    compare(from, id, "bounds", bounds_text(before_.model, from), bounds_text(after_.model, to));
    compare(from, id, "cite", cites_text(before_.model, from), cites_text(after_.model, to));
    if (from.index() == 1) return value(std::get<1>(from), std::get<1>(to), id);
    const auto& old = before_.model.facts[std::get<0>(from)];
    const auto& young = after_.model.facts[std::get<0>(to)];
    compare(from, id, "plausible", plausible_text(old), plausible_text(young));
    compare(from, id, "valid for", validity_text(before_, old), validity_text(after_, young));
    substance(from, id, old.type.substance, young.type.substance);
  }

  void substance(const Input& from, const std::string& id, const Substance& old, const Substance& young) {
    const auto charge = [](const Substance& of) { return of.charge ? of.charge->to_string() : nothing; };
    compare(from, id, "molar mass", text_of(old.molar_mass), text_of(young.molar_mass));
    compare(from, id, "charge", charge(old), charge(young));
  }

  void value(model::ParameterId from, model::ParameterId to, const std::string& id) {
    const auto& old = before_.model.parameters[from].value;
    const auto& young = after_.model.parameters[to].value;
    const auto text = [](const Side& side, const std::optional<model::ExprId>& expr) {
      return expr ? one_line(side.sources.text(side.model[*expr].span)) : std::string{nothing};
    };
    if (old && young && meaning(meanings_.before, before_, *old) == meaning(meanings_.after, after_, *young))
      return;
    compare(Input{std::in_place_index<1>, from}, id, "value", text(before_, old), text(after_, young));
  }

  static std::uint32_t meaning(const std::vector<std::uint32_t>& meanings, const Side& side,
                               model::ExprId expr) {
    return meanings[side.model[expr].canonical];
  }

  // The same name with another type.
  const Input* other_type(const Input& input) const {
    const auto name = full_name(before_, input);
    const auto found = std::ranges::find_if(counterparts_.only_after, [&](const Input& other) {
      return other.index() == input.index() && full_name(after_, other) == name;
    });
    return found == counterparts_.only_after.end() ? nullptr : &*found;
  }

  bool has_other_type(const Input& input) const {
    return std::ranges::any_of(counterparts_.only_before, [&](const Input& other) {
      return other.index() == input.index() && full_name(before_, other) == full_name(after_, input);
    });
  }

  void removed(const Input& input) {
    const auto id = full_name(before_, input);
    if (const auto* other = other_type(input))
      return add(ChangeKind::changed, input, id, "type", type_text(before_, input),
                 type_text(after_, *other));
    add(ChangeKind::removed, input, id, "", type_text(before_, input), "");
  }

  const Side& before_;
  const Side& after_;
  const Counterparts& counterparts_;
  const Meanings& meanings_;
  std::vector<DeclarationChange> result_;
};

}  // namespace

std::vector<DeclarationChange> input_changes(const Side& before, const Side& after,
                                             const Counterparts& counterparts, const Meanings& meanings) {
  return InputChanges{before, after, counterparts, meanings}.collect();
}

}  // namespace waymark::diff
