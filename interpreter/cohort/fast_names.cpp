#include "interpreter/cohort/fast_names.hpp"

#include <cstring>
#include <utility>

namespace waymark::cohort {

const PlainName* PlainNames::look_up(const char* key) {
  const auto* end = static_cast<const char*>(std::memchr(key, '"', longest_plain_name));
  if (!end) return nullptr;
  const std::string text{key, end + 1};
  if (const auto known = positions_.find(text); known != positions_.end()) {
    const auto& name = order_[known->second];
    pass(name);
    return &name;
  }
  const auto meant = names_.find(std::string_view{text}.substr(0, text.size() - 1));
  if (meant.size() != 1 || meant.front().index() != 0) return nullptr;
  insert(PlainName{text, std::get<0>(meant.front())});
  return next_++;
}

void PlainNames::insert(PlainName name) {
  const auto at = next_ - order_.data();
  order_.insert(order_.begin() + at, std::move(name));
  next_ = order_.data() + at;
  behind_ = order_.data() + order_.size();
  for (auto each = static_cast<std::size_t>(at); each < order_.size(); ++each)
    positions_[order_[each].text()] = each;
}

}  // namespace waymark::cohort
