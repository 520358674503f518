#include "tools/language_server/token_results.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace waymark::lsp {

// The one edit that turns `before` into `after`; none where they are the same.
static Json edits_between(const Json& before, const Json& after) {
  const auto most = static_cast<std::ptrdiff_t>(std::min(before.size(), after.size()));
  const auto begin =
      std::mismatch(before.begin(), before.begin() + most, after.begin()).first - before.begin();
  const auto same_at_end =
      std::mismatch(before.rbegin(), before.rbegin() + (most - begin), after.rbegin()).first -
      before.rbegin();
  const auto removed = static_cast<std::ptrdiff_t>(before.size()) - begin - same_at_end;
  auto inserted = Json::array();
  std::copy(after.begin() + begin, after.end() - same_at_end, std::back_inserter(inserted));
  if (removed == 0 && inserted.empty()) return Json::array();
  return Json::array({{{"start", begin}, {"deleteCount", removed}, {"data", std::move(inserted)}}});
}

Answer TokenResults::numbered(const Json& params, Answer tokens) {
  auto* answer = std::get_if<Json>(&tokens);
  const auto uri = find_text(params, {"textDocument", "uri"});
  if (!answer || !answer->is_object() || !uri) return tokens;
  auto& sent = sent_[*uri];
  const auto previous = find_text(params, {"previousResultId"});
  auto& data = answer->at("data");
  Json result{{"resultId", std::to_string(++count_)}};
  if (previous && previous == sent.id) {
    result["edits"] = edits_between(sent.data, data);
  } else {
    result["data"] = data;
  }
  sent = {std::to_string(count_), std::move(data)};
  return result;
}

}  // namespace waymark::lsp
