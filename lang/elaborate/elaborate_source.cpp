#include <algorithm>
#include <set>

#include "lang/elaborate/elaboration.hpp"
#include "lang/text/suggest.hpp"

// Sources with their statements, and the citations of them.
namespace waymark {
namespace {

std::string text_of(const std::optional<ast::Text>& text) { return text ? text->value : std::string{}; }

std::optional<std::string> reason_of(const std::optional<ast::Text>& text) {
  if (!text) return std::nullopt;
  return text->value;
}

model::SourceSection elaborate_source_section(Elaboration& context, const ast::SourceSection& section) {
  model::SourceSection result{section.id.text, text_of(section.title), text_of(section.heading), {}};
  std::set<std::string> numbers;
  for (const auto& statement : section.statements) {
    if (!numbers.insert(statement.number).second) {
      context.diagnostics.report(statement.number_span, diagnostics::doubled_statement,
                                 fmt::format("{}.{}", section.id.text, statement.number));
      continue;
    }
    note_declaration(context, NameKind::source_statement, statement.span);
    result.statements.push_back({statement.number, statement.text.value, statement.refs,
                                 reason_of(statement.incomplete), reason_of(statement.outside),
                                 texts_of(statement.open), statement.span});
  }
  return result;
}

void describe_source(model::Source& result, const ast::SourceDeclaration& declaration) {
  result.heading = text_of(declaration.heading);
  result.edition = text_of(declaration.edition);
  result.address = text_of(declaration.address);
  result.retrieved = declaration.retrieved;
}

void elaborate_source(Elaboration& context, std::uint32_t id) {
  const auto& [module, declaration] = context.source_declarations[id];
  describe_source(context.model.sources[id], *declaration);
  std::map<std::string, Span> sections;
  for (const auto& section : declaration->sections) {
    const auto [earlier, inserted] = sections.try_emplace(section.id.text, section.id.span);
    if (!inserted) {
      context.diagnostics.report(section.id.span, diagnostics::doubled_name, section.id.text)
          .note(earlier->second, "it is declared here first");
      continue;
    }
    note_declaration(context, NameKind::source_section, section.id.span);
    context.model.sources[id].sections.push_back(elaborate_source_section(context, section));
  }
}

void follow(Elaboration& context, ModuleIndex module) {
  const auto* header = context.modules[module].header;
  if (!header) return;
  for (const auto& name : header->follows) {
    const auto source = resolve(context, module, NameSpace::source, name.text, name.span);
    if (source) context.model.follows.push_back(source->index);
  }
}

class CitationElaborator {
 public:
  CitationElaborator(Elaboration& context, ModuleIndex module, const ast::Citation& citation)
      : context_{context}, module_{module}, citation_{citation} {}

  std::optional<model::Citation> elaborate() {
    const auto& parts = citation_.parts;
    if (parts.size() == 2) return in_followed_sources();
    const auto symbol = resolve(context_, module_, NameSpace::source, parts[0].text, parts[0].span);
    if (!symbol) return std::nullopt;
    if (const auto found = find(symbol->index)) return found;
    return report_unknown({symbol->index});
  }

 private:
  // Of a library, what its own header says, whoever uses it.
  std::vector<std::uint32_t> followed() const {
    if (module_ == context_.main) return context_.model.follows;
    std::vector<std::uint32_t> result;
    const auto* header = context_.modules[module_].header;
    if (!header) return result;
    for (const auto& name : header->follows) {
      const auto found = context_.symbols.find(module_, NameSpace::source, name.text);
      if (found.size() == 1) result.push_back(found.front().index);
    }
    return result;
  }

  std::optional<model::Citation> in_followed_sources() {
    const auto follows = followed();
    if (follows.empty()) {
      if (!context_.modules[module_].has_broken_sources) {
        context_.diagnostics.report(citation_.span, diagnostics::no_source_to_cite, text())
            .help("name the source: `SOURCE." + text() +
                  "`, or say `follows SOURCE` in the pathway's header");
      }
      return std::nullopt;
    }
    for (const auto source : follows) {
      if (const auto found = find(source)) return found;
    }
    return report_unknown(follows);
  }

