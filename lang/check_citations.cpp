#include "lang/check_citations.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace waymark {
namespace {

using Key = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;

class CitationChecker {
 public:
  explicit CitationChecker(Elaboration& context) : context_{context} {}

  void check() {
    const auto& model = context_.model;
    for (const auto& recommendation : model.recommendations) statement(recommendation);
    for (const auto& contraindication : model.contraindications) statement(contraindication);
    for (const auto& note : model.notes) statement(note);
    for (const auto source : model.follows) check_all_cited(source);
  }

 private:
  void statement(const model::StatementBase& statement) {
    for (const auto& citation : statement.cites) {
      cited_.insert({citation.statement.source, citation.statement.section, citation.statement.statement});
    }
    if (!statement.cites.empty() || statement.id.empty() || cites_something_wrong(statement)) return;
    const auto& follows = context_.model.follows;
    if (follows.empty())
      return void(context_.diagnostics.report(statement.span, diagnostics::no_citation, statement.id));
    context_.diagnostics
        .report(first_line(statement.span), diagnostics::no_citation_of_source, statement.id,
                context_.model.sources[follows.front()].id)
        .help("add `cite SECTION.NUMBER` for the statement that says so");
  }

  // A citation that could not be resolved has its message already.
  bool cites_something_wrong(const model::StatementBase& statement) const {
    const auto& list = context_.diagnostics.list();
    return std::ranges::any_of(list, [&](const Diagnostic& d) {
      const bool of_citation = d.code == diagnostics::unknown_citation.code ||
                               d.code == diagnostics::unknown_source.code ||
                               d.code == diagnostics::no_source_to_cite.code;
      const bool inside = d.span.file == statement.span.file && d.span.begin >= statement.span.begin &&
                          d.span.end <= statement.span.end;
      return of_citation && inside;
    });
  }

  Span first_line(Span span) const {
    const auto text = context_.sources.text(span);
    const auto end = text.find('\n');
    return end == text.npos ? span
                            : Span{span.file, span.begin, span.begin + static_cast<std::uint32_t>(end)};
  }

  void check_all_cited(std::uint32_t source) {
    const auto& sections = context_.model.sources[source].sections;
    for (std::uint32_t i = 0; i < sections.size(); ++i) {
      for (std::uint32_t j = 0; j < sections[i].statements.size(); ++j) {
        const auto& statement = sections[i].statements[j];
        if (statement.incomplete || statement.outside || cited_.contains({source, i, j})) continue;
        context_.diagnostics
            .report(first_line(statement.span), diagnostics::uncited_statement,
                    fmt::format("{}.{}", sections[i].id, statement.number))
            .help("cite it where the pathway encodes it, or say `outside \"why\"` behind its text");
      }
    }
  }

  Elaboration& context_;
  std::set<Key> cited_;
};

}  // namespace

void check_citations(Elaboration& context) {
  const auto& module = context.modules[context.main];
  if (!module.is_library && !module.has_syntax_errors) CitationChecker{context}.check();
}

}  // namespace waymark
