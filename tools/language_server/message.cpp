#include "tools/language_server/message.hpp"

#include <limits>
#include <utility>

#include <fmt/format.h>

namespace waymark::lsp {

Json response(const Json& id, Answer answer) {
  Json result{{"jsonrpc", "2.0"}, {"id", id}};
  if (auto* json = std::get_if<Json>(&answer)) {
    result["result"] = std::move(*json);
  } else {
    const auto& error = std::get<ResponseError>(answer);
    result["error"] = {{"code", static_cast<int>(error.code)}, {"message", error.message}};
  }
  return result;
}

Json notification(std::string_view method, Json params) {
  return {{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}};
}

const Json* find(const Json& json, std::initializer_list<std::string_view> path) {
  const auto* at = &json;
  for (const auto key : path) {
    if (!at->is_object()) return nullptr;
    const auto found = at->find(key);
    if (found == at->end()) return nullptr;
    at = &*found;
  }
  return at;
}

std::optional<std::string> find_text(const Json& json, std::initializer_list<std::string_view> path) {
  const auto* found = find(json, path);
  return found && found->is_string() ? std::optional{found->get<std::string>()} : std::nullopt;
}

std::optional<std::uint32_t> find_number(const Json& json, std::initializer_list<std::string_view> path) {
  const auto* found = find(json, path);
  if (!found || !found->is_number_unsigned()) return std::nullopt;
  const auto number = found->get<std::uint64_t>();
  if (number > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  return static_cast<std::uint32_t>(number);
}

bool find_flag(const Json& json, std::initializer_list<std::string_view> path) {
  const auto* found = find(json, path);
  return found && found->is_boolean() && found->get<bool>();
}

std::string framed(const Json& message) {
  // A text may hold bytes that are no UTF-8; they become the replacement character.
  const auto body = message.dump(-1, ' ', false, Json::error_handler_t::replace);
  return fmt::format("Content-Length: {}\r\n\r\n{}", body.size(), body);
}

}  // namespace waymark::lsp
