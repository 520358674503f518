#include "tools/language_server/handle_signature.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "lang/index/written_before.hpp"

namespace waymark::lsp {
namespace {

// What stands around a place, and what may be written in it.
struct Signature {
  std::string label;
  std::vector<std::string> parameters;  // parts of the label
  std::string title = {};
};

// The form that the place is in, and the part of it that is written there, counted from 0.
struct OpenForm {
  Signature signature;
  std::size_t part = 0;
};

using Arguments = std::vector<std::string>;
using WrittenWords = std::vector<Written>;

Signature called(std::string_view name, Arguments arguments) {
  auto label = fmt::format("{}({})", name, fmt::join(arguments, ", "));
  return {std::move(label), std::move(arguments)};
}

struct BuiltIn {
  std::string_view name;
  Arguments arguments;
};

std::optional<Signature> built_in(std::string_view name) {
  static const std::array<BuiltIn, 12> all{{{"min", {"value", "value", "..."}},
                                            {"max", {"value", "value", "..."}},
                                            {"abs", {"number"}},
                                            {"round", {"number", "places"}},
                                            {"floor", {"number"}},
                                            {"ceiling", {"number"}},
                                            {"nearest", {"number", "step"}},
                                            {"sqrt", {"number"}},
                                            {"pow", {"base", "exponent"}},
                                            {"exp", {"number"}},
                                            {"ln", {"number"}},
                                            {"log10", {"number"}}}};
  const auto found = std::ranges::find(all, name, &BuiltIn::name);
  return found == all.end() ? std::nullopt : std::optional{called(name, found->arguments)};
}

// `at least 2 of`, `exactly 1 of`, `any known of`, `first known of`; `words` end with `of`.
std::optional<Signature> counting(const WrittenWords& words) {
  const auto back = [&](std::size_t count) {
    return count < words.size() ? std::string_view{words[words.size() - 1 - count].text} : "";
  };
  const auto name = [&](std::string_view before) { return fmt::format("{} {} of ", before, back(1)); };
  if (back(1) == "known") return called(name(back(2)), {"value", "value", "..."});
  const bool counts = words.size() > 1 && words[words.size() - 2].kind == WrittenKind::number;
  if (!counts) return std::nullopt;
  const auto how = back(2) == "exactly" ? std::string{"exactly"} : fmt::format("at {}", back(2));
  return called(name(how), {"condition", "condition", "..."});
}

std::optional<Signature> definition(const Snapshot& snapshot, std::string_view name) {
  std::optional<Signature> result;
  for (const auto& module : modules(snapshot.compilation())) {
    for_each<ast::Define>(module, [&](const ast::Define& define, Span) {
      if (define.id.text != name || define.parameters.empty()) return;
      Arguments arguments;
      for (const auto& parameter : define.parameters)
        arguments.push_back(
            fmt::format("{}: {}", parameter.name.text, snapshot.sources().text(parameter.type.span)));
      result = called(name, std::move(arguments));
      if (define.title) result->title = define.title->value;
    });
  }
  return result;
}

// What is called by the words before a parenthesis; nullopt of one that only groups.
std::optional<Signature> called_by(const Snapshot& snapshot, const WrittenWords& words) {
  if (words.empty() || words.back().kind != WrittenKind::word) return std::nullopt;
  const auto& name = words.back().text;
  if (name == "of") return counting(words);
  auto result = built_in(name);
  return result ? result : definition(snapshot, name);
}

// The innermost call among the words of a statement that is still open at their end.
std::optional<OpenForm> open_call(const Snapshot& snapshot, const WrittenWords& words) {
  int depth = 0;
  std::size_t commas = 0;
  for (auto i = words.size(); i-- > 0;) {
    const auto& sign = words[i].text;
    if (sign == ")") ++depth;
    if (sign == "," && depth == 0) ++commas;
    if (sign != "(" || depth-- > 0) continue;
    const WrittenWords before{words.begin(), words.begin() + static_cast<std::ptrdiff_t>(i)};
    if (auto signature = called_by(snapshot, before)) return OpenForm{*std::move(signature), commas};
    depth = 0;
    commas = 0;
  }
  return std::nullopt;
}

// Which part of an arm is written last in the braces of a `choose`: its value, `when` or `otherwise`.
std::size_t part_of_arm(const WrittenWords& arms) {
  int depth = 0;
  for (auto word = arms.rbegin(); word != arms.rend(); ++word) {
    if (word->text == ")") ++depth;
    if (word->text == "(" && depth > 0) --depth;
    if (depth != 0) continue;
    if (word->text == ",") break;
    if (word->text == "when") return 1;
    if (word->text == "otherwise") return 2;
  }
  return 0;
}

OpenForm open_choose(const WrittenWords& arms) {
  return {
      {"choose { value when condition, value otherwise }", {"value", "when condition", "value otherwise"}},
      part_of_arm(arms)};
}

// What is open at the place, from the innermost braces outward, as long as they belong to one expression.
std::optional<OpenForm> open_form(const Snapshot& snapshot, const WrittenBefore& before) {
  const auto& statements = before.statements;
  for (auto i = statements.size(); i-- > 0;) {
    if (auto call = open_call(snapshot, statements[i].words)) return call;
    if (statements[i].level != Level::list || i == 0) return std::nullopt;
    if (statements[i - 1].from_end(1) == "choose") return open_choose(statements[i].words);
  }
  return std::nullopt;
}

Json signature_json(const Signature& signature) {
  auto parameters = Json::array();
  for (const auto& each : signature.parameters) parameters.push_back({{"label", each}});
  Json result{{"label", signature.label}, {"parameters", std::move(parameters)}};
  if (!signature.title.empty()) result["documentation"] = signature.title;
  return result;
}

}  // namespace

Answer handle_signature(const Request& request) {
  const auto text = request.view.sources()[request.file].text();
  const auto before = written_before(text, request.file, request.offset);
  const auto form = before.in_text ? std::nullopt : open_form(request.snapshot(), before);
  if (!form) return Json(nullptr);
  const auto last = form->signature.parameters.size() - 1;
  return Json{{"signatures", Json::array({signature_json(form->signature)})},
              {"activeSignature", 0},
              {"activeParameter", std::min(form->part, last)}};
}

}  // namespace waymark::lsp