  std::string text() const {
    const auto& parts = citation_.parts;
    return fmt::format("{}.{}", parts[parts.size() - 2].text, parts.back().text);
  }

  std::optional<model::Citation> find(std::uint32_t source) const {
    const auto& sections = context_.model.sources[source].sections;
    const auto& section_name = citation_.parts[citation_.parts.size() - 2].text;
    const auto section = std::ranges::find(sections, section_name, &model::SourceSection::id);
    if (section == sections.end()) return std::nullopt;
    const auto& statements = section->statements;
    const auto statement =
        std::ranges::find(statements, citation_.parts.back().text, &model::Statement::number);
    if (statement == statements.end()) return std::nullopt;
    const model::CitedStatement cited{source, static_cast<std::uint32_t>(section - sections.begin()),
                                      static_cast<std::uint32_t>(statement - statements.begin())};
    note_use(context_, NameKind::source_statement, citation_.parts.back().span,
             statements[cited.statement].span);
    note_section(source, section_name);
    const bool followed = citation_.parts.size() == 2;
    return model::Citation{cited, followed ? text() : citation_.parts[0].text + "." + text(), citation_.span};
  }

  void note_section(std::uint32_t source, const std::string& name) const {
    const auto& declared = context_.source_declarations[source].declaration->sections;
    const auto found = std::ranges::find(declared, name, [](const auto& each) { return each.id.text; });
    if (found != declared.end())
      note_use(context_, NameKind::source_section, citation_.parts[citation_.parts.size() - 2].span,
               found->id.span);
  }

  std::optional<model::Citation> report_unknown(const std::vector<std::uint32_t>& sources) {
    if (context_.modules[module_].has_broken_sources) return std::nullopt;
    const auto first = citation_.parts[citation_.parts.size() - 2].span;
    const auto place = join(first, citation_.parts.back().span);
    context_.diagnostics
        .report(citation_.span, diagnostics::unknown_citation, context_.model.sources[sources.front()].id,
                text())
        .did_you_mean(place, context_.diagnostics.suggestions().find([&] { return near(sources); }));
    return std::nullopt;
  }

  std::optional<std::string> near(const std::vector<std::uint32_t>& sources) const {
    std::vector<std::string> candidates;
    for (const auto source : sources) {
      for (const auto& section : context_.model.sources[source].sections) {
        for (const auto& statement : section.statements)
          candidates.push_back(section.id + "." + statement.number);
      }
    }
    return nearest(text(), candidates);
  }

  Elaboration& context_;
  ModuleIndex module_;
  const ast::Citation& citation_;
};

}  // namespace

std::vector<std::string> texts_of(const std::vector<ast::Text>& texts) {
  std::vector<std::string> result;
  for (const auto& text : texts) result.push_back(text.value);
  return result;
}

void elaborate_sources(Elaboration& context) {
  for (std::uint32_t id = 0; id < context.source_declarations.size(); ++id) elaborate_source(context, id);
  follow(context, context.main);
}

std::vector<model::Citation> elaborate_citations(Elaboration& context, ModuleIndex module,
                                                 const std::vector<ast::Citation>& citations) {
  std::vector<model::Citation> result;
  for (const auto& citation : citations) {
    auto elaborated = CitationElaborator{context, module, citation}.elaborate();
    if (!elaborated) continue;
    const auto& cited = model::statement(context.model, elaborated->statement);
    if (cited.outside) {
      context.diagnostics.report(citation.span, diagnostics::cites_outside, elaborated->text)
          .note(cited.span, "it is declared `outside` here");
    }
    result.push_back(std::move(*elaborated));
  }
  return result;
}

}  // namespace waymark
