#include "lang/ast/ast_dump.hpp"

#include <fmt/format.h>

#include "lang/ast/dump_writer.hpp"
#include "lang/ast/operators.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

std::string_view name_of(ast::Modality modality) {
  switch (modality) {
    case ast::Modality::must: return "must";
    case ast::Modality::should: return "should";
    case ast::Modality::consider: return "consider";
    case ast::Modality::should_not: return "should not";
    case ast::Modality::must_not: return "must not";
  }
  return "";
}

std::string_view name_of(ast::HeaderKind kind) {
  switch (kind) {
    case ast::HeaderKind::pathway: return "pathway";
    case ast::HeaderKind::library: return "library";
    case ast::HeaderKind::site: break;
  }
  return "site";
}

std::string_view name_of(ast::Certainty certainty) {
  switch (certainty) {
    case ast::Certainty::high: return "high";
    case ast::Certainty::moderate: return "moderate";
    case ast::Certainty::low: return "low";
    case ast::Certainty::very_low: return "very low";
  }
  return "";
}

std::string_view name_of(ast::Progress progress) {
  switch (progress) {
    case ast::Progress::done: return "done";
    case ast::Progress::due: return "due";
    case ast::Progress::overdue: return "overdue";
    case ast::Progress::not_due: break;
  }
  return "not due";
}

std::string_view name_of(ast::Status status) {
  switch (status) {
    case ast::Status::advised: return "advised";
    case ast::Status::not_advised: return "not advised";
    case ast::Status::undetermined: return "undetermined";
  }
  return "";
}

std::string instant(const ast::Instant& at) {
  return std::visit(overloaded{
                        [](const ast::DateLiteral& date) { return to_string(date.date); },
                        [](const ast::MomentLiteral& moment) { return DumpWriter::moment(moment); },
                    },
                    at.node);
}

// Items, each with a line of its own and what belongs to it further in.
class ItemDump {
 public:
  std::string result() { return std::move(out_.text); }

  void item(const ast::Item& item) {
    std::visit([&](const auto& node) { declaration(node); }, item.node);
  }

  void accepted(const ast::AcceptedFinding& finding) {
    out_.line("accept", finding.question.text + " " + DumpWriter::quoted(finding.reason.value));
  }

 private:
  void texts(std::string_view label, const std::vector<ast::Text>& all) {
    for (const auto& text : all) out_.line(label, DumpWriter::quoted(text.value));
  }
  void cites(const std::vector<ast::Citation>& all) {
    for (const auto& cite : all) out_.line("cite", DumpWriter::citation(cite));
  }
  void basis(const ast::Basis& basis) {
    cites(basis.cites);
    texts("interprets", basis.interprets);
  }
  void conditions(std::string_view label, const std::vector<ast::Expr>& all) {
    for (const auto& condition : all) out_.expression(label, condition);
  }
  void codes(const std::vector<ast::Code>& all) {
    for (const auto& code : all) out_.line("code", DumpWriter::code(code));
  }

  void declaration(const ast::Header& header) {
    const auto inside = out_.open(name_of(header.kind), header.id.text, header.title);
    if (header.adapts)
      out_.line("adapts",
                header.adapts->pathway.text + " " + DumpWriter::quoted(header.adapts->version.value));
    out_.optional("version", header.version);
    for (const auto& source : header.follows) out_.line("follows", source.text);
    texts("about", header.about);
    conditions("applies when", header.applies);
  }

  void declaration(const ast::Use& use) { out_.line("use", use.library.text); }

  void declaration(const ast::SourceDeclaration& source) {
    const auto inside = out_.open("source", source.id.text, source.title);
    out_.optional("heading", source.heading);
    out_.optional("edition", source.edition);
    out_.optional("address", source.address);
    if (source.retrieved) out_.line("retrieved", to_string(*source.retrieved));
    for (const auto& section : source.sections) {
      const auto inside_section = out_.open("section", section.id.text, section.title);
      out_.optional("heading", section.heading);
      for (const auto& one : section.statements) statement(one);
    }
  }

