#include "tools/language_server/handle_formatting.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "lang/format/format.hpp"

namespace waymark::lsp {
namespace {

struct Edit {
  Span span;
  std::string text;
};

// The lines with their line breaks, and where each begins.
struct Lines {
  std::vector<std::string_view> texts;
  std::vector<std::uint32_t> begins;
};

Lines lines_of(std::string_view text) {
  Lines result;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    result.texts.push_back(text.substr(begin, end - begin));
    result.begins.push_back(static_cast<std::uint32_t>(begin));
    begin = end;
  }
  result.begins.push_back(static_cast<std::uint32_t>(text.size()));
  return result;
}

// Where `lines` goes on with what `other` has at `from`, at most so many lines further; or nullopt.
constexpr std::size_t farthest = 40;
std::optional<std::size_t> next_alike(const Lines& lines, std::size_t at, std::string_view text) {
  const auto end = std::min(lines.texts.size(), at + farthest);
  for (; at < end; ++at) {
    if (lines.texts[at] == text && text.find_first_not_of(" \t\r\n") != text.npos) return at;
  }
  return std::nullopt;
}

// Finds the lines that differ: both texts say the same in the same order, so what is alike is near.
class LineEdits {
 public:
  LineEdits(std::uint32_t file, std::string_view before, std::string_view after)
      : file_{file}, before_{lines_of(before)}, after_{lines_of(after)} {}

  std::vector<Edit> edits() {
    while (old_ < before_.texts.size() || new_ < after_.texts.size()) {
      if (is_alike(old_, new_)) {
        ++old_, ++new_;
        continue;
      }
      const auto [old_end, new_end] = end_of_difference();
      std::string text;
      for (auto at = new_; at < new_end; ++at) text += after_.texts[at];
      result_.push_back({{file_, before_.begins[old_], before_.begins[old_end]}, std::move(text)});
      old_ = old_end, new_ = new_end;
    }
    return std::move(result_);
  }

 private:
  bool is_alike(std::size_t old_line, std::size_t new_line) const {
    return old_line < before_.texts.size() && new_line < after_.texts.size() &&
           before_.texts[old_line] == after_.texts[new_line];
  }

  std::pair<std::size_t, std::size_t> end_of_difference() const {
    for (auto at = new_; at < std::min(after_.texts.size(), new_ + farthest); ++at) {
      if (const auto found = next_alike(before_, old_, after_.texts[at])) return {*found, at};
    }
    return {before_.texts.size(), after_.texts.size()};
  }

  std::uint32_t file_;
  Lines before_, after_;
  std::size_t old_ = 0, new_ = 0;
  std::vector<Edit> result_;
};

std::vector<Edit> edits_of(const Request& request) {
  const auto& sources = request.view.sources();
  Diagnostics ignored;
  const auto formatted = format(sources, request.file, ignored);
  if (!formatted) return {};
  return LineEdits{request.file, sources[request.file].text(), *formatted}.edits();
}

}  // namespace

Answer handle_formatting(const Request& request) {
  auto result = Json::array();
  for (const auto& [span, text] : edits_of(request)) result.push_back(request.view.text_edit(span, text));
  return result;
}

Answer handle_range_formatting(const Request& request) {
  const auto wanted = request.view.span(request.file, find(request.params, {"range"}));
  if (!wanted) return ResponseError{ErrorCode::invalid_params, "`range` is not a range"};
  auto result = Json::array();
  for (const auto& [span, text] : edits_of(request)) {
    if (span.begin < wanted->end && wanted->begin <= span.end)
      result.push_back(request.view.text_edit(span, text));
  }
  return result;
}

}  // namespace waymark::lsp
