#include <set>

#include <fmt/format.h>

#include "tools/document/document_report.hpp"
#include "tools/document/document_words.hpp"
#include "tools/report/safe_text.hpp"

namespace waymark {

namespace {

std::string joined_codes(const std::vector<std::string>& names) {
  std::vector<std::string> codes;
  for (const auto& name : names) codes.push_back(markdown_code(name));
  return fmt::format("{}", fmt::join(codes, ", "));
}

class MarkdownWriter {
 public:
  explicit MarkdownWriter(const GuidelineDocument& document) : document_{document} {}

  std::string write() {
    header();
    for (const auto& source : document_.sources) this->source(source);
    uncited();
    open_terms();
    parameters();
    definitions();
    for (const auto& table : document_.tables) this->table(table);
    properties();
    findings();
    comparison();
    scenarios();
    return std::move(out_);
  }

 private:
  void line(const std::string& text) { out_ += text + "\n"; }
  // One empty line stands before it.
  void heading(int level, const std::string& text) {
    if (!out_.ends_with("\n\n")) line("");
    line(fmt::format("{} {}\n", std::string(static_cast<std::size_t>(level), '#'), text));
  }

  void header() {
    line(fmt::format("# {}\n", markdown_text(document_.title)));
    line(fmt::format("{} {}", markdown_code(document_.id), markdown_text(document_.version)));
    if (!document_.adapts.empty()) line(fmt::format("\nAdapts {}.", markdown_text(document_.adapts)));
    for (const auto& text : document_.about) line("\n" + markdown_text(text));
    if (document_.audience.empty()) return;
    heading(2, "For whom");
    for (const auto& text : document_.audience) line("- " + markdown_text(text));
  }

  // Sources -----------------------------------------------------------------------

  void source(const DocumentSource& source) {
    const auto* lead = source.is_followed ? "" : "Also cited: ";
    heading(2, lead + markdown_text(source.title));
    if (!source.place.empty()) line(markdown_text(source.place));
    for (const auto& section : source.sections) {
      heading(3, markdown_text(section.title));
      for (const auto& statement : section.statements) this->statement(statement, source.is_followed);
    }
  }

  void statement(const DocumentStatement& statement, bool is_followed) {
    const auto refs = references_of(statement);
    line(fmt::format("**{}** {}{}\n", markdown_text(statement.name), markdown_text(statement.text),
                     refs.empty() ? "" : " " + markdown_text(refs)));
    for (const auto& gap : gaps_of(statement))
      line(fmt::format("> **{}**: {}\n", gap.lead, markdown_text(gap.text)));
    if (statement.advice.empty() && is_followed) line(fmt::format("- {}", no_advice_words(statement)));
    for (const auto place : statement.advice) advice(document_.advice[place]);
    line("");
  }

  // In full where it stands first.
  void advice(const DocumentAdvice& advice) {
    const auto modality = advice.kind == AdviceKind::recommendation ? markdown_text(advice.modality)
                                                                    : markdown_text(advice.modality + ":");
    line(fmt::format("- **{}** {} ({})", modality, markdown_text(advice.text), markdown_code(advice.id)));
    if (!told_.insert(advice.id).second) return line("  - as above");
    for (const auto& each : lines_of(advice)) line("  - " + markdown_text(each.text));
  }

  void uncited() {
    if (document_.uncited.empty()) return;
    heading(2, "Advice without a statement of a source");
    for (const auto place : document_.uncited) advice(document_.advice[place]);
  }

  // What it rests on ----------------------------------------------------------------

  void open_terms() {
    if (document_.open_terms.empty()) return;
    heading(2, "What the source leaves open");
    line("The source uses these without a number or a meaning. This pathway invents none.\n");
    line("| statement | open |\n|---|---|");
    for (const auto& each : document_.open_terms)
      line(fmt::format("| {} | {} |", markdown_text(each.statement), markdown_text(each.term)));
  }

