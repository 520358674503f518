#include "lang/check/check_citations.hpp"

#include <algorithm>
#include <set>

#include "lang/text/listed.hpp"

namespace waymark {
namespace {

constexpr std::size_t listed_from = 5;  // more than these are one message
constexpr auto how_to_cite = "add `cite SECTION.NUMBER` for the statement that says so";

class CitationChecker {
 public:
  explicit CitationChecker(Elaboration& context)
      : context_{context}, wrong_{wrong_citations(context.diagnostics)} {}

  void check() {
    const auto& model = context_.model;
    for (const auto& recommendation : model.recommendations) statement(recommendation);
    for (const auto& contraindication : model.contraindications) statement(contraindication);
    for (const auto& note : model.notes) statement(note);
    cited_by_all(model.facts);
    cited_by_all(model.parameters);
    cited_by_all(model.defines);
    cited_by_all(model.scores);
    cited_by_members();
    report_uncited();
    for (const auto source : model.follows) check_all_cited(source);
  }

 private:
  void cited_by(const std::vector<model::Citation>& citations) {
    for (const auto& citation : citations) cited_.insert(citation.statement);
  }

  template <typename Declared>
  void cited_by_all(const std::vector<Declared>& declarations) {
    for (const auto& declared : declarations) cited_by(declared.cites);
  }

  void cited_by_members(const Type& type) {
    if (!type.members) return;
    for (const auto& member : type.members->members) cited_by(member.cites);
  }

  void cited_by_members() {
    for (const auto& fact : context_.model.facts) cited_by_members(fact.type);
    for (const auto& parameter : context_.model.parameters) cited_by_members(parameter.type);
    for (const auto& define : context_.model.defines) cited_by_members(define.type);
    for (const auto& type : context_.types)
      if (type) cited_by_members(*type);
  }

  void statement(const model::StatementBase& statement) {
    cited_by(statement.cites);
    if (!statement.cites.empty() || statement.id.empty() || cites_something_wrong(statement)) return;
    uncited_.push_back(&statement);
  }

  // Many of them are a draft, of which one message tells all.
  void report_uncited() {
    const auto& follows = context_.model.follows;
    if (uncited_.size() > listed_from) return report_uncited_together();
    for (const auto* statement : uncited_) {
      if (follows.empty()) {
        context_.diagnostics.report(statement->span, diagnostics::no_citation, statement->id);
        continue;
      }
      context_.diagnostics
          .report(first_line(statement->span), diagnostics::no_citation_of_source, statement->id,
                  context_.model.sources[follows.front()].id)
          .help(how_to_cite);
    }
  }

  void report_uncited_together() {
    std::vector<std::string> ids;
    for (const auto* statement : uncited_) ids.push_back(statement->id);
    std::ranges::sort(uncited_, {}, [](const auto* statement) { return statement->span; });
    const auto place = first_line(uncited_.front()->span);
    const auto list = listed(ids, "`");
    const auto& follows = context_.model.follows;
    if (follows.empty())
      return void(context_.diagnostics.report(place, diagnostics::no_citations, ids.size(), list));
    context_.diagnostics
        .report(place, diagnostics::no_citations_of_source, ids.size(),
                context_.model.sources[follows.front()].id, list)
        .help(how_to_cite);
  }

  // A citation that could not be resolved has its message already.
  bool cites_something_wrong(const model::StatementBase& statement) const {
    const auto first = wrong_.lower_bound(Span{statement.span.file, statement.span.begin, 0});
    return first != wrong_.end() && first->file == statement.span.file && first->end <= statement.span.end;
  }

  static std::set<Span> wrong_citations(const Diagnostics& reported) {
    std::set<Span> result;
    for (const auto& diagnostic : reported.list()) {
      const bool of_citation = diagnostic.code == diagnostics::unknown_citation.code ||
                               diagnostic.code == diagnostics::unknown_source.code ||
                               diagnostic.code == diagnostics::no_source_to_cite.code;
      if (of_citation) result.insert(diagnostic.span);
    }
    return result;
  }

  Span first_line(Span span) const {
    const auto text = context_.sources.text(span);
    const auto end = text.find('\n');
    return end == text.npos ? span
                            : Span{span.file, span.begin, span.begin + static_cast<std::uint32_t>(end)};
  }

  void check_all_cited(std::uint32_t source) {
    const auto& sections = context_.model.sources[source].sections;
    std::vector<std::string> ids;
    std::vector<Span> places;
    for (std::uint32_t i = 0; i < sections.size(); ++i) {
      for (std::uint32_t j = 0; j < sections[i].statements.size(); ++j) {
        const auto& statement = sections[i].statements[j];
        if (statement.incomplete || statement.outside || cited_.contains({source, i, j})) continue;
        ids.push_back(fmt::format("{}.{}", sections[i].id, statement.number));
        places.push_back(first_line(statement.span));
      }
    }
    report_statements(ids, places);
  }

  void report_statements(const std::vector<std::string>& ids, const std::vector<Span>& places) {
    constexpr auto help = "cite it where the pathway encodes it, or say `outside \"why\"` behind its text";
    if (ids.size() > listed_from) {
      const auto list = listed(ids, "`");
      context_.diagnostics.report(places.front(), diagnostics::uncited_statements, ids.size(), list)
          .help("cite each where the pathway encodes it, or say `outside \"why\"` behind its text");
      return;
    }
    for (std::size_t i = 0; i < ids.size(); ++i)
      context_.diagnostics.report(places[i], diagnostics::uncited_statement, ids[i]).help(help);
  }

  Elaboration& context_;
  std::set<Span> wrong_;  // citations that have their message
  std::set<model::CitedStatement> cited_;
  std::vector<const model::StatementBase*> uncited_;
};

}  // namespace

void check_citations(Elaboration& context) {
  const auto& module = context.modules[context.main];
  if (!module.is_library && !module.has_syntax_errors) CitationChecker{context}.check();
}

}  // namespace waymark
