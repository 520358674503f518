// The protocol: its order, its errors, and bytes that form no message.
#include <string>
#include <variant>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include "editor_session.hpp"
#include "golden.hpp"
#include "tools/language_server/file_uri.hpp"
#include "tools/language_server/framing.hpp"

namespace waymark::language_server_test {
namespace {

using lsp::ErrorCode;
using lsp::Json;

lsp::Server fresh_server() { return lsp::Server{{golden::stdlib(), disk()}}; }

int code_of(const std::vector<Json>& replies) {
  REQUIRE(replies.size() == 1);
  REQUIRE(replies[0].contains("error"));
  return replies[0]["error"].at("code").get<int>();
}

std::string call(const std::string& method, const std::string& params = "{}") {
  return R"({"jsonrpc":"2.0","id":7,"method":")" + method + R"(","params":)" + params + "}";
}

}  // namespace

TEST_CASE("nothing is answered before initialize, and nothing after shutdown", "[lsp]") {
  auto server = fresh_server();
  CHECK(code_of(server.receive(call("textDocument/hover"))) == static_cast<int>(ErrorCode::not_initialized));
  CHECK(server.receive(call("initialize", R"({"capabilities":{}})"))[0].contains("result"));
  CHECK(code_of(server.receive(call("initialize"))) == static_cast<int>(ErrorCode::invalid_request));
  CHECK(server.receive(call("shutdown"))[0].at("result").is_null());
  CHECK(code_of(server.receive(call("textDocument/hover"))) == static_cast<int>(ErrorCode::invalid_request));
  CHECK(server.receive(R"({"jsonrpc":"2.0","method":"exit"})").empty());
  CHECK(server.is_ended());
  CHECK(server.exit_code() == 0);
}

TEST_CASE("an exit without shutdown is a failure", "[lsp]") {
  auto server = fresh_server();
  server.receive(R"({"jsonrpc":"2.0","method":"exit"})");
  CHECK(server.is_ended());
  CHECK(server.exit_code() == 1);
}

TEST_CASE("an editor that pulls diagnostics is sent none, and told when to pull again", "[lsp]") {
  auto server = fresh_server();
  const auto begun = server.receive(call("initialize", R"({"initializationOptions":{"diagnostics":"pull"},
      "capabilities":{"workspace":{"diagnostics":{"refreshSupport":true}}}})"));
  CHECK(begun[0].at("result").at("capabilities").contains("diagnosticProvider"));
  server.receive(R"({"method":"textDocument/didOpen","params":{"textDocument":
      {"uri":"file:///work_folder/a.pathway","version":3,"text":"fact a \"A\" : no_type\n"}}})");
  CHECK(server.refresh().empty());
  const auto pulled = server.receive(call("workspace/diagnostic"))[0].at("result").at("items");
  REQUIRE(pulled.size() == 1);
  CHECK(pulled[0].at("version") == 3);
  const auto of_document = R"({"textDocument":{"uri":"file:///work_folder/a.pathway"}})";
  CHECK(server.receive(call("textDocument/diagnostic", of_document))[0].at("result").at("items") ==
        pulled[0].at("items"));
  CHECK(pulled[0].at("items").at(0).at("code") == "PW0213");
  server.note({server.workspace().open_pathways().at(0), {}, {}});
  const auto asked = server.refresh();
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].at("method") == "workspace/diagnostic/refresh");
  CHECK(server.refresh().empty());
}

