#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "lang/modules/standard_library.hpp"
#include "tools/document/document_parts.hpp"
#include "tools/document/document_style.hpp"
#include "tools/document/html_page.hpp"
#include "tools/document/page_report.hpp"
#include "tools/document/page_style.hpp"
#include "tools/document/picture_report.hpp"
#include "tools/document/picture_text.hpp"
#include "tools/report/xml_text.hpp"

namespace waymark {

namespace {

// A picture in words, for whoever does not see it: what follows what, from its beginning on. What several
// ways lead to is told where the first of them comes.
class PictureTree {
 public:
  explicit PictureTree(const PathwayPicture& picture) : picture_{picture}, is_told_(picture.nodes.size()) {}

  std::string write() {
    std::vector<bool> is_reached(picture_.nodes.size());
    for (const auto& edge : picture_.edges) {
      if (edge.kind == PictureEdgeKind::way) is_reached[edge.to] = true;
    }
    std::string items;
    for (std::size_t i = 0; i < picture_.nodes.size(); ++i) {
      if (!is_reached[i]) items += item(i, "");
    }
    return fmt::format("<ul>{}</ul>\n", items);
  }

 private:
  std::string item(std::size_t place, const std::string& answer) {
    const auto lead = answer.empty() ? "" : fmt::format("<strong>{}:</strong> ", xml_text(answer));
    const auto& node = picture_.nodes[place];
    const auto text = fmt::format("{}<span data-words=\"{}\">{}</span>", lead, node.place, words_of(node));
    if (is_told_[place]) return fmt::format("<li>{}</li>", text);
    is_told_[place] = true;
    std::string items;
    for (const auto& edge : picture_.edges) {
      if (edge.from == place) items += next(edge);
    }
    return fmt::format("<li>{}{}</li>", text, items.empty() ? "" : fmt::format("<ul>{}</ul>", items));
  }

  // Advice leads to its place in the document.
  static std::string words_of(const PictureNode& node) {
    const auto words = xml_text(node_text(node));
    return node.id.empty() ? words : fmt::format("<a href=\"#{}\">{}</a>", html_id("a-", node.id), words);
  }

  // What is beside the way is named, and told where it stands.
  std::string next(const PictureEdge& edge) {
    if (edge.kind == PictureEdgeKind::way) return item(edge.to, edge.label);
    return fmt::format("<li><strong>{}:</strong> {}</li>", xml_text(edge.label),
                       xml_text(picture_.nodes[edge.to].id));
  }

  const PathwayPicture& picture_;
  std::vector<bool> is_told_;
};

// A drawing that is wider than a small screen is moved within its frame, by the keyboard too.
std::string drawing(const PageDrawing& drawing, bool is_open) {
  const auto title = xml_text(drawing.picture.title);
  return fmt::format(
      "<details class=\"picture\"{}>\n<summary>{}</summary>\n"
      "<div class=\"drawing\" role=\"group\" tabindex=\"0\" aria-label=\"{}\">\n{}</div>\n"
      "<details>\n<summary>The same in words</summary>\n{}</details>\n</details>\n",
      is_open ? " open" : "", title, xml_attribute(drawing.picture.title), drawing.svg,
      PictureTree{drawing.picture}.write());
}

// Data in a page: nothing in it ends it.
std::string within_data(const std::string& json) {
  std::string result;
  for (const char c : json) result += c == '<' ? std::string{"\\u003c"} : std::string(1, c);
  return result;
}

// The form stays hidden until its script has an engine.
std::string place_for_patient(const PageApp& app) {
  return fmt::format(
      "<section id=\"patient\" class=\"part\" aria-labelledby=\"patient-h\" hidden>\n"
      "<h2 id=\"patient-h\">Try a patient</h2>\n</section>\n"
      "<script type=\"application/json\" id=\"waymark-inputs\">{}</script>\n"
      "<script type=\"application/json\" id=\"waymark-texts\">{}</script>\n"
      "<script type=\"application/json\" id=\"waymark-cases\">{}</script>\n",
      within_data(app.inputs), within_data(app.texts), within_data(app.cases));
}

}  // namespace

std::string page_texts(const Compilation& compilation, const std::string& path, const std::string& stdlib,
                       const std::function<std::optional<std::string>(const std::string&)>& read) {
  nlohmann::ordered_json files = nlohmann::ordered_json::object();
  const auto is_standard = [&](std::string_view name) {
    return name.starts_with(stdlib + "/") || name.starts_with(std::string{standard_library_folder} + "/");
  };
  for (std::uint32_t i = 0; i < compilation.sources.size(); ++i) {
    const auto& source = compilation.sources[i];
    const std::string name{source.name()};
    if (!is_standard(name)) files[name] = std::string{source.text()};
  }
  for (const auto& list : compilation.model->code_lists) {
    const auto declared = std::string{compilation.sources[list.span.file].name()};
    const auto name = declared.substr(0, declared.rfind('/') + 1) + list.file;
    auto text = is_standard(declared) ? std::nullopt : read(name);
    if (text) files[name] = *std::move(text);
  }
  return nlohmann::ordered_json{{"path", path.substr(0, path.find_last_not_of('/') + 1)}, {"files", files}}
      .dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string page_html(const GuidelineDocument& document, const std::vector<PageDrawing>& drawings,
                      const std::optional<PageApp>& app) {
  const auto parts = document_parts(document);
  std::string pictures;
  for (const auto& each : drawings) pictures += drawing(each, &each == &drawings.front());
  const auto* title = "The pathway as a picture";
  const auto style = fmt::format("{}{}{}", document_style(), page_style(), picture_style());
  return html_page({fmt::format("{} {}", document.title, document.version), style, parts.header,
                    fmt::format("<ul>\n{}{}</ul>\n", html_link("picture", title), parts.navigation),
                    (app ? place_for_patient(*app) : "") + html_part("picture", title, pictures) + parts.main,
                    parts.footer, app ? app->script : ""});
}

}  // namespace waymark
