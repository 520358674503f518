#include "interpreter/diff/counterparts.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "interpreter/facts/input_names.hpp"
#include "interpreter/prove/advice_terms.hpp"
#include "interpreter/prove/patient_space.hpp"
#include "interpreter/search/boundary_values.hpp"

namespace waymark::diff {
namespace {

using model::Input;
using model::Model;

std::vector<Input> all_inputs(const Model& model) {
  std::vector<Input> result;
  for (model::FactId fact = 0; fact < model.facts.size(); ++fact)
    result.emplace_back(std::in_place_index<0>, fact);
  for (model::ParameterId parameter = 0; parameter < model.parameters.size(); ++parameter)
    result.emplace_back(std::in_place_index<1>, parameter);
  return result;
}

bool records_the_same(const Model& before, const Input& a, const Model& after, const Input& b) {
  return a.index() == b.index() &&
         prove::signature(type_of(before, a)) == prove::signature(type_of(after, b));
}

bool has_same_codes(const Model& before, const Input& a, const Model& after, const Input& b) {
  if (a.index() != 0) return false;
  const auto& first = before.facts[std::get<0>(a)].codes;
  const auto& second = after.facts[std::get<0>(b)].codes;
  return !first.empty() && std::ranges::equal(first, second, [](const auto& x, const auto& y) {
    return x.system == y.system && x.code == y.code;
  });
}

bool is_renamed(const Model& before, const Input& a, const Model& after, const Input& b) {
  const auto& title = declaration(before, a).title;
  const bool same_title = !title.empty() && title == declaration(after, b).title;
  return records_the_same(before, a, after, b) && (same_title || has_same_codes(before, a, after, b));
}

class Pairing {
 public:
  Pairing(const Model& before, const Model& after) : before_{before}, after_{after} {}

  Counterparts run() {
    same_names();
    other_names();
    statements();
    return std::move(result_);
  }

 private:
  void same_names() {
    std::map<std::pair<std::size_t, std::string>, Input> names;
    for (const auto& input : all_inputs(after_))
      names.emplace(std::pair{input.index(), prove::full_name(after_, input)}, input);
    result_.only_after = all_inputs(after_);
    for (const auto& input : all_inputs(before_)) {
      const auto found = names.find({input.index(), prove::full_name(before_, input)});
      if (found != names.end() && records_the_same(before_, input, after_, found->second)) {
        pair(input, found->second);
      } else {
        result_.only_before.push_back(input);
      }
    }
  }

  // Only where nothing else could be meant.
  void other_names() {
    for (const auto& input : std::vector{result_.only_before}) {
      const auto fits = [&](const Input& other) { return is_renamed(before_, input, after_, other); };
      const auto found = std::ranges::find_if(result_.only_after, fits);
      if (std::ranges::count_if(result_.only_after, fits) != 1) continue;
      const auto fits_too = [&](const Input& other) { return is_renamed(before_, other, after_, *found); };
      if (std::ranges::count_if(result_.only_before, fits_too) != 1) continue;
      std::erase(result_.only_before, input);
      pair(input, Input{*found});
    }
  }

  void pair(const Input& before, const Input& after) {
    result_.inputs.emplace_back(before, after);
    std::erase(result_.only_after, after);
  }

  void statements() {
    std::map<std::pair<model::StatementKind, std::string>, model::StatementReference> ids;
    for (const auto& each : model::all_statements(after_))
      ids.emplace(std::pair{each.kind, model::statement(after_, each).id}, each);
    for (const auto& each : model::all_statements(before_)) {
      const auto found = ids.extract({each.kind, model::statement(before_, each).id});
      if (found.empty()) {
        result_.removed.push_back(each);
      } else {
        result_.statements.emplace_back(each, found.mapped());
      }
    }
    for (const auto& each : model::all_statements(after_)) {
      if (ids.contains({each.kind, model::statement(after_, each).id})) result_.added.push_back(each);
    }
  }

  const Model& before_;
  const Model& after_;
  Counterparts result_;
};

void copy(const Patient& from, const Input& source, Patient& to, const Input& target) {
  if (source.index() == 0) {
    to.facts[std::get<0>(target)] = from.facts[std::get<0>(source)];
    to.in_doubt[std::get<0>(target)] = is_in_doubt(from, std::get<0>(source));
  } else {
    to.parameters[std::get<1>(target)] = from.parameters[std::get<1>(source)];
  }
}

}  // namespace

Counterparts counterparts(const Model& before, const Model& after) { return Pairing{before, after}.run(); }

Patient as_after(const Counterparts& counterparts, const Patient& before, Patient base) {
  base.at = before.at;
  for (const auto& [from, to] : counterparts.inputs) copy(before, from, base, to);
  return base;
}

Patient as_before(const Counterparts& counterparts, const Patient& after, Patient base) {
  base.at = after.at;
  for (const auto& [to, from] : counterparts.inputs) copy(after, from, base, to);
  return base;
}

Patient completed(const Counterparts& counterparts, Patient after, const Patient& before) {
  for (const auto& [from, to] : counterparts.inputs) {
    const bool is_silent = to.index() == 0 ? after.facts[std::get<0>(to)].empty()
                                           : !after.parameters[std::get<1>(to)].has_value();
    if (is_silent) copy(before, from, after, to);
  }
  return after;
}

}  // namespace waymark::diff