TEST_CASE("an editor that knows the commands has them in lenses", "[lsp]") {
  auto server = fresh_server();
  server.receive(call("initialize", R"({"capabilities":{},"initializationOptions":{"commands":true}})"));
  server.receive(R"({"method":"textDocument/didOpen","params":{"textDocument":
      {"uri":"file:///work_folder/a.pathway","version":1,"text":"scenario \"one\" { }"}}})");
  const auto replies = server.receive(
      call("textDocument/codeLens", R"({"textDocument":{"uri":"file:///work_folder/a.pathway"}})"));
  const auto& lenses = replies.at(0).at("result");
  REQUIRE(lenses.size() == 2);
  CHECK(lenses[0].at("command").at("command") == "waymark.runScenario");
  CHECK(lenses[1].at("command").at("command") == "waymark.showPatient");
  CHECK(lenses[0].at("command").at("arguments") == Json::array({"file:///work_folder/a.pathway", "one"}));
}

TEST_CASE("what cannot be understood has the error of the protocol", "[lsp]") {
  EditorSession session;
  auto& server = session.server();
  session.open("a.pathway", "fact a \"A\" : yes or no\n");
  const auto uri = session.uri("a.pathway");
  const auto params_error = static_cast<int>(ErrorCode::invalid_params);
  CHECK(code_of(server.receive("{")) == static_cast<int>(ErrorCode::parse_error));
  CHECK(code_of(server.receive("7")) == static_cast<int>(ErrorCode::invalid_request));
  CHECK(code_of(server.receive(R"({"id":1})")) == static_cast<int>(ErrorCode::invalid_request));
  CHECK(code_of(server.receive(R"({"id":{},"method":"x"})")) == static_cast<int>(ErrorCode::invalid_request));
  CHECK(code_of(server.receive(call("textDocument/no_such"))) ==
        static_cast<int>(ErrorCode::method_not_found));
  CHECK(code_of(server.receive(call("textDocument/hover"))) == params_error);
  CHECK(code_of(server.receive(call("textDocument/hover", "[]"))) == params_error);
  CHECK(code_of(server.receive(call("textDocument/hover", R"({"textDocument":{"uri":5}})"))) == params_error);
  const auto document = R"({"textDocument":{"uri":")" + uri + "\"}";
  CHECK(code_of(server.receive(call("textDocument/hover", document + "}"))) == params_error);
  CHECK(code_of(server.receive(call(
            "textDocument/hover", document + R"(,"position":{"line":-1,"character":0}})"))) == params_error);
  CHECK(code_of(server.receive(call("textDocument/codeAction", document + R"(,"range":3})"))) ==
        params_error);
  CHECK(code_of(server.receive(call("textDocument/rename",
                                    document + R"(,"position":{"line":0,"character":5}})"))) == params_error);
  CHECK(server.receive(R"({"method":"no/such/notification"})").empty());
  CHECK(server.receive(R"({"id":1,"result":null})").empty());
}

TEST_CASE("a cancelled request is not answered with a result", "[lsp]") {
  EditorSession session;
  session.server().cancelled().add(7);
  CHECK(code_of(session.server().receive(call("workspace/symbol", R"({"query":""})"))) ==
        static_cast<int>(ErrorCode::request_cancelled));
  CHECK(session.server().receive(call("workspace/symbol", R"({"query":""})"))[0].contains("result"));
}

TEST_CASE("an editor that can watch files is asked to", "[lsp]") {
  auto server = fresh_server();
  server.receive(
      call("initialize",
           R"({"capabilities":{"workspace":{"didChangeWatchedFiles":{"dynamicRegistration":true}}}})"));
  const auto asked = server.receive(R"({"jsonrpc":"2.0","method":"initialized","params":{}})");
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].at("method") == "client/registerCapability");
  CHECK(server.receive(R"({"jsonrpc":"2.0","id":"watch-files","result":null})").empty());
}

TEST_CASE("a position beyond the text is its end", "[lsp]") {
  EditorSession session;
  session.open("a.pathway", "fact a \"A\" : yes or no");
  const Json beyond{{"line", 900}, {"character", 900}};
  CHECK(session.about("textDocument/hover", "a.pathway", {{"position", beyond}}).is_null());
}

TEST_CASE("broken headers are refused, and the next message is read", "[lsp]") {
  lsp::MessageReader reader;
  const auto is_error = [](const auto& next) {
    return next && std::holds_alternative<lsp::FramingError>(*next);
  };
  reader.feed("Content-Type: x\r\n\r\nContent-Length: 2\r\n\r\n{}");
  CHECK(is_error(reader.next()));
  CHECK(std::get<std::string>(reader.next().value()) == "{}");
  reader.feed("Content-Length: -5\r\n\r\ncontent-length: 3\r\nContent-Type: y\r\n\r\n[1]");
  CHECK(is_error(reader.next()));
  CHECK(std::get<std::string>(reader.next().value()) == "[1]");
  reader.feed("Content-Length: 99999999999999999999\r\n\r\n");
  CHECK(is_error(reader.next()));
  reader.feed("Content-Length: 999999999999\r\n\r\n");
  CHECK(is_error(reader.next()));
  CHECK_FALSE(reader.next());
  reader.feed(std::string(10000, 'x'));
  CHECK(is_error(reader.next()));
  CHECK_FALSE(reader.next());
}