  void statement(const ast::Statement& statement) {
    const auto inside = out_.open("statement", statement.number, statement.text);
    for (const auto& number : statement.refs) out_.line("refs", number);
    out_.optional("incomplete", statement.incomplete);
    out_.optional("outside", statement.outside);
    texts("open", statement.open);
  }

  void declaration(const ast::Fact& fact) {
    const auto inside = out_.open("fact", fact.id.text, fact.title);
    out_.type(fact.type);
    out_.range("within", fact.within);
    out_.range("plausible", fact.plausible);
    out_.expression("valid for", fact.valid_for);
    out_.expression("molar mass", fact.molar_mass);
    out_.expression("charge", fact.charge);
    codes(fact.codes);
    if (fact.from) out_.line("from", fact.from->text);
    cites(fact.cites);
  }

  void declaration(const ast::Parameter& parameter) {
    const auto inside = out_.open("parameter", parameter.id.text, parameter.title);
    out_.type(parameter.type);
    out_.range("within", parameter.within);
    out_.expression("value", parameter.value);
    cites(parameter.cites);
  }

  void declaration(const ast::Define& define) {
    const auto inside = out_.open("define", define.id.text, define.title);
    if (define.has_parameter_list) out_.line("with parameters");
    for (const auto& parameter : define.parameters) {
      const auto inside_parameter = out_.open("parameter", parameter.name.text);
      out_.type(parameter.type);
    }
    if (define.type) out_.type(*define.type);
    out_.expression("value", define.value);
    basis(define.basis);
  }

  void declaration(const ast::Score& score) {
    const auto inside = out_.open("score", score.id.text, score.title);
    basis(score.basis);
    for (const auto& row : score.rows) {
      const auto inside_row = out_.open("row");
      for (const auto& alternative : row.alternatives) {
        const auto inside_alternative =
            out_.open("points", alternative.points.to_exact_string(), alternative.why);
        out_.expression("when", alternative.when);
      }
    }
  }

  void declaration(const ast::Table& table) {
    const auto inside = out_.open(table.first ? "table first" : "table", table.id.text, table.title);
    if (table.type) out_.type(*table.type);
    basis(table.basis);
    for (const auto& column : table.columns) out_.expression("column", column);
    for (const auto& output : table.outputs) {
      const auto inside_output = out_.open("output", output.id.text, output.title);
      if (output.type) out_.type(*output.type);
    }
    for (const auto& row : table.rows) this->row("row", row);
    if (table.otherwise) row("otherwise", *table.otherwise);
  }

  void row(std::string_view label, const ast::TableRow& row) {
    const auto inside = out_.open(label);
    for (const auto& cell : row.cells) std::visit([&](const auto& node) { this->cell(node); }, cell.node);
    for (const auto& value : row.values) out_.expression("gives", value);
  }

  void cell(const ast::AnyCell&) { out_.line("any"); }
  void cell(const ast::ComparedCell& cell) { out_.expression(sign_of(cell.op), cell.value); }
  void cell(const ast::RangeCell& cell) {
    const auto inside = out_.open("range");
    out_.expression(cell.above ? "above" : "from", cell.low);
    out_.expression(cell.below ? "to below" : "to", cell.high);
  }
  void cell(const ast::ListedCell& cell) { out_.nodes("one of", cell.values); }

  void declaration(const ast::Action& action) {
    const auto inside = out_.open("action", action.id.text, action.title);
    out_.line("kind", action.kind.text);
    if (action.members) out_.line("any of", DumpWriter::joined(*action.members));
    codes(action.codes);
  }

  void declaration(const ast::CodesDeclaration& declared) {
    const auto inside = out_.open("codes", declared.id.text, declared.title);
    out_.line("from", DumpWriter::quoted(declared.file.value));
  }

  void declaration(const ast::UnitDeclaration& unit) {
    const auto inside = out_.open("unit", unit.name.text);
    out_.expression("size", unit.size);
    out_.optional("ucum", unit.ucum);
  }