  void parameters() {
    if (document_.parameters.empty()) return;
    heading(2, "What a site sets");
    line("| parameter | means | unit | value |\n|---|---|---|---|");
    for (const auto& each : document_.parameters)
      line(fmt::format("| {} | {} | {} | {} |", markdown_code(each.id), markdown_text(each.title),
                       markdown_text(each.unit), markdown_text(value_words(each))));
  }

  void definitions() {
    if (document_.definitions.empty()) return;
    heading(2, "Definitions");
    for (const auto& each : document_.definitions) definition(each);
  }

  void definition(const DocumentDefinition& definition) {
    line(fmt::format("- {} {}", markdown_code(definition.id), markdown_text(definition.title)));
    for (const auto& text : definition.lines) line("  - " + markdown_text(text));
    if (!definition.cites.empty()) line("  - source: " + joined_codes(definition.cites));
    for (const auto& text : definition.readings) line("  - our reading: " + markdown_text(text));
  }

  void row(const std::vector<std::string>& cells) {
    std::string text = "|";
    for (const auto& cell : cells) text += fmt::format(" {} |", markdown_text(cell));
    line(text);
  }

  void table(const DecisionTable& table) {
    heading(2, fmt::format("Table {}: {}", markdown_code(table.id), markdown_text(table.title)));
    row(table.headers);
    std::string rule = "|";
    for (std::size_t i = 0; i < table.headers.size(); ++i) rule += "---|";
    line(rule);
    for (const auto& each : table.rows) row(each);
  }

  // What is known of it ---------------------------------------------------------------

  void properties() {
    if (document_.properties.empty()) return;
    heading(2, "What must hold for every patient");
    for (const auto& each : document_.properties)
      line(fmt::format("- {}{}", markdown_text(property_words(each)),
                       each.verdict.empty() ? "" : fmt::format(" (**{}**)", each.verdict)));
  }

  void findings() {
    if (!document_.proof) return;
    heading(2, "What was asked of all patients");
    line(markdown_text(proof_words(*document_.proof)) + "\n");
    for (const auto& each : document_.proof->findings) {
      line(fmt::format("- **{} {}** {} ({})", markdown_text(each.label), markdown_text(each.question),
                       markdown_text(each.message), markdown_code(each.place)));
      if (!each.reason.empty()) line("  - reason: " + markdown_text(each.reason));
      if (!each.patient.empty()) line("  - for " + markdown_text(each.patient));
    }
  }

  void comparison() {
    if (!document_.comparison) return;
    const auto& comparison = *document_.comparison;
    heading(2, fmt::format("What changed since {}", markdown_code(comparison.since)));
    line(markdown_text(comparison.verdict) + ".\n");
    for (const auto& text : comparison.declarations) line("- " + markdown_text(text));
    if (comparison.statements.empty()) return;
    line("\n| statement | was | is | for example for |\n|---|---|---|---|");
    for (const auto& each : comparison.statements)
      row({each.statement, each.before, each.after, each.patient});
  }

  void scenarios() {
    if (document_.scenarios.empty()) return;
    heading(2, "Scenarios");
    line("| scenario | given | expected |\n|---|---|---|");
    for (const auto& each : document_.scenarios) {
      auto name = markdown_text(each.name);
      if (!each.extends.empty()) name += fmt::format(" (as in \"{}\", and)", markdown_text(each.extends));
      if (!each.at.empty()) name += fmt::format(", at {}", markdown_text(each.at));
      line(fmt::format("| {} | {} | {} |", name, cells(each.given), cells(each.expected)));
    }
  }

  static std::string cells(const std::vector<std::string>& lines) {
    std::vector<std::string> texts;
    for (const auto& each : lines) texts.push_back(markdown_text(each));
    return fmt::format("{}", fmt::join(texts, "<br>"));
  }

  const GuidelineDocument& document_;
  std::string out_;
  std::set<std::string> told_;
};

}  // namespace

std::string document_markdown(const GuidelineDocument& document) { return MarkdownWriter{document}.write(); }

}  // namespace waymark
