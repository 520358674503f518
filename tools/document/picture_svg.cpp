#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "tools/document/html_id.hpp"
#include "tools/document/picture_report.hpp"
#include "tools/document/picture_text.hpp"
#include "tools/report/xml_text.hpp"

namespace waymark {

namespace {

constexpr std::string_view drawing_style = R"(
.pathway { color-scheme: light dark; --ink: #1f2328; --paper: #ffffff; --frame: #8c959f; --plain: #57606a;
  --taken: #1a7f37; --out: #6e7781; --open: #8250df; --stop: #cf222e; --new: #0550ae; }
@media screen and (prefers-color-scheme: dark) {
  .pathway { --ink: #e6edf3; --paper: #161b22; --frame: #6e7681; --plain: #9198a1;
    --taken: #3fb950; --out: #9198a1; --open: #bc8cff; --stop: #ff7b72; --new: #79c0ff; }
}
.pathway text { fill: var(--ink); }
.pathway .cluster polygon { fill: none; stroke: var(--frame); }
.pathway .node :is(path, polygon, ellipse) { fill: var(--paper); }
.pathway :is(.node, .edge) :is(path, polygon, ellipse, polyline) { stroke: var(--plain); }
.pathway .edge polygon { fill: var(--plain); }
.pathway .taken :is(path, polygon, ellipse, polyline) { stroke: var(--taken); }
.pathway .edge.taken polygon { fill: var(--taken); }
.pathway .ruled_out :is(path, polygon, ellipse, polyline) { stroke: var(--out); }
.pathway .edge.ruled_out polygon { fill: var(--out); }
.pathway .ruled_out text { fill: var(--out); }
.pathway .unknown :is(path, polygon, ellipse, polyline) { stroke: var(--open); }
.pathway .edge.unknown polygon { fill: var(--open); }
.pathway .blocked :is(path, polygon, ellipse, polyline) { stroke: var(--stop); }
.pathway .edge.blocked polygon { fill: var(--stop); }
.pathway .changed > :is(path, polygon, ellipse), .pathway .changed > a > :is(path, polygon, ellipse) {
  stroke: var(--new); stroke-width: 4; }
.pathway .cross { stroke: var(--stop); stroke-width: 1.5; opacity: .6; }
)";

// What stands between the two, behind the first; empty where they do not.
std::string_view between(std::string_view text, std::string_view before, std::string_view after) {
  const auto begin = text.find(before);
  if (begin == text.npos) return {};
  const auto rest = text.substr(begin + before.size());
  return rest.substr(0, rest.find(after));
}

// The number behind the first letters of "n12" and "cluster_3".
std::optional<std::size_t> numbered(std::string_view name, std::string_view letters, std::size_t count) {
  if (!name.starts_with(letters)) return std::nullopt;
  std::size_t number = 0;
  const auto digits = name.substr(letters.size());
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (failed != std::errc{} || end != digits.data() + digits.size() || number >= count) return std::nullopt;
  return number;
}

struct Corners {
  double left = 0, top = 0, right = 0, bottom = 0;
};

// Of "x,y x,y x,y"; nullopt where it is anything else.
std::optional<Corners> corners(std::string_view points) {
  std::vector<double> numbers;
  for (const auto* at = points.data(); at < points.data() + points.size();) {
    double number = 0;
    const auto [end, failed] = std::from_chars(at, points.data() + points.size(), number);
    if (failed != std::errc{}) return std::nullopt;
    numbers.push_back(number);
    at = end + 1;
  }
  if (numbers.size() < 4 || numbers.size() % 2 != 0) return std::nullopt;
  Corners result{numbers[0], numbers[1], numbers[0], numbers[1]};
  for (std::size_t i = 0; i < numbers.size(); i += 2) {
    result.left = std::min(result.left, numbers[i]);
    result.right = std::max(result.right, numbers[i]);
    result.top = std::min(result.top, numbers[i + 1]);
    result.bottom = std::max(result.bottom, numbers[i + 1]);
  }
  return result;
}

std::string cross(std::string_view polygon) {
  const auto box = corners(between(polygon, "points=\"", "\""));
  if (!box) return {};
  return fmt::format(
      "<line class=\"cross\" x1=\"{0}\" y1=\"{1}\" x2=\"{2}\" y2=\"{3}\"/>\n"
      "<line class=\"cross\" x1=\"{0}\" y1=\"{3}\" x2=\"{2}\" y2=\"{1}\"/>\n",
      box->left, box->top, box->right, box->bottom);
}

// Several drawings stand in one page, and each of them numbers its parts from one on.
std::string without_id(std::string_view text) {
  std::string result{text};
  constexpr std::string_view before = "<g id=\"";
  if (!text.starts_with(before)) return result;
  const auto end = result.find('"', before.size());
  return end == result.npos ? result : "<g" + result.substr(end + 1);
}

// Of a line that a patient will fill.
bool is_empty_line(std::string_view text) {
  auto content = between(text, ">", "</text>");
  if (!text.starts_with("<text") || content.empty()) return false;
  for (const std::string_view space : {"&#160;", "\u00a0", " "}) {
    while (content.starts_with(space)) content.remove_prefix(space.size());
  }
  return content.empty();
}

std::string marked_empty_line(std::string_view text) {
  const auto begin = text.substr(0, text.find('>'));
  return fmt::format("{} class=\"of-patient\"></text>\n", begin);
}

// Goes through what Graphviz wrote, which has each element on a line of its own.
class Drawing {
 public:
  Drawing(const PathwayPicture& picture, SvgColors colors) : picture_{picture}, colors_{colors} {}

  std::string rewritten(std::string_view drawn) {
    drawn.remove_prefix(std::min(drawn.find("<svg"), drawn.size()));
    for (std::size_t begin = 0; begin < drawn.size();) {
      const auto end = std::min(drawn.find('\n', begin), drawn.size());
      line(drawn.substr(begin, end - begin));
      begin = end + 1;
    }
    return std::move(out_);
  }

 private:
  void line(std::string_view text) {
    if (text.starts_with("<!--")) return;
    if (text.starts_with("<svg")) return root(text);
    if (text.starts_with("<title>")) return title(between(text, "<title>", "</title>"));
    if (text.starts_with("<g ")) return group(text);
    end_link(text);
    if (colors_ == SvgColors::of_page && is_empty_line(text))
      out_ += marked_empty_line(text);
    else
      out_ += fmt::format("{}\n", text);
    if (is_in_root_ && text.ends_with('>')) end_root();
    if (is_blocked_ && text.starts_with("<polygon")) out_ += cross(text);
  }

  // What it is of, its title says, which comes next.
  void group(std::string_view text) {
    const auto kinds = between(text, "class=\"", "\"");
    is_blocked_ = kinds.starts_with("node") && kinds.ends_with(" blocked");
    end_group();
    group_ = colors_ == SvgColors::own ? std::string{text} : without_id(text);
    if (is_in_root_) end_root();
  }

  void end_group(const std::string& more = {}) {
    if (group_.empty()) return;
    const auto end = group_.rfind('>');
    out_ += fmt::format("{}{}{}\n", group_.substr(0, end), more, group_.substr(end));
    group_.clear();
  }

  void end_link(std::string_view text) {
    end_group();
    if (!is_in_link_ || text != "</g>") return;
    out_ += "</a>\n";
    is_in_link_ = false;
  }

  void root(std::string_view text) {
    is_in_root_ = true;
    const auto* role = colors_ == SvgColors::own ? "img" : "group";
    out_ += fmt::format("<svg class=\"pathway\" role=\"{}\" aria-label=\"{}\"{}\n", role,
                        xml_attribute(picture_.title), text.substr(4));
    if (text.ends_with('>')) end_root();
  }

  void end_root() {
    is_in_root_ = false;
    if (colors_ == SvgColors::own) out_ += fmt::format("<style>{}</style>\n", drawing_style);
  }

  void title(std::string_view name) {
    std::string text;
    const auto node = numbered(name, "n", picture_.nodes.size());
    end_group(colors_ == SvgColors::own ? "" : place_of(name, node));
    if (node) text = node_text(picture_.nodes[*node]);
    if (const auto section = numbered(name, "cluster_", picture_.sections.size()))
      text = picture_.sections[*section].title;
    if (node && colors_ == SvgColors::of_page && !picture_.nodes[*node].id.empty()) begin_link(*node);
    if (!text.empty()) out_ += fmt::format("<title>{}</title>\n", xml_text(text));
  }

  // Which node of the whole picture it is, or between which the edge "n1&#45;&gt;n2" leads.
  std::string place_of(std::string_view name, const std::optional<std::size_t>& node) const {
    constexpr std::string_view arrow = "&#45;&gt;";
    if (node) return fmt::format(" data-node=\"{}\"", picture_.nodes[*node].place);
    const auto middle = name.find(arrow);
    if (middle == name.npos) return {};
    const auto from = numbered(name.substr(0, middle), "n", picture_.nodes.size());
    const auto to = numbered(name.substr(middle + arrow.size()), "n", picture_.nodes.size());
    if (!from || !to) return {};
    return fmt::format(" data-edge=\"{}-{}\"", picture_.nodes[*from].place, picture_.nodes[*to].place);
  }

  void begin_link(std::size_t node) {
    is_in_link_ = true;
    out_ += fmt::format("<a href=\"#{}\">\n", html_id("a-", picture_.nodes[node].id));
  }

  const PathwayPicture& picture_;
  SvgColors colors_;
  bool is_in_root_ = false, is_blocked_ = false, is_in_link_ = false;
  std::string group_;  // its first line, until it is known what it is of
  std::string out_;
};

}  // namespace

std::string_view picture_style() { return drawing_style; }

std::string picture_svg(const PathwayPicture& picture, std::string_view drawn, SvgColors colors) {
  return Drawing{picture, colors}.rewritten(drawn);
}

}  // namespace waymark