  void declaration(const ast::TypeDeclaration& declared) {
    const auto inside = out_.open("type", declared.id.text, declared.title);
    out_.type(declared.type);
  }

  void declaration(const ast::Section& section) {
    const auto inside = out_.open("section", section.id.text, section.title);
    out_.expression("when", section.when);
    block(section.body);
  }

  void declaration(const ast::Property& property) {
    const auto* word = property.kind == ast::PropertyKind::always ? "always" : "never";
    const auto inside = out_.open(word, DumpWriter::quoted(property.text.value));
    out_.expression("condition", property.condition);
  }

  void declaration(const ast::Adapt& adapt) {
    const auto inside = out_.open("adapt", adapt.target.text);
    out_.expression("value", adapt.value);
    out_.expression("valid for", adapt.valid_for);
    codes(adapt.codes);
    if (adapt.from) out_.line("from", adapt.from->text);
    if (adapt.otherwise_no) out_.line("otherwise no");
    attributes(adapt.attributes);
  }

  void declaration(const ast::Withdraw& withdraw) {
    const auto inside = out_.open("withdraw", withdraw.target.text);
    attributes(withdraw.attributes);
  }

  void block(const ast::Block& block) {
    for (const auto& item : block) std::visit([&](const auto& node) { statement(node); }, item.node);
  }

  void statement(const ast::Branches& branches) {
    const auto inside = out_.open("branches");
    for (const auto& branch : branches.branches) {
      const auto inside_branch = out_.open("when");
      out_.expression("guard", branch.guard);
      block(branch.body);
    }
    optional_block("otherwise", branches.otherwise);
    optional_block("if unknown", branches.if_unknown);
  }

  void optional_block(std::string_view label, const std::optional<ast::Block>& body) {
    if (!body) return;
    const auto inside = out_.open(label);
    block(*body);
  }

  void statement(const ast::Recommendation& advice) {
    const auto inside = out_.open(name_of(advice.modality), advice.verb ? advice.verb->text : "");
    target(advice.target);
    if (advice.id) out_.line("as", advice.id->text);
    attributes(advice.attributes);
  }

  void statement(const ast::Contraindication& contraindication) {
    const auto inside = out_.open("contraindicated", DumpWriter::joined(contraindication.actions));
    if (contraindication.id) out_.line("as", contraindication.id->text);
    attributes(contraindication.attributes);
  }

  void statement(const ast::NoteStatement& note) {
    const auto inside = out_.open("note", note.id.text);
    if (note.says) out_.text_template("says", *note.says);
    conditions("when", note.when);
    cites(note.cites);
    texts("interprets", note.interprets);
    texts("silent", note.silent);
  }

  void target(const ast::Target& target) {
    if (const auto* action = std::get_if<ast::Name>(&target.node)) return out_.line("target", action->text);
    const auto& choice = std::get<ast::Choice>(target.node);
    const auto inside = out_.open(choice.kind == ast::ChoiceKind::one_of ? "one of" : "all of");
    for (const auto& option : choice.options) {
      this->target(option);
      if (option.when.empty() && option.steps.empty()) continue;
      const auto inside_option = out_.open("with");
      conditions("when", option.when);
      steps(option.steps);
    }
  }

  void steps(const std::vector<ast::Regimen>& steps) {
    for (const auto& step : steps) {
      if (&step != &steps.front()) out_.line("then");
      regimen(step);
    }
  }

  void regimen(const ast::Regimen& regimen) {
    if (regimen.dose) dose(*regimen.dose);
    if (regimen.route) out_.line("route", regimen.route->text);
    out_.range("every", regimen.every);
    out_.range("for", regimen.duration);
  }

  void dose(const ast::Dose& dose) {
    out_.range("dose", dose.amount);
    if (dose.of) out_.line("of", dose.of->text);
    for (const auto& limit : dose.limits)
      out_.expression(limit.at_most ? "at most" : "at least", limit.amount);
    if (dose.rounding)
      out_.expression(dose.rounding->down ? "rounded down to" : "rounded to", dose.rounding->step);
  }