TEST_CASE("messages are read whatever the pieces are in which they come", "[lsp]") {
  rc::prop("the same bodies in the same order", [](const std::vector<std::string>& bodies) {
    std::string bytes;
    for (const auto& body : bodies)
      bytes += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    lsp::MessageReader reader;
    std::vector<std::string> read;
    for (std::size_t at = 0; at < bytes.size();) {
      const auto size = *rc::gen::inRange<std::size_t>(1, 40);
      reader.feed(std::string_view{bytes}.substr(at, size));
      at += size;
      while (const auto next = reader.next()) read.push_back(std::get<std::string>(*next));
    }
    RC_ASSERT(read == bodies);
  });
}

TEST_CASE("bytes that form no message never do harm", "[lsp]") {
  rc::prop("each is refused or waited for", [](const std::string& noise) {
    lsp::MessageReader reader;
    reader.feed("Content-Length: " + noise + "\r\n\r\n" + noise);
    EditorSession session;
    for (int i = 0; i < 20; ++i) {
      const auto next = reader.next();
      if (!next) break;
      if (const auto* body = std::get_if<std::string>(&*next)) session.server().receive(*body);
    }
  });
}

TEST_CASE("a path is found again by its URI", "[lsp]") {
  for (const std::string path : {"/a/b.pathway", "/with blank/\xC3\xA9%41#?.pathway"}) {
    CHECK(lsp::path_of_uri(lsp::uri_of_path(path)).value().string() == path);
  }
  CHECK(lsp::path_of_uri("file:///a%20b/../c.pathway").value() == "/c.pathway");
  CHECK_FALSE(lsp::path_of_uri("untitled:one"));
  CHECK_FALSE(lsp::path_of_uri("file:///a%zz"));
  CHECK_FALSE(lsp::path_of_uri("file:///a%00"));
}

TEST_CASE("the editor and the server agree on columns", "[lsp]") {
  for (const std::string encoding : {"utf-8", "utf-16", "utf-32"}) {
    INFO(encoding);
    EditorSession session{encoding};
    const std::string text =
        "# \xF0\x9F\xAB\x81\xC3\xA9\r\nfact a \"\xF0\x9F\xAB\x81\" : yes or no # \xE2\x82\xAC\nx";
    session.open("a.pathway", text);
    session.edit("a.pathway", text.find(" :"), 2, "\xF0\x9F\xAB\x81");
    session.edit("a.pathway", session.text("a.pathway").size(), 0, "\xF0\x9F\xAB\x81");
    const auto path = *lsp::path_of_uri(session.uri("a.pathway"));
    CHECK(session.server().workspace().documents().find(path)->text == session.text("a.pathway"));
  }
}

TEST_CASE("what was wrong in a closed file is taken back", "[lsp]") {
  EditorSession session;
  session.open("a.pathway", "fact a \"A\" : no_type\n");
  CHECK_FALSE(session.diagnostics("a.pathway").empty());
  CHECK(session.refresh() == 0);
  session.close("a.pathway");
  CHECK(session.diagnostics("a.pathway").empty());
}

TEST_CASE("a text that is no file is a pathway of its own", "[lsp]") {
  EditorSession session;
  session.notify(
      "textDocument/didOpen",
      {{"textDocument", {{"uri", "untitled:Untitled-1"}, {"version", 1}, {"text", "fact a \"A\" : b"}}}});
  CHECK(session.refresh() == 1);
  const auto hover =
      session.request("textDocument/documentSymbol", {{"textDocument", {{"uri", "untitled:Untitled-1"}}}});
  CHECK(hover.at(0).at("name") == "a");
}

}  // namespace waymark::language_server_test
