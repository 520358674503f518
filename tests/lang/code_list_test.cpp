// Lists of codes, and the files that they are read from.
#include "lang/modules/code_list.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "golden.hpp"
#include "lang/compile.hpp"
#include "lang/modules/source_provider.hpp"
#include "lang/text/sha256.hpp"

namespace waymark::code_list_test {
namespace {

std::string reason(const std::string& text) {
  const auto read = read_code_list(text);
  const auto* why = std::get_if<std::string>(&read);
  return why ? *why : "it was read";
}

CodeList list(const std::string& text) {
  INFO(reason(text));
  return std::get<CodeList>(read_code_list(text));
}

TEST_CASE("the SHA-256 of the examples of the standard", "[codes]") {
  CHECK(sha256_digits("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_digits("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_digits("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256_digits(std::string(1'000'000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a table of codes", "[codes]") {
  const auto read = list(
      "\xEF\xBB\xBFsystem,code,display\r\nloinc,2524-7,\"a \"\"b\"\", c\"\r\n\r\n"
      "http://loinc.org,2524-7,\nhttp://example.org/x,1,\n");
  CHECK(read.codes == std::vector<model::Code>{{"loinc", "2524-7"}, {"http://example.org/x", "1"}});
  CHECK(read.version.empty());
  CHECK(list("system,code\n").codes.empty());
  CHECK(list("").codes.empty());
}

TEST_CASE("what is wrong with a table of codes", "[codes]") {
  CHECK(reason("code,system\n") == "line 1: expected the header `system,code` or `system,code,display`");
  CHECK(reason("system,code\nloinc\n") == "line 2: 1 cells, but the header has 2");
  CHECK(reason("system,code\nloinc,\n") == "line 2: there is no code");
  CHECK(reason("system,code\n\nloinc,\"1\n") ==
        "line 3: a cell that begins with a quotation mark has to end with one");
  CHECK(reason("system,code\nlonic,1\n") ==
        "line 2: `lonic` is no system of codes that has a name here, and no URI");
}

TEST_CASE("a value set that lists its codes", "[codes]") {
  const auto composed = list(R"({"resourceType": "ValueSet", "version": "2", "compose": {"include": [
    {"system": "http://snomed.info/sct", "concept": [{"code": "1"}, {"code": "2"}]},
    {"system": "urn:oid:1.2", "concept": [{"code": "1"}]}]}})");
  CHECK(composed.version == "2");
  CHECK(composed.codes == std::vector<model::Code>{{"snomed", "1"}, {"snomed", "2"}, {"urn:oid:1.2", "1"}});
  const auto expanded = list(R"({"resourceType": "ValueSet", "compose": {"include": [{"filter": [{}]}]},
    "expansion": {"total": 2, "contains": [
      {"system": "http://loinc.org", "code": "0", "abstract": true, "contains": [
        {"system": "http://loinc.org", "code": "1"}]},
      {"system": "http://loinc.org", "code": "2"}]}})");
  CHECK(expanded.codes == std::vector<model::Code>{{"loinc", "1"}, {"loinc", "2"}});
}

TEST_CASE("a value set that does not list its codes is refused", "[codes]") {
  const auto of = [](const std::string& rest) {
    return reason(fmt::format(R"({{"resourceType": "ValueSet", {}}})", rest));
  };
  CHECK(of(R"("compose": {"include": [{"system": "http://loinc.org"}]})") ==
        "it says how codes are selected, and does not list them");
  CHECK(of(R"("compose": {"include": [{"valueSet": ["x"]}]})") ==
        "it says how codes are selected, and does not list them");
  CHECK(of(R"("compose": {"exclude": [{}], "include": []})") == "it leaves codes out");
  CHECK(of(R"("expansion": {"total": 3, "contains": [{"system": "http://loinc.org", "code": "1"}]})") ==
        "it lists 1 of its 3 codes");
  CHECK(of(R"("compose": {"include": [{"concept": [{"code": "1"}]}]})") ==
        "a code without a system, or a system without a code");
  CHECK(of(R"("status": "active")") == "it lists no codes");
  CHECK(reason(R"({"resourceType": "Bundle"})") == "it is no ValueSet");
  CHECK(reason("{") == "this is not JSON");
  CHECK(reason(std::string{"{}\0behind", 9}) == "this is not JSON");
  CHECK(reason("[]") == "it is no ValueSet");
}

// Files are read from what the caller gives, and from nowhere else.
TEST_CASE("codes come from where the texts come from", "[codes]") {
  const auto text = R"(pathway p "P" { version "1" }
codes some "Some" from "lists/some.csv"
fact f "F" : yes or no code in some code loinc "1")";
  MemorySources sources;
  const auto codes_of = [&] {
    const auto compilation = compile({{"place/p.pathway", text}}, golden::stdlib(), sources);
    return compilation.model ? compilation.model->facts.at(0).codes : std::vector<model::Code>{};
  };
  CHECK(codes_of().empty());
  sources.put("place/lists/some.csv", "system,code\nloinc,1\natc,J01\n");
  CHECK(codes_of() == std::vector<model::Code>{{"loinc", "1"}, {"atc", "J01"}});
}

}  // namespace
}  // namespace waymark::code_list_test
