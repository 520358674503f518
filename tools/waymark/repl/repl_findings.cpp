#include "tools/waymark/repl/repl_findings.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "interpreter/facts/input_names.hpp"
#include "tools/report/progress_text.hpp"
#include "tools/report/text_layout.hpp"

namespace waymark {

namespace {

std::string words(const FoundStatus& found) {
  const auto status = found.status;
  if (found.progress) return fmt::format("{}, {}", to_string(status), progress_words(*found.progress));
  return status_name(status);
}

// What stands in the first list and not in the second.
template <typename Element>
std::vector<Element> without(const std::vector<Element>& all, const std::vector<Element>& others) {
  std::vector<Element> result;
  std::ranges::copy_if(all, std::back_inserter(result),
                       [&](const Element& each) { return std::ranges::find(others, each) == others.end(); });
  return result;
}

std::vector<std::string> conflicts(const FindingsOf& its) {
  const auto& model = its.model;
  std::vector<std::string> result;
  for (const auto& each : its.findings.conflicts) {
    result.push_back(fmt::format("{} and {}, about {}", model.recommendations[each.first].id,
                                 model.recommendations[each.second].id, model.actions[each.action].id));
  }
  return result;
}

std::vector<std::string> violated(const FindingsOf& its) {
  std::vector<std::string> result;
  for (const auto index : its.findings.violated)
    result.push_back('"' + its.model.properties[index].text + '"');
  return result;
}

std::vector<std::string> needs(const FindingsOf& its) {
  const InputNames names{its.model};
  std::vector<std::string> result;
  for (const auto& input : its.findings.needs) result.push_back(names.name(input));
  return result;
}

// Statements that are called the same mostly stand at the same place.
const FoundStatus* status_of(const FindingsOf& its, const std::vector<Subject>& all, const std::string& id,
                             std::size_t place) {
  if (place < all.size() && all[place].id == id) return &its.findings.statuses[place];
  const auto found = std::ranges::find(all, id, &Subject::id);
  return found == all.end() ? nullptr : &its.findings.statuses[std::size_t(found - all.begin())];
}

class ChangesWriter {
 public:
  void statuses(const FindingsOf& before, const FindingsOf& after) {
    const auto old = statements(before.model), all = statements(after.model);
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto now = after.findings.statuses[i];
      const auto* was = status_of(before, old, all[i].id, i);
      if (!was)
        line(fmt::format("{}: new, {}", all[i].id, words(now)));
      else if (*was != now)
        line(fmt::format("{}: {} -> {}", all[i].id, words(*was), words(now)));
    }
    for (std::size_t i = 0; i < old.size(); ++i) {
      if (!status_of(after, all, old[i].id, i)) line(fmt::format("{}: no longer there", old[i].id));
    }
  }

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

  void settled(const FindingsOf& evaluated, const FindingsOf& exact) {
    const auto all = statements(exact.model);
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto status = exact.findings.statuses[i];
      if (evaluated.findings.statuses[i].status != status.status)
        line(fmt::format("settled whatever is missing: {} is {}", all[i].id, words(status)));
    }
  }

  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace

Findings findings(const Outcome& outcome) {
  Findings result{{}, outcome.needs, outcome.conflicts, outcome.violated};
  for (const auto* all : {&outcome.recommendations, &outcome.contraindications, &outcome.notes}) {
    for (const auto& each : *all)
      result.statuses.push_back(
          {each.status, each.progress ? std::optional{each.progress->progress} : std::nullopt});
  }
  return result;
}

std::string settled_text(const FindingsOf& evaluated, const FindingsOf& exact) {
  ChangesWriter writer;
  writer.settled(evaluated, exact);
  return writer.take();
}

std::string changes_text(const FindingsOf& before, const FindingsOf& after) {
  ChangesWriter writer;
  writer.statuses(before, after);
  writer.lists("conflict: ", "no longer a conflict: ", conflicts(before), conflicts(after));
  writer.lists("broken: ", "no longer broken: ", violated(before), violated(after));
  writer.needs(needs(before), needs(after));
  return writer.take();
}

}  // namespace waymark
