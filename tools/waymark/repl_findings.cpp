#include "tools/waymark/repl_findings.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "interpreter/input_names.hpp"
#include "tools/waymark/text_layout.hpp"

namespace waymark {

namespace {

std::string words(Status status) {
  return status == Status::not_advised ? "not advised" : std::string{to_string(status)};
}

// What stands in the first list and not in the second.
template <typename Element>
std::vector<Element> without(const std::vector<Element>& all, const std::vector<Element>& others) {
  std::vector<Element> result;
  std::ranges::copy_if(all, std::back_inserter(result),
                       [&](const Element& each) { return std::ranges::find(others, each) == others.end(); });
  return result;
}

std::vector<std::string> conflicts(const model::Model& model, const Findings& its) {
  std::vector<std::string> result;
  for (const auto& each : its.conflicts) {
    result.push_back(fmt::format("{} and {}, about {}", model.recommendations[each.first].id,
                                 model.recommendations[each.second].id, model.actions[each.action].id));
  }
  return result;
}

std::vector<std::string> violated(const model::Model& model, const Findings& its) {
  std::vector<std::string> result;
  for (const auto index : its.violated) result.push_back('"' + model.properties[index].text + '"');
  return result;
}

std::vector<std::string> needs(const model::Model& model, const Findings& its) {
  const InputNames names{model};
  std::vector<std::string> result;
  for (const auto& input : its.needs) result.push_back(names.name(input));
  return result;
}

class ChangesWriter {
 public:
  void line(const std::string& text) {
    bool first = true;
    for (const auto& part : wrap(text, Page::columns - 4)) {
      text_ += (first ? "  " : "    ") + part + '\n';
      first = false;
    }
  }

  void lists(const std::string& now, const std::string& no_longer, const std::vector<std::string>& before,
             const std::vector<std::string>& after) {
    for (const auto& each : without(after, before)) line(now + each);
    for (const auto& each : without(before, after)) line(no_longer + each);
  }

  void needs(const std::vector<std::string>& before, const std::vector<std::string>& after) {
    const auto more = without(after, before), fewer = without(before, after);
    if (!more.empty()) line(fmt::format("needs now: {}", fmt::join(more, ", ")));
    if (!fewer.empty()) line(fmt::format("needs no longer: {}", fmt::join(fewer, ", ")));
  }

  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace

Findings findings(const Outcome& outcome) {
  Findings result{{}, outcome.needs, outcome.conflicts, outcome.violated};
  for (const auto* all : {&outcome.recommendations, &outcome.contraindications, &outcome.notes}) {
    for (const auto& each : *all) result.statuses.push_back(each.status);
  }
  return result;
}

std::string changes_text(const model::Model& model, const Findings& before, const Findings& after) {
  ChangesWriter writer;
  const auto all = statements(model);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (before.statuses[i] == after.statuses[i]) continue;
    writer.line(fmt::format("{}: {} -> {}", all[i].id, words(before.statuses[i]), words(after.statuses[i])));
  }
  writer.lists("conflict: ", "no longer a conflict: ", conflicts(model, before), conflicts(model, after));
  writer.lists("broken: ", "no longer broken: ", violated(model, before), violated(model, after));
  writer.needs(needs(model, before), needs(model, after));
  return writer.take();
}

}  // namespace waymark
