#include "lang/modules/adapt_attributes.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "lang/text/one_line.hpp"

namespace waymark {
namespace {

class AttributeAdapter {
 public:
  explicit AttributeAdapter(const Sources& sources) : sources_{sources} {}

  std::vector<std::string> adapt(ast::Attributes& site, ast::Attributes& pathway) {
    append(site.when, pathway.when);
    append(site.until, pathway.until);
    append(site.requires_known, pathway.requires_known);
    for (std::size_t i = 0; i < site.steps.size(); ++i) step(site.steps[i], i, pathway.steps);
    replace("", site.within, pathway.within, [](const ast::Within& within) { return within.span; });
    replace("done when ", site.done, pathway.done, [](const ast::Expr& expr) { return expr.span; });
    replace("target ", site.target, pathway.target, [](const ast::Expr& expr) { return expr.span; });
    precedes(site.precedes, pathway.precedes);
    return std::move(was_);
  }

 private:
  template <typename T>
  static void append(std::vector<T>& site, std::vector<T>& pathway) {
    std::ranges::move(site, std::back_inserter(pathway));
  }

  template <typename T, typename SpanOf>
  void replace(std::string_view word, std::optional<T>& site, std::optional<T>& pathway, SpanOf span_of) {
    if (!site) return;
    if (pathway) was_.push_back(fmt::format("{}{}", word, one_line(sources_.text(span_of(*pathway)))));
    pathway = std::move(site);
  }

  void step(ast::Regimen& site, std::size_t index, std::vector<ast::Regimen>& steps) {
    if (index == steps.size()) steps.emplace_back();
    auto& pathway = steps[index];
    const auto range = [](const ast::Range& each) {
      return join(each.low.span, each.high ? each.high->span : each.low.span);
    };
    replace("", site.dose, pathway.dose, [](const ast::Dose& dose) { return dose.span; });
    replace("route ", site.route, pathway.route, [](const ast::Name& name) { return name.span; });
    replace("every ", site.every, pathway.every, range);
    replace("for ", site.duration, pathway.duration, range);
  }

  void precedes(std::vector<ast::Name>& site, std::vector<ast::Name>& pathway) {
    if (site.empty()) return;
    if (!pathway.empty()) {
      const auto all = join(pathway.front().span, pathway.back().span);
      was_.push_back("precedes " + one_line(sources_.text(all)));
    }
    pathway = std::move(site);
  }

  const Sources& sources_;
  std::vector<std::string> was_;
};

}  // namespace

std::vector<std::string> adapt_attributes(const Sources& sources, ast::Attributes& site,
                                          ast::Attributes& pathway) {
  return AttributeAdapter{sources}.adapt(site, pathway);
}

}  // namespace waymark
