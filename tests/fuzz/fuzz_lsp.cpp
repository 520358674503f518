// An editor that sends anything at all is answered by the protocol: each request once, with a result or an
// error that is no fault of the server. A line `METHOD PARAMETERS` is sent as a request, any other as the
// bytes that it is.
#include <algorithm>
#include <sstream>

#include <fmt/format.h>

#include "fuzz.hpp"
#include "lang/modules/standard_library.hpp"
#include "lang/text/read_json.hpp"
#include "tools/language_server/framing.hpp"
#include "tools/language_server/server.hpp"

namespace waymark::fuzz {
namespace {

using lsp::Json;

constexpr std::string_view document = R"(pathway care "Care 🫁" { version "1.0.0" follows guide }
source guide "A guide" { section first "First" { statement 1 "Give oxygen where saturation is low." } }
fact spo2 "SpO2" : number in % within 0 to 100
action oxygen "Oxygen" support
define low "Low" = spo2 < 90 %  cite first.1
section care "Care" { when low { should use oxygen as first_help { cite first.1 } } }
scenario "low" { given spo2 = 80 % expect care.first_help advised }
)";

class Editor {
 public:
  Editor() {
    request("initialize", R"({"capabilities": {}, "rootUri": "file:///work"})");
    const Json opened{{"uri", "file:///folder/a.pathway"}, {"version", 1}, {"text", document}};
    const Json message{{"method", "textDocument/didOpen"}, {"params", {{"textDocument", opened}}}};
    receive(message.dump());
  }

  void send(const std::string& line) {
    const auto blank = line.find(' ');
    const bool is_request = blank != line.npos && blank > 0 && line[0] >= 'a' && line[0] <= 'z';
    if (is_request) {
      request(line.substr(0, blank), line.substr(blank + 1));
    } else {
      reader_.feed(line + "\r\n");
      read_all();
    }
  }

 private:
  void request(const std::string& method, const std::string& parameters) {
    const auto id = ++last_id_;
    const auto body =
        fmt::format(R"({{"jsonrpc": "2.0", "id": {}, "method": {}, "params": {}}})", id,
                    Json(method).dump(-1, ' ', false, Json::error_handler_t::replace), parameters);
    const bool is_message = !read_json<Json>(body).is_discarded();  // it knows that a NUL is no end
    const auto replies = receive(body);
    const auto is_answer = [&](const Json& each) { return each.contains("id") && each["id"] == id; };
    if (is_message && std::ranges::count_if(replies, is_answer) != 1)
      fail("the request is not answered once: " + body);
  }

  void read_all() {
    while (const auto next = reader_.next()) {
      if (const auto* body = std::get_if<std::string>(&*next)) receive(*body);
      if (const auto* error = std::get_if<lsp::FramingError>(&*next))
        check(server_.refuse_framing(error->reason));
    }
  }

  std::vector<Json> receive(const std::string& body) {
    auto replies = server_.receive(body);
    for (const auto& each : replies) check(each);
    for (const auto& each : server_.refresh()) check(each);
    return replies;
  }

  static void check(const Json& message) {
    const auto* code = lsp::find(message, {"error", "code"});
    if (code && *code == static_cast<int>(lsp::ErrorCode::internal_error))
      fail("a fault of the server: " + message.dump());
    if (lsp::framed(message).empty()) fail("a message cannot be sent");
  }

  lsp::Server server_{{standard_library_folder, standard_library()}};
  lsp::MessageReader reader_;
  int last_id_ = 0;
};

void check(std::string_view text) {
  constexpr int most_lines = 20;
  Editor editor;
  std::istringstream lines{std::string{text}};
  std::string line;
  for (int count = 0; count < most_lines && std::getline(lines, line); ++count) editor.send(line);
}

}  // namespace
}  // namespace waymark::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  waymark::fuzz::check(waymark::fuzz::text_of(data, size));
  return 0;
}
