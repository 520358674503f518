#include <set>

#include <fmt/format.h>

#include "tools/document/document_parts.hpp"
#include "tools/document/document_report.hpp"
#include "tools/document/document_style.hpp"
#include "tools/document/document_words.hpp"
#include "tools/document/html_page.hpp"
#include "tools/report/version.hpp"
#include "tools/report/xml_text.hpp"

namespace waymark {

std::string html_part(const std::string& id, const std::string& title, const std::string& content) {
  return fmt::format(
      "<section id=\"{0}\" class=\"part\" aria-labelledby=\"{0}-h\">\n<h2 id=\"{0}-h\">{1}</h2>\n"
      "{2}</section>\n",
      id, xml_text(title), content);
}

std::string html_link(const std::string& id, const std::string& title) {
  return fmt::format("<li><a href=\"#{}\">{}</a></li>\n", id, xml_text(title));
}

namespace {

std::string list(std::string_view of_class, const std::vector<std::string>& lines) {
  std::string items;
  for (const auto& each : lines) items += html_element("li", "", each);
  return fmt::format("<ul class=\"{}\">{}</ul>\n", of_class, items);
}

std::string link_to(std::string_view prefix, const std::string& name) {
  return fmt::format("<a href=\"#{}\">{}</a>", html_id(prefix, name), xml_text(name));
}

std::string head_of_table(const std::string& caption, const std::vector<std::string>& headers) {
  std::string cells;
  for (const auto& each : headers) cells += fmt::format("<th scope=\"col\">{}</th>", xml_text(each));
  return fmt::format("<caption>{}</caption>\n<thead><tr>{}</tr></thead>\n", xml_text(caption), cells);
}

// Its first cell is the header of its row.
std::string row(const std::vector<std::string>& cells) {
  std::string text;
  for (const auto& each : cells)
    text += &each == &cells.front() ? fmt::format("<th scope=\"row\">{}</th>", each)
                                    : fmt::format("<td>{}</td>", each);
  return fmt::format("<tr>{}</tr>\n", text);
}

std::string texts_row(const std::vector<std::string>& texts) {
  std::vector<std::string> cells;
  for (const auto& each : texts) cells.push_back(xml_text(each));
  return row(cells);
}

std::string table(const std::string& head, const std::string& rows) {
  return fmt::format("<table>\n{}<tbody>\n{}</tbody>\n</table>\n", head, rows);
}

class HtmlWriter {
 public:
  explicit HtmlWriter(const GuidelineDocument& document) : document_{document} {}

  DocumentParts write() {
    for (const auto& source : document_.sources) this->source(source);
    uncited();
    open_terms();
    parameters();
    definitions();
    tables();
    properties();
    findings();
    comparison();
    scenarios();
    parts_.header = header();
    parts_.footer = fmt::format(
        "<p>{}</p>\n",
        xml_text(fmt::format("{} {}, written by waymark {}", document_.id, document_.version, version)));
    return std::move(parts_);
  }

 private:
  void part(const std::string& id, const std::string& title, const std::string& content) {
    parts_.main += html_part(id, title, content);
    parts_.navigation += html_link(id, title);
  }

  std::string header() const {
    auto text = html_element("h1", "", document_.title) + "\n" +
                html_element("p", "soft", fmt::format("{} {}", document_.id, document_.version)) + "\n";
    if (!document_.adapts.empty()) text += html_element("p", "", "Adapts " + document_.adapts) + "\n";
    for (const auto& each : document_.about) text += html_element("p", "", each) + "\n";
    if (!document_.audience.empty())
      text += "<p>This pathway is for a patient of whom this is so:</p>\n" + list("", document_.audience);
    return text;
  }

  // Sources -----------------------------------------------------------------------

  void source(const DocumentSource& source) {
    const auto number = ++sources_;
    std::string content;
    if (!source.place.empty()) content += html_element("p", "soft", source.place) + "\n";
    for (const auto& section : source.sections) {
      content += html_element("h3", "", section.title) + "\n";
      content += source.is_followed ? followed(section) : cited(section);
    }
    part(fmt::format("source-{}", number), (source.is_followed ? "" : "Also cited: ") + source.title,
         content);
  }

