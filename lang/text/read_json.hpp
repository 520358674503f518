#pragma once

#include <string_view>

namespace waymark {

// Returns `text` as one JSON value (RFC 8259) of the type `Json`, which is `nlohmann::json` or one of its
// kind; its `is_discarded()` is true where the text is no JSON. nlohmann::json alone takes a NUL for the end
// of the text and says nothing of what stands behind it.
template <class Json>
Json read_json(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return Json(Json::value_t::discarded);
  return Json::parse(text, nullptr, false);
}

}  // namespace waymark
