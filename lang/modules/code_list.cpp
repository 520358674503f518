#include "lang/modules/code_list.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "lang/model/code_system.hpp"
#include "lang/text/read_json.hpp"
#include "lang/text/sha256.hpp"

namespace waymark {
namespace {

using Json = nlohmann::json;

// The name that a system has here, else what it is called there; nullopt of a word that is neither a name nor
// a URI.
std::optional<std::string> system_of(const std::string& written) {
  if (auto name = model::system_of_uri(written); name != written) return name;
  const bool is_name = std::ranges::find(model::named_systems, written) != model::named_systems.end();
  const bool is_uri = written.find(':') != std::string::npos;
  return is_name || is_uri ? std::optional{written} : std::nullopt;
}

void drop_repeated(std::vector<model::Code>& codes) {
  std::set<std::pair<std::string, std::string>> seen;
  std::erase_if(codes, [&](const model::Code& code) { return !seen.emplace(code.system, code.code).second; });
}

// --- tables

// The cells of a line; nullopt where a quotation mark is not closed, or something follows it.
std::optional<std::vector<std::string>> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  for (;;) {
    std::string cell;
    if (line.starts_with('"')) {
      for (line.remove_prefix(1);; line.remove_prefix(1)) {
        if (line.empty()) return std::nullopt;
        const bool is_mark = line.front() == '"';
        if (is_mark && !line.substr(1).starts_with('"')) break;
        if (is_mark) line.remove_prefix(1);
        cell += line.front();
      }
      line.remove_prefix(1);
      if (!line.empty() && line.front() != ',') return std::nullopt;
    } else {
      cell = line.substr(0, line.find(','));
      line.remove_prefix(cell.size());
    }
    cells.push_back(std::move(cell));
    if (line.empty()) return cells;
    line.remove_prefix(1);
  }
}

class TableReader {
 public:
  std::variant<CodeList, std::string> read(std::string_view text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (text.starts_with(mark)) text.remove_prefix(mark.size());
    while (!text.empty()) {
      const auto end = std::min(text.find('\n'), text.size());
      auto line = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      ++number_;
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
      if (const auto problem = add(line); !problem.empty())
        return fmt::format("line {}: {}", number_, problem);
    }
    return std::move(list_);
  }

 private:
  // What is wrong with the line; empty where nothing is.
  std::string add(std::string_view line) {
    const auto cells = cells_of(line);
    if (!cells) return "a cell that begins with a quotation mark has to end with one";
    if (width_ == 0) return header(*cells);
    if (cells->size() != width_) return fmt::format("{} cells, but the header has {}", cells->size(), width_);
    const auto system = system_of((*cells)[0]);
    if (!system)
      return fmt::format("`{}` is no system of codes that has a name here, and no URI", (*cells)[0]);
    if ((*cells)[1].empty()) return "there is no code";
    list_.codes.push_back({*system, (*cells)[1]});
    return {};
  }

  std::string header(const std::vector<std::string>& cells) {
    const std::vector<std::string> expected{"system", "code", "display"};
    width_ = cells.size();
    const bool fits = width_ >= 2 && width_ <= 3 && std::equal(cells.begin(), cells.end(), expected.begin());
    return fits ? std::string{} : "expected the header `system,code` or `system,code,display`";
  }

  CodeList list_;
  std::size_t number_ = 0, width_ = 0;
};

// --- value sets

class ValueSetReader {
 public:
  std::variant<CodeList, std::string> read(const Json& document) {
    if (text_at(document, "resourceType") != "ValueSet") return "it is no ValueSet";
    list_.version = text_at(document, "version").value_or("");
    if (document.contains("expansion"))
      expansion(document["expansion"]);
    else if (document.contains("compose"))
      compose(document["compose"]);
    else
      problem_ = "it lists no codes";
    if (!problem_.empty()) return problem_;
    return std::move(list_);
  }

 private:
  static std::optional<std::string> text_at(const Json& object, const char* key) {
    if (!object.is_object() || !object.contains(key) || !object[key].is_string()) return std::nullopt;
    return object[key].get<std::string>();
  }

  static const Json& list_at(const Json& object, const char* key) {
    static const Json nothing = Json::array();
    const bool is_list = object.is_object() && object.contains(key) && object[key].is_array();
    return is_list ? object[key] : nothing;
  }

  void expansion(const Json& expansion) {
    contained(list_at(expansion, "contains"));
    const bool has_total =
        expansion.is_object() && expansion.contains("total") && expansion["total"].is_number_unsigned();
    if (has_total && expansion["total"].get<std::size_t>() > list_.codes.size())
      problem_ = fmt::format("it lists {} of its {} codes", list_.codes.size(),
                             expansion["total"].get<std::size_t>());
  }

  // What is abstract stands for what is below it, and is no code of its own.
  void contained(const Json& list) {
    for (const auto& entry : list) {
      const bool is_abstract = entry.is_object() && entry.contains("abstract") && entry["abstract"] == true;
      if (!is_abstract) add(text_at(entry, "system"), text_at(entry, "code"));
      contained(list_at(entry, "contains"));
    }
  }

  void compose(const Json& compose) {
    if (!list_at(compose, "exclude").empty()) problem_ = "it leaves codes out";
    for (const auto& include : list_at(compose, "include")) {
      const auto& concepts = list_at(include, "concept");
      const bool selects = !list_at(include, "filter").empty() || !list_at(include, "valueSet").empty();
      if (selects || concepts.empty()) problem_ = "it says how codes are selected, and does not list them";
      for (const auto& each : concepts) add(text_at(include, "system"), text_at(each, "code"));
    }
  }

  void add(const std::optional<std::string>& system, const std::optional<std::string>& code) {
    const auto known = system ? system_of(*system) : std::nullopt;
    if (!known || !code || code->empty())
      problem_ = "a code without a system, or a system without a code";
    else
      list_.codes.push_back({*known, *code});
  }

  CodeList list_;
  std::string problem_;
};

std::variant<CodeList, std::string> read_document(const std::string& text) {
  const auto document = read_json<Json>(text);
  if (document.is_discarded()) return "this is not JSON";
  return ValueSetReader{}.read(document);
}

}  // namespace

std::variant<CodeList, std::string> read_code_list(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  const bool is_document = first != std::string::npos && (text[first] == '{' || text[first] == '[');
  auto result = is_document ? read_document(text) : TableReader{}.read(text);
  if (auto* list = std::get_if<CodeList>(&result)) {
    drop_repeated(list->codes);
    list->sha256 = sha256_digits(text);
  }
  return result;
}

}  // namespace waymark