  std::string followed(const DocumentSourceSection& section) {
    std::string rows;
    for (const auto& each : section.statements)
      rows += fmt::format("<tr id=\"{}\"><th scope=\"row\">{}</th><td>{}</td></tr>\n",
                          html_id("s-", each.name), statement(each), advice_beside(each));
    return fmt::format(
        "<table class=\"beside\">\n<thead><tr><th scope=\"col\">What the source says</th>"
        "<th scope=\"col\">What is advised</th></tr></thead>\n<tbody>\n{}</tbody>\n</table>\n",
        rows);
  }

  std::string cited(const DocumentSourceSection& section) {
    std::string text;
    for (const auto& each : section.statements) {
      text += fmt::format("<div id=\"{}\">{}", html_id("s-", each.name), statement(each));
      for (const auto place : each.advice) text += advice(document_.advice[place]);
      text += "</div>\n";
    }
    return text;
  }

  std::string statement(const DocumentStatement& statement) const {
    const auto refs = references_of(statement);
    auto text =
        fmt::format("<span class=\"name\">{}</span> {}{}", xml_text(statement.name), xml_text(statement.text),
                    refs.empty() ? "" : " " + html_element("span", "soft", refs));
    for (const auto& gap : gaps_of(statement))
      text += fmt::format("<p class=\"gap {}\"><strong>{}:</strong> {}</p>", gap.kind, gap.lead,
                          xml_text(gap.text));
    return text;
  }

  std::string advice_beside(const DocumentStatement& statement) {
    if (statement.advice.empty()) return html_element("p", "soft", no_advice_words(statement));
    std::string text;
    for (const auto place : statement.advice) text += advice(document_.advice[place]);
    return text;
  }

  static std::string_view modality_class(const DocumentAdvice& advice) {
    if (advice.kind == AdviceKind::note) return "modality note";
    const bool is_against = advice.kind == AdviceKind::contraindication || advice.modality.ends_with(" not");
    return is_against ? "modality against" : "modality";
  }

  // In full where it stands first.
  std::string advice(const DocumentAdvice& advice) {
    const bool is_new = told_.insert(advice.id).second;
    const auto id = is_new ? fmt::format(" id=\"{}\"", html_id("a-", advice.id)) : "";
    auto text = fmt::format("<div class=\"advice\"{}><p>{} {} <code>{}</code></p>", id,
                            html_element("span", modality_class(advice), advice.modality),
                            xml_text(advice.text), is_new ? xml_text(advice.id) : link_to("a-", advice.id));
    if (!is_new) return text + "</div>";
    std::string lines;
    for (const auto& each : lines_of(advice)) lines += html_element("li", each.kind, each.text);
    if (!lines.empty()) text += fmt::format("<ul>{}</ul>", lines);
    return text + html_element("p", "place", advice.place) + "</div>";
  }

  void uncited() {
    if (document_.uncited.empty()) return;
    std::string content;
    for (const auto place : document_.uncited) content += advice(document_.advice[place]);
    part("uncited", "Advice without a statement of a source", content);
  }

  // What it rests on ----------------------------------------------------------------

  void open_terms() {
    if (document_.open_terms.empty()) return;
    std::string rows;
    for (const auto& each : document_.open_terms)
      rows += row({link_to("s-", each.statement), xml_text(each.term)});
    part(
        "open", "What the source leaves open",
        table(head_of_table("The source uses these without a number or a meaning. This pathway invents none.",
                            {"Statement", "Open"}),
              rows));
  }

  void parameters() {
    if (document_.parameters.empty()) return;
    std::string rows;
    for (const auto& each : document_.parameters)
      rows += texts_row({each.id, each.title, each.unit, value_words(each)});
    part("parameters", "What a site sets",
         table(head_of_table("Thresholds and amounts that the source gives no number for",
                             {"Parameter", "Means", "Unit", "Value"}),
               rows));
  }

  void definitions() {
    if (document_.definitions.empty()) return;
    std::string content;
    for (const auto& each : document_.definitions) content += definition(each);
    part("definitions", "Definitions", fmt::format("<dl>\n{}</dl>\n", content));
  }

