// What the language server answers stands below tests/golden: x.session has texts and what an editor asks
// about them, x.session.out has the answers. WAYMARK_UPDATE_GOLDEN=1 writes them anew.
//
//   === NAME [crlf]   begins a text; «1» in it is a place that is asked about, and no part of the text
//   >>> hover 1       what is asked, one a line; see `answers` below
#include <functional>
#include <map>
#include <sstream>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "editor_session.hpp"
#include "golden.hpp"
#include "shown_answers.hpp"

namespace waymark::language_server_golden_test {
namespace {

using lsp::Json;

struct Place {
  std::string file;
  std::size_t offset = 0;
};

struct Script {
  std::map<std::string, std::string> texts;
  std::map<std::string, Place> places;  // by their marks
  std::vector<std::string> questions;
};

// Takes the marks out of a line, and keeps where they were.
std::string without_marks(std::string line, const std::string& file, std::size_t begin, Script& script) {
  const std::string open = "\xC2\xAB", close = "\xC2\xBB";
  for (auto at = line.find(open); at != line.npos; at = line.find(open)) {
    const auto end = line.find(close, at);
    script.places[line.substr(at + open.size(), end - at - open.size())] = {file, begin + at};
    line.erase(at, end + close.size() - at);
  }
  return line;
}

Script script_of(const std::string& text) {
  Script result;
  std::string file, line_break = "\n";
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("=== ")) {
      file = line.substr(4, line.find(' ', 4) - 4);
      line_break = line.ends_with(" crlf") ? "\r\n" : "\n";
      result.texts[file];
    } else if (line.starts_with(">>> ")) {
      result.questions.push_back(line.substr(4));
    } else if (!file.empty() && result.questions.empty()) {
      auto& to = result.texts[file];
      to += without_marks(line, file, to.size(), result) + line_break;
    }
  }
  return result;
}

class Answers {
 public:
  explicit Answers(const Script& script) : script_{script} {
    for (const auto& [name, text] : script_.texts) session_.open(name, text);
  }

  std::string of(const std::string& question) {
    std::istringstream words{question};
    std::string what;
    words >> what >> argument_;
    rest_.clear();
    std::getline(words >> std::ws, rest_);
    return (this->*forms().at(what))();
  }

 private:
  using Form = std::string (Answers::*)();
  static const std::map<std::string, Form>& forms() {
    static const std::map<std::string, Form> result{
        {"hover", &Answers::hover},
        {"definition", &Answers::definition},
        {"type", &Answers::type},
        {"references", &Answers::references},
        {"highlight", &Answers::highlight},
        {"complete", &Answers::complete},
        {"rename", &Answers::rename},
        {"prepare", &Answers::prepare},
        {"diagnostics", &Answers::diagnosed},
        {"symbols", &Answers::symbols},
        {"format", &Answers::format},
        {"actions", &Answers::actions},
        {"tokens", &Answers::tokens},
        {"folding", &Answers::folding},
        {"edit", &Answers::edit},
        {"find", &Answers::find},
        {"links", &Answers::links},
        {"selection", &Answers::selection},
        {"lenses", &Answers::lenses},
        {"hints", &Answers::hints},
        {"signature", &Answers::signature},
        {"examine", &Answers::examine},
        {"calls", &Answers::calls},
        {"request", &Answers::request},
        {"notify", &Answers::notify},
    };
    return result;
  }

  Json at(const std::string& method, Json more = Json::object()) {
    const auto& place = script_.places.at(argument_);
    return session_.at("textDocument/" + method, place.file, place.offset, std::move(more));
  }
  Json about(const std::string& method, Json more = Json::object()) {
    return session_.about("textDocument/" + method, argument_, std::move(more));
  }
  static std::string error_or(const Json& answer, const std::function<std::string(const Json&)>& show) {
    if (answer.is_null()) return "nothing\n";
    if (answer.is_object() && answer.contains("error"))
      return fmt::format("refused: {}\n", answer["error"].at("message").get<std::string>());
    const auto text = show(answer);
    return text.empty() ? "nothing\n" : text;
  }

