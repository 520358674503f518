// A server that saw every edit says what a fresh one says of the text in the end.
#include <random>
#include <string>

#include <catch2/catch.hpp>

#include "editor_session.hpp"
#include "golden.hpp"
#include "share.hpp"

namespace waymark::language_server_edits_test {
namespace {

using lsp::Json;

const std::string name = "edited.pathway";

// What an author may type, delete or paste.
std::string typed(std::mt19937& random) {
  static const std::vector<std::string> pieces{"",
                                               "x",
                                               " ",
                                               "\n",
                                               "\r\n",
                                               "}",
                                               "{",
                                               "\"",
                                               "\"\"\"",
                                               "when ",
                                               "fact",
                                               "#",
                                               "\xC3\xA9",
                                               "\xF0\x9F\xAB\x81",
                                               "should ",
                                               "cite first.1",
                                               "90 %",
                                               "is ",
                                               "and ",
                                               "not ",
                                               ",",
                                               "(",
                                               ")",
                                               "spo2",
                                               "define a = ",
                                               "\t",
                                               "'mg'",
                                               "=",
                                               "1e99",

                                               "section s {",
                                               "scenario \"s\" {"};
  return pieces[random() % pieces.size()];
}

// Without the ids of results, which go on.
Json tokens(EditorSession& session) {
  return session.about("textDocument/semanticTokens/full", name).at("data");
}

// What the tokens are after the edits of a delta.
Json tokens_after_delta(EditorSession& session, const Json& before) {
  const auto delta = session.about("textDocument/semanticTokens/full/delta", name,
                                   {{"previousResultId", before.at("resultId")}});
  auto result = before.at("data").get<std::vector<Json>>();
  for (const auto& edit : delta.at("edits")) {
    const auto begin = result.begin() + edit.at("start").get<std::ptrdiff_t>();
    const auto at = result.erase(begin, begin + edit.at("deleteCount").get<std::ptrdiff_t>());
    result.insert(at, edit.at("data").begin(), edit.at("data").end());
  }
  return result;
}

Json answers(EditorSession& session) {
  auto diagnostics = session.diagnostics(name);
  const auto& text = session.text(name);
  return {{"diagnostics", std::move(diagnostics)},
          {"symbols", session.about("textDocument/documentSymbol", name)},
          {"tokens", tokens(session)},
          {"folding", session.about("textDocument/foldingRange", name)},
          {"completion", session.at("textDocument/completion", name, text.size() / 2)},
          {"hover", session.at("textDocument/hover", name, text.size() / 3)}};
}

// The pathways whose text an editor could send.
std::vector<std::string> texts() {
  std::vector<std::string> result;
  for (const auto& path : golden::files(".pathway")) {
    auto text = golden::read_text(path);
    const auto kept = Json(text).dump(-1, ' ', false, Json::error_handler_t::ignore);
    if (Json::parse(kept).get<std::string>() == text) result.push_back(std::move(text));
  }
  return result;
}

void check_edits(const std::string& begin, std::uint64_t seed, int edits) {
  std::mt19937 random{static_cast<std::uint32_t>(seed)};
  EditorSession session;
  session.open(name, begin);
  for (int i = 0; i < edits; ++i) {
    const auto size = session.text(name).size();
    // An editor has no place within a character, nor between the two bytes of a line break.
    const auto named = [&](std::size_t at) { return session.offset(name, session.position(name, at)); };
    const auto offset = named(random() % (size + 1));
    const auto removed = random() % 4 == 0 ? random() % 30 : 0;
    const auto end = std::max(offset, named(std::min<std::size_t>(offset + removed, size)));
    const auto tokens_before = session.about("textDocument/semanticTokens/full", name);
    session.edit(name, offset, end - offset, typed(random));
    const auto tokens_now = tokens_after_delta(session, tokens_before);
    if (session.text(name).size() > 4 * begin.size() + 1000) break;
    EditorSession fresh;
    fresh.open(name, session.text(name));
    INFO("seed " << seed << ", edit " << i << ":\n" << session.text(name));
    const auto expected = answers(fresh);
    REQUIRE(tokens_now == expected.at("tokens"));
    const auto found = answers(session);
    REQUIRE(found.dump(-1, ' ', false, Json::error_handler_t::replace) ==
            expected.dump(-1, ' ', false, Json::error_handler_t::replace));
  }
}

}  // namespace

TEST_CASE("after each random edit the server says what a fresh one says", "[lsp][lsp-edits]") {
  const auto pathways = texts();
  const auto count = test::share(40);
  for (std::uint64_t seed = 0; seed < count; ++seed)
    check_edits(pathways[(seed * 37) % pathways.size()], seed, 10);
}

// 10,000 edits; by its name only.
TEST_CASE("a long session of random edits", "[.][lsp-edits-long]") {
  const auto pathways = texts();
  for (unsigned seed = 0; seed < 100; ++seed)
    check_edits(pathways[(seed * 13) % pathways.size()], seed + 1000, 100);
}

}  // namespace waymark::language_server_edits_test