  std::string definition(const DocumentDefinition& definition) const {
    auto text =
        fmt::format("<dt><code>{}</code> {}</dt>\n", xml_text(definition.id), xml_text(definition.title));
    for (const auto& each : definition.lines) text += html_element("dd", "", each) + "\n";
    if (!definition.cites.empty()) {
      std::vector<std::string> links;
      for (const auto& each : definition.cites) links.push_back(link_to("s-", each));
      text += fmt::format("<dd>source: {}</dd>\n", fmt::join(links, ", "));
    }
    for (const auto& each : definition.readings)
      text += html_element("dd", "", "our reading: " + each) + "\n";
    return text + html_element("dd", "place", definition.place) + "\n";
  }

  void tables() {
    for (const auto& each : document_.tables) {
      std::string rows;
      for (const auto& cells : each.rows) rows += texts_row(cells);
      part(html_id("t-", each.id), "Table: " + (each.title.empty() ? each.id : each.title),
           table(head_of_table(each.id, each.headers), rows));
    }
  }

  // What is known of it ---------------------------------------------------------------

  void properties() {
    if (document_.properties.empty()) return;
    std::string items;
    for (const auto& each : document_.properties) {
      const auto* shown = each.verdict == "proved" ? "verdict proved" : "verdict refuted";
      items += fmt::format("<li>{}{}</li>\n", xml_text(property_words(each)),
                           each.verdict.empty() ? "" : " " + html_element("span", shown, each.verdict));
    }
    part("properties", "What must hold for every patient", fmt::format("<ul>\n{}</ul>\n", items));
  }

  void findings() {
    if (!document_.proof) return;
    std::string rows;
    for (const auto& each : document_.proof->findings) {
      auto text = xml_text(each.message);
      if (!each.reason.empty()) text += html_element("p", "soft", "Reason: " + each.reason);
      if (!each.patient.empty()) text += html_element("p", "soft", "For " + each.patient);
      rows += row({xml_text(fmt::format("{} {}", each.label, each.question)), text, xml_text(each.place)});
    }
    const auto words = proof_words(*document_.proof);
    part("proof", "What was asked of all patients",
         rows.empty() ? html_element("p", "", words) + "\n"
                      : table(head_of_table(words, {"Finding", "What", "Where"}), rows));
  }

  void comparison() {
    if (!document_.comparison) return;
    const auto& comparison = *document_.comparison;
    auto content = html_element("p", "", comparison.verdict + ".") + "\n";
    if (!comparison.declarations.empty()) content += list("", comparison.declarations);
    std::string rows;
    for (const auto& each : comparison.statements)
      rows += texts_row({each.statement, each.before, each.after, each.patient});
    if (!rows.empty())
      content += table(head_of_table("Patients who are advised differently",
                                     {"Statement", "Was", "Is", "For example for"}),
                       rows);
    part("changes", "What changed since " + comparison.since, content);
  }

  void scenarios() {
    if (document_.scenarios.empty()) return;
    std::string rows;
    for (const auto& each : document_.scenarios) {
      auto name = xml_text(each.name);
      if (!each.extends.empty())
        name += html_element("p", "soft", fmt::format("as in \"{}\", and", each.extends));
      if (!each.at.empty()) name += html_element("p", "soft", "at " + each.at);
      rows += row({name, list("lines", each.given), list("lines", each.expected)});
    }
    part("scenarios", "Scenarios",
         table(head_of_table("Patients, and what the pathway has to say of them",
                             {"Scenario", "Given", "Expected"}),
               rows));
  }

  const GuidelineDocument& document_;
  DocumentParts parts_;
  std::size_t sources_ = 0;
  std::set<std::string> told_;
};

}  // namespace

DocumentParts document_parts(const GuidelineDocument& document) { return HtmlWriter{document}.write(); }

std::string document_html(const GuidelineDocument& document) {
  const auto parts = document_parts(document);
  return html_page({fmt::format("{} {}", document.title, document.version), std::string{document_style()},
                    parts.header, fmt::format("<ul>\n{}</ul>\n", parts.navigation), parts.main,
                    parts.footer});
}

}  // namespace waymark