  std::string hover() {
    return error_or(at("hover"), [](const Json& answer) {
      const auto text = answer.at("contents").at("value").get<std::string>();
      return shown_range(answer.at("range")) + "\n" + text + (text.ends_with('\n') ? "" : "\n");
    });
  }
  std::string definition() { return error_or(at("definition"), shown_locations); }
  std::string type() { return error_or(at("typeDefinition"), shown_locations); }
  std::string references() {
    return error_or(at("references", {{"context", {{"includeDeclaration", true}}}}), shown_locations);
  }
  std::string highlight() {
    return error_or(at("documentHighlight"), [](const Json& answer) {
      std::string result;
      for (const auto& each : answer)
        result += shown_range(each.at("range")) + (each.at("kind") == 3 ? " declared\n" : "\n");
      return result;
    });
  }
  // `rest_` is what the texts begin with that are of interest.
  std::string complete() {
    return error_or(at("completion"), [&](const Json& answer) {
      std::string result;
      for (const auto& item : answer.at("items")) {
        const auto label = item.at("label").get<std::string>();
        if (!label.starts_with(rest_)) continue;
        const auto detail = item.contains("detail") ? "  " + item["detail"].get<std::string>() : "";
        result += fmt::format("{} {}{}\n", shown_range(item.at("textEdit").at("range")), label, detail);
        if (item.contains("documentation"))
          result += "    " + item["documentation"].at("value").get<std::string>() + "\n";
      }
      return result;
    });
  }
  std::string rename() { return error_or(at("rename", {{"newName", rest_}}), shown_changes); }
  std::string prepare() {
    return error_or(at("prepareRename"), [](const Json& answer) {
      return shown_range(answer.at("range")) + " " + answer.at("placeholder").get<std::string>() + "\n";
    });
  }
  std::string diagnosed() {
    return error_or(session_.diagnostics(argument_), [](const Json& answer) {
      std::string result;
      for (const auto& each : answer) result += shown_diagnostic(each);
      return result;
    });
  }
  std::string symbols() {
    return error_or(about("documentSymbol"), [](const Json& answer) {
      std::string result;
      for (const auto& each : answer) result += shown_symbol(each, "");
      return result;
    });
  }
  std::string format() { return error_or(about("formatting"), shown_edits); }
  // `actions 1` at a place, `actions 1 2` of what is between two.
  std::string actions() {
    const auto& place = script_.places.at(argument_);
    const auto end = rest_.empty() ? place.offset : script_.places.at(rest_).offset;
    const auto range = session_.range(place.file, place.offset, end);
    argument_ = place.file;
    return error_or(about("codeAction", {{"range", range}, {"context", {{"diagnostics", Json::array()}}}}),
                    [](const Json& answer) {
                      std::string result;
                      for (const auto& each : answer)
                        result +=
                            fmt::format("{} ({})\n{}", each.at("title").get<std::string>(),
                                        each.at("kind").get<std::string>(), shown_changes(each.at("edit")));
                      return result;
                    });
  }
  std::string tokens() {
    return error_or(about("semanticTokens/full"), [&](const Json& answer) {
      std::string result;
      std::uint32_t line = 0, column = 0;
      const auto& data = answer.at("data");
      const auto legend = legend_();
      for (std::size_t i = 0; i + 4 < data.size(); i += 5) {
        const auto lines = data[i].get<std::uint32_t>();
        column = lines > 0 ? data[i + 1].get<std::uint32_t>() : column + data[i + 1].get<std::uint32_t>();
        line += lines;
        const auto begin = session_.offset(argument_, {{"line", line}, {"character", column}});
        const auto end = session_.offset(
            argument_, {{"line", line}, {"character", column + data[i + 2].get<std::uint32_t>()}});
        result += fmt::format("{}:{} {} {}{}\n", line + 1, column + 1,
                              session_.text(argument_).substr(begin, end - begin),
                              legend.at(data[i + 3].get<std::size_t>()).get<std::string>(),
                              data[i + 4].get<int>() & 1 ? " declared" : "");
      }
      return result;
    });
  }
  static Json legend_() {
    EditorSession fresh;
    lsp::Server server{{golden::stdlib(), disk()}};
    const auto reply = server.receive(
        R"({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}})");
    return reply.at(0)
        .at("result")
        .at("capabilities")
        .at("semanticTokensProvider")
        .at("legend")
        .at("tokenTypes");
  }
  std::string folding() {
    return error_or(about("foldingRange"), [](const Json& answer) {
      std::string result;
      for (const auto& each : answer)
        result +=
            fmt::format("{}-{}{}\n", each.at("startLine").get<int>() + 1, each.at("endLine").get<int>() + 1,
                        each.contains("kind") ? " " + each["kind"].get<std::string>() : "");
      return result;
    });
  }
  // `rest_` is inserted there.
  std::string edit() {
    const auto& place = script_.places.at(argument_);
    session_.edit(place.file, place.offset, 0, rest_);
    return "";
  }
  std::string find() {
    return error_or(session_.request("workspace/symbol", {{"query", argument_}}), [](const Json& answer) {
      std::string result;
      for (const auto& each : answer)
        result +=
            fmt::format("{} in {}: {}", each.at("name").get<std::string>(),
                        each.at("containerName").get<std::string>(), shown_locations(each.at("location")));
      return result;
    });
  }
  std::string links() {
    return error_or(about("documentLink"), [](const Json& answer) {
      std::string result;
      for (const auto& each : answer)
        result += fmt::format("{} {}\n", shown_range(each.at("range")), shown_name(each.at("target")));
      return result;
    });
  }
  std::string calls() {
    return error_or(at("prepareCallHierarchy"), [&](const Json& answer) {
      const Json item{{"item", answer.at(0)}};
      auto result = shown_call(answer.at(0)) + "\n";
      for (const auto& call : session_.request("callHierarchy/incomingCalls", item))
        result +=
            fmt::format("  from {}, {} places\n", shown_call(call.at("from")), call.at("fromRanges").size());
      for (const auto& call : session_.request("callHierarchy/outgoingCalls", item))
        result +=
            fmt::format("  to {}, {} places\n", shown_call(call.at("to")), call.at("fromRanges").size());
      return result;
    });
  }
  static std::string shown_call(const Json& item) {
    return fmt::format("{} {} {} {}", item.at("detail").get<std::string>(),
                       item.at("name").get<std::string>(), shown_name(item.at("uri")),
                       shown_range(item.at("selectionRange")));
  }
  std::string lenses() {
    return error_or(about("codeLens"), [](const Json& answer) {
      std::string result;
      for (const auto& each : answer)
        result += fmt::format("{} {}\n", shown_range(each.at("range")),
                              each.at("command").at("title").get<std::string>());
      return result;
    });
  }
  std::string hints() {
    const auto& text = session_.text(argument_);
    const auto range = session_.range(argument_, 0, text.size());
    return error_or(about("inlayHint", {{"range", range}}), [](const Json& answer) {
      std::string result;
      for (const auto& each : answer)
        result += fmt::format("{}{}{}\n", shown(each.at("position")), each.contains("paddingLeft") ? " " : "",
                              each.at("label").get<std::string>());
      return result;
    });
  }
  std::string signature() {
    return error_or(at("signatureHelp"), [](const Json& answer) {
      return fmt::format("{} argument {}\n", answer.at("signatures").at(0).at("label").get<std::string>(),
                         answer.at("activeParameter").get<int>());
    });
  }
  // `request METHOD FILE {...}`: any request, and its answer as JSON.
  std::string request() {
    const auto [file, more] = asked_about();
    const auto method = argument_;
    argument_ = file;
    return shown_json(session_.about(method, file, more)) + "\n";
  }
  std::string notify() {
    auto [file, params] = asked_about();
    params["textDocument"] = {{"uri", session_.uri(file)}};
    session_.notify(argument_, std::move(params));
    return "";
  }
  std::pair<std::string, Json> asked_about() const {
    const auto end = std::min(rest_.find(' '), rest_.size());
    const auto more = rest_.substr(end);
    return {rest_.substr(0, end), more.empty() ? Json::object() : Json::parse(more)};
  }
  // Runs the scenarios and asks the fast questions, as the second thread does.
  std::string examine() {
    for (const auto& pathway : session_.server().not_looked_at()) {
      const auto& compilation = pathway->compilation();
      auto proofs = lsp::refuted_claims(compilation);
      const auto statuses = lsp::statuses_in_scenarios(compilation);
      session_.server().note({pathway, lsp::failed_scenarios(compilation), std::move(proofs.messages),
                              statuses, std::move(proofs.witnesses),
                              lsp::missing_scenarios(compilation, statuses), true});
    }
    return "";
  }
  std::string selection() {
    const auto& place = script_.places.at(argument_);
    const auto positions = Json::array({session_.position(place.file, place.offset)});
    argument_ = place.file;
    return error_or(about("selectionRange", {{"positions", positions}}), [](const Json& answer) {
      std::string result;
      for (const auto* each = &answer.at(0); each;
           each = each->contains("parent") ? &each->at("parent") : nullptr)
        result += shown_range(each->at("range")) + "\n";
      return result;
    });
  }

  const Script& script_;
  EditorSession session_;
  std::string argument_, rest_;
};

}  // namespace

TEST_CASE("the language server answers what is expected", "[golden][lsp]") {
  for (const auto& path : golden::files(".session")) {
    DYNAMIC_SECTION(golden::relative(path)) {
      const auto script = script_of(golden::read_text(path));
      Answers answers{script};
      std::string all;
      for (const auto& question : script.questions)
        all += fmt::format("{}>>> {}\n{}", all.empty() ? "" : "\n", question, answers.of(question));
      golden::compare_or_update(std::filesystem::path{path} += ".out", all);
    }
  }
}

}  // namespace waymark::language_server_golden_test
