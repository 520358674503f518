#include "interpreter/cohort/plain_names.hpp"

#include <algorithm>

namespace waymark::cohort {

namespace {

// So many keys in a row that one document may leave out before the next one is looked up.
constexpr std::size_t most_left_out = 4;

}  // namespace

std::optional<model::FactId> PlainNames::fact(std::string_view key) {
  const auto end = std::min(order_.size(), next_ + most_left_out);
  for (auto at = next_; at < end; ++at) {
    if (order_[at].text != key) continue;
    next_ = at + 1;
    return order_[at].fact;
  }
  return looked_up(key);
}

std::optional<model::FactId> PlainNames::looked_up(std::string_view key) {
  const std::string text{key};
  if (const auto known = positions_.find(text); known != positions_.end()) {
    next_ = known->second + 1;
    return order_[known->second].fact;
  }
  const auto meant = names_.find(key);
  if (meant.size() != 1 || meant.front().index() != 0) return std::nullopt;
  const auto fact = std::get<0>(meant.front());
  order_.insert(order_.begin() + static_cast<std::ptrdiff_t>(next_), {text, fact});
  for (auto at = next_; at < order_.size(); ++at) positions_[order_[at].text] = at;
  ++next_;
  return fact;
}

}  // namespace waymark::cohort
