#include "lang/text/diagnostics.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace waymark {

Report& Report::help(std::string text) {
  if (diagnostic_ && !text.empty()) diagnostic_->help = std::move(text);
  return *this;
}

Report& Report::fix(Span span, std::string replacement) {
  if (!diagnostic_) return *this;
  if (diagnostic_->help.empty()) diagnostic_->help = fmt::format("write `{}`", replacement);
  diagnostic_->fix = Fix{span, std::move(replacement)};
  return *this;
}

Report& Report::note(Span span, std::string text) {
  if (diagnostic_) diagnostic_->notes.push_back({span, std::move(text)});
  return *this;
}

Report& Report::did_you_mean(Span span, const std::optional<std::string>& near) {
  if (!near) return *this;
  return help(fmt::format("did you mean `{}`?", *near)).fix(span, *near);
}

Report Diagnostics::add(Diagnostic diagnostic) {
  const auto place = std::uint64_t{diagnostic.span.file} << 32 | diagnostic.span.begin;
  if (!places_[static_cast<std::size_t>(diagnostic.severity)].insert(place).second) return Report{nullptr};
  if (diagnostic.severity == Severity::error) ++errors_;
  list_.push_back(std::move(diagnostic));
  return Report{&list_.back()};
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  std::vector<Diagnostic> result{list_.begin(), list_.end()};
  std::ranges::stable_sort(result, {}, [](const Diagnostic& d) {
    return std::tuple{d.span.file, d.span.begin};
  });
  return result;
}

}  // namespace waymark