  void attributes(const ast::Attributes& attributes) {
    conditions("when", attributes.when);
    conditions("until", attributes.until);
    if (!attributes.requires_known.empty())
      out_.line("requires known", DumpWriter::joined(attributes.requires_known));
    steps(attributes.steps);
    if (attributes.within) within(*attributes.within);
    if (attributes.promptly) out_.line("promptly");
    out_.expression("done when", attributes.done);
    if (!attributes.precedes.empty()) out_.line("precedes", DumpWriter::joined(attributes.precedes));
    out_.expression("target", attributes.target);
    for (const auto& reason : attributes.because) out_.text_template("because", reason);
    if (attributes.strength)
      out_.line("strength", *attributes.strength == ast::Strength::strong ? "strong" : "conditional");
    if (attributes.certainty) out_.line("certainty", name_of(*attributes.certainty));
    cites(attributes.cites);
    texts("interprets", attributes.interprets);
    texts("silent", attributes.silent);
  }

  void within(const ast::Within& within) {
    out_.range("within", within.time);
    if (within.of) out_.line("of", within.of->text);
  }

  void declaration(const ast::Scenario& scenario) {
    const auto inside = out_.open("scenario", DumpWriter::quoted(scenario.name.value));
    out_.optional("extends", scenario.extends);
    if (scenario.at) out_.line("at", instant(*scenario.at));
    for (const auto& one : scenario.given) given(one);
    for (const auto& one : scenario.expects) std::visit([&](const auto& node) { expect(node); }, one.node);
  }

  void given(const ast::Given& given) {
    const auto inside = out_.open("given", given.fact.text);
    std::visit(overloaded{
                   [&](const ast::GivenMember& member) {
                     out_.line(member.value ? *member.value ? "yes" : "no" : "unknown", member.member.text);
                   },
                   [&](const ast::GivenSet& set) { out_.line("set", DumpWriter::joined(set.members)); },
                   [&](const std::vector<ast::Reading>& readings) {
                     for (const auto& one : readings) reading(one);
                   },
               },
               given.value);
  }

  void reading(const ast::Reading& reading) {
    const auto inside = out_.open("reading");
    if (reading.value) out_.expression("value", *reading.value);
    std::visit(overloaded{
                   [](std::monostate) {},
                   [&](const ast::Instant& at) { out_.line("at", instant(at)); },
                   [&](const ast::Expr& ago) { out_.expression("ago", ago); },
               },
               reading.time);
  }

  void expect(const ast::ExpectStatus& expected) {
    const auto inside = out_.open("expect", expected.id.text);
    out_.line(name_of(expected.status));
    if (expected.needs) out_.line("needs", DumpWriter::joined(*expected.needs));
  }
  void expect(const ast::ExpectConflict& expected) {
    out_.line("expect conflict", expected.first.text + ", " + expected.second.text);
  }
  void expect(const ast::ExpectDose& expected) {
    const auto inside = out_.open("expect", expected.id.text);
    out_.range("dose", expected.dose);
    if (expected.action) out_.line("of", expected.action->text);
  }
  void expect(const ast::ExpectOpen& expected) {
    const auto inside = out_.open("expect", expected.id.text);
    out_.line("open", DumpWriter::joined(expected.actions));
  }
  void expect(const ast::ExpectProgress& expected) {
    const auto inside = out_.open("expect", expected.id.text);
    out_.line(name_of(expected.progress));
    if (expected.by) out_.line("by", instant(*expected.by));
  }
  void expect(const ast::Expr& expected) { out_.expression("expect", expected); }

  DumpWriter out_;
};

}  // namespace

std::string dump(const ast::File& file) {
  ItemDump result;
  for (const auto& item : file.items) result.item(item);
  for (const auto& each : file.accepted) result.accepted(each);
  return result.result();
}

std::string dump(const ast::Expr& expr) {
  DumpWriter writer;
  writer.expression("expression", expr);
  return std::move(writer.text);
}

}  // namespace waymark
