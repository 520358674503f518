#include "interpreter/cohort/fast_names.hpp"

#include <cstring>

namespace waymark::cohort {

const PlainName* PlainNames::look_up(const char* key) {
  const auto* end = static_cast<const char*>(std::memchr(key, '"', longest_plain_name));
  if (!end) return nullptr;
  const std::string text{key, end + 1};
  if (const auto known = positions_.find(text); known != positions_.end()) {
    next_ = known->second + 1;
    return &order_[known->second];
  }
  const auto meant = names_.find(std::string_view{text}.substr(0, text.size() - 1));
  if (meant.size() != 1 || meant.front().index() != 0) return nullptr;
  order_.insert(order_.begin() + static_cast<std::ptrdiff_t>(next_),
                PlainName{text, std::get<0>(meant.front())});
  for (auto at = next_; at < order_.size(); ++at) positions_[order_[at].text()] = at;
  return &order_[next_++];
}

}  // namespace waymark::cohort
