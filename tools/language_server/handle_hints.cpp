#include "tools/language_server/handle_hints.hpp"

#include <algorithm>

#include "tools/language_server/chosen_scenario.hpp"
#include "tools/language_server/written_type.hpp"

namespace waymark::lsp {
namespace {

constexpr int hint_of_type = 1;  // of the protocol

template <typename Kind>
const Kind* declared_at(const std::vector<Kind>& all, Span name) {
  const auto found = std::ranges::find(all, name, &Kind::span);
  return found == all.end() ? nullptr : &*found;
}

// What is not written, but follows from what is; empty where nothing is known of it.
std::string hint_of(const Declarations& declared, const ast::Define& define) {
  const auto* found = define.type ? nullptr : declared_at(declared.defines(), define.id.span);
  const auto* type = found ? declared.type_of(*found) : nullptr;
  return type ? written_type(*type) : "";
}

std::string hint_of(const Declarations& declared, const ast::Score& score) {
  const auto* found = declared_at(declared.scores(), score.id.span);
  return found ? written_range(*found) : "";
}

class Hints {
 public:
  Hints(const Request& request, Span range) : request_{request}, range_{range} {}

  Json hints() {
    const auto* syntax = request_.snapshot().syntax(request_.file);
    if (!syntax || !request_.snapshot().declared()) return std::move(result_);
    for (const auto& item : syntax->items) {
      if (const auto* define = std::get_if<ast::Define>(&item.node)) add(*define);
      if (const auto* score = std::get_if<ast::Score>(&item.node)) add(*score);
    }
    if (const auto chosen = ChosenScenario::of(request_)) {
      for (auto& hint : chosen->hints(range_)) result_.push_back(std::move(hint));
    }
    return std::move(result_);
  }

 private:
  // Behind its name and its title.
  template <typename Kind>
  void add(const Kind& declaration) {
    const auto name = declaration.id.span;
    if (name.end < range_.begin || range_.end < name.begin) return;
    const auto text = hint_of(*request_.snapshot().declared(), declaration);
    if (text.empty()) return;
    const auto end = declaration.title ? declaration.title->span.end : name.end;
    result_.push_back({{"position", request_.view.position(request_.file, end)},
                       {"label", " : " + text},
                       {"kind", hint_of_type}});
  }

  const Request& request_;
  Span range_;
  Json result_ = Json::array();
};

}  // namespace

Answer handle_hints(const Request& request) {
  const auto range = request.view.span(request.file, find(request.params, {"range"}));
  if (!range) return ResponseError{ErrorCode::invalid_params, "`range` is not a range"};
  return Hints{request, *range}.hints();
}

}  // namespace waymark::lsp
