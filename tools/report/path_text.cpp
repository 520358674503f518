#include "tools/report/path_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "tools/report/remark_words.hpp"
#include "tools/report/text_layout.hpp"

namespace waymark {

namespace {

class TreeWriter {
 public:
  explicit TreeWriter(const Sources& sources) : sources_{sources} {}

  void write(const PathNode& node, int depth) {
    const auto name = node.id.empty() ? words(node.kind) : fmt::format("{} {}", words(node.kind), node.id);
    const auto condition = node.text.empty() ? "" : (node.id.empty() ? " " : " when ") + node.text;
    line(depth, fmt::format("{}{}: {}  ({})", name, condition, words(node.value), place(node.span)));
    if (node.because) write_parts(*node.because, depth + 1);
    for (const auto& child : node.children) write(child, depth + 1);
  }

  std::string take() { return std::move(out_); }

 private:
  // The condition's own line has been written as that of its node; only what it says besides and its parts
  // are left.
  void write_parts(const ReasonNode& reason, int depth) {
    const bool says_more = reason.definition || reason.reading || !why_unknown_words(reason).empty() ||
                           !remark_words(reason).empty();
    if (says_more) return write(reason, depth);
    for (const auto& child : reason.children) write(child, depth);
  }

  void write(const ReasonNode& reason, int depth) {
    line(depth, fmt::format("{} = {}{}", reason.text, reason.value, besides(reason)));
    for (const auto& child : reason.children) write(child, depth + 1);
  }

  std::string besides(const ReasonNode& reason) const {
    std::string result;
    const auto add = [&](const std::string& text) {
      if (!text.empty()) result += (result.empty() ? "  (" : "; ") + text;
    };
    if (reason.definition) add(definition(*reason.definition));
    if (reason.reading) add(reading(*reason.reading));
    add(why_unknown_words(reason));
    add(remark_words(reason));
    if (!reason.cites.empty()) add(fmt::format("cites {}", fmt::join(reason.cites, ", ")));
    for (const auto& reading : reason.interprets) add("our reading: " + reading);
    if (reason.is_local) add("LOCAL RULE");
    return result.empty() ? result : result + ")";
  }

  std::string definition(const ReasonNode::Definition& definition) const {
    const auto title = definition.title.empty() ? definition.id : definition.title;
    const auto library = definition.library.empty() ? "" : fmt::format(", library {}", definition.library);
    return fmt::format("{}{}, {}", title, library, place(definition.span));
  }

  static std::string reading(const ReasonNode::Reading& reading) {
    auto result = fmt::format("given as {}", reading.as_given);
    if (reading.time) result += fmt::format(", read at {}, {}", to_string(*reading.time), age_words(reading));
    if (reading.stale) result += ", stale";
    return result;
  }

  static std::string words(std::string text) {
    std::ranges::replace(text, '_', ' ');
    return text;
  }

  std::string place(Span span) const {
    return fmt::format("{}:{}", sources_.name(span), sources_.position(span).line);
  }

  void line(int depth, const std::string& text) {
    const int indent = 4 + std::min(2 * depth, Page::columns / 2);
    bool first = true;
    for (const auto& part : wrap(text, Page::columns - indent - 4)) {
      out_ += std::string(static_cast<std::size_t>(first ? indent : indent + 4), ' ') + part + '\n';
      first = false;
    }
  }

  const Sources& sources_;
  std::string out_;
};

}  // namespace

std::string path_text(const std::vector<PathNode>& path, const Sources& sources) {
  TreeWriter writer{sources};
  for (const auto& node : path) writer.write(node, 0);
  return writer.take();
}

}  // namespace waymark
