#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include <nlohmann/json.hpp>

// Messages of the Language Server Protocol 3.17, which are those of JSON-RPC 2.0.
namespace waymark::lsp {

using Json = nlohmann::ordered_json;

// Codes of JSON-RPC and of the protocol.
enum class ErrorCode {
  parse_error = -32700,
  invalid_request = -32600,
  method_not_found = -32601,
  invalid_params = -32602,
  internal_error = -32603,
  not_initialized = -32002,
  request_failed = -32803,
  request_cancelled = -32800,
};

struct ResponseError {
  ErrorCode code = ErrorCode::request_failed;
  std::string message;
};
// What a request comes to.
using Answer = std::variant<Json, ResponseError>;

Json response(const Json& id, Answer answer);
Json notification(std::string_view method, Json params);

// Returns what is at the end of a path of keys; null where there is nothing.
const Json* find(const Json& json, std::initializer_list<std::string_view> path);
std::optional<std::string> find_text(const Json& json, std::initializer_list<std::string_view> path);
// Returns nullopt also for a number that is negative, too large or has a fraction.
std::optional<std::uint32_t> find_number(const Json& json, std::initializer_list<std::string_view> path);
bool find_flag(const Json& json, std::initializer_list<std::string_view> path);

// The message as it is sent, with its header.
std::string framed(const Json& message);

}  // namespace waymark::lsp
