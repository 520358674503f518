#include "tools/report/subject_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "interpreter/decide/subject.hpp"
#include "interpreter/facts/input_names.hpp"
#include "lang/text/suggest.hpp"

namespace waymark {

// `plasma_exchange.exchange` where `exchange` was asked for, if there is one only.
static std::optional<std::string> in_a_section(const std::vector<std::string>& ids, const std::string& name) {
  const auto ends_so = [&](const std::string& id) { return id.ends_with("." + name); };
  if (std::ranges::count_if(ids, ends_so) != 1) return std::nullopt;
  return *std::ranges::find_if(ids, ends_so);
}

std::string no_such_subject(const model::Model& model, const std::string& id) {
  const auto inputs = InputNames{model}.find(id);
  if (!inputs.empty() && inputs.front().index() == 0)
    return fmt::format("`{}` is a fact: it is what is given, and has no reason", id);
  if (!inputs.empty()) return fmt::format("nothing uses the parameter `{}`", id);
  if (std::ranges::find(model.scores, id, &model::Score::id) != model.scores.end())
    return fmt::format("nothing uses the score `{}`", id);
  const auto ids = subject_ids(model);
  auto near = in_a_section(ids, id);
  if (!near) near = nearest(id, ids);
  return fmt::format(
      "there is no recommendation, note, contraindication, definition, table, score or parameter `{}`{}", id,
      near ? fmt::format("; did you mean `{}`?", *near) : "");
}

}  // namespace waymark
