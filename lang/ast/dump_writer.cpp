#include "lang/ast/dump_writer.hpp"

#include <array>

#include <fmt/format.h>

#include "lang/ast/window_words.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

constexpr auto arithmetic_signs = std::to_array<std::string_view>({"+", "-", "*", "/"});
constexpr auto comparison_signs = std::to_array<std::string_view>({"=", "!=", "<", "<=", ">", ">="});
constexpr auto counting_words = std::to_array<std::string_view>({"at least", "at most", "exactly"});
constexpr auto since_words = std::to_array<std::string_view>({"time", "years", "months", "days"});
constexpr auto includes_words =
    std::to_array<std::string_view>({"includes", "includes any of", "includes all of"});
constexpr auto is_words = std::to_array<std::string_view>({"yes", "no", "unknown", "ruled out"});

template <typename Words, typename Enum>
std::string word(const Words& words, Enum value) {
  return std::string{words[static_cast<std::size_t>(value)]};
}

std::string number(const ast::Number& number) {
  return number.value.to_exact_string() + (number.unit ? " " + number.unit->text : "");
}

std::string predicate(const ast::Is& test) {
  return std::visit(
      overloaded{
          [](ast::IsWord literal) { return word(is_words, literal); },
          [](const ast::Name& name) { return "`" + name.text + "`"; },
          [](const ast::OneOf& listed) { return "one of " + DumpWriter::joined(listed.members); },
      },
      test.predicate);
}

// One function for each kind of node.
struct NodeWriter {
  DumpWriter& out;

  void two(std::string_view label, const ast::Expr& left, const ast::Expr& right) const {
    const auto inside = out.open(label);
    out.node(left);
    out.node(right);
  }

  void operator()(const ast::YesNo& literal) const { out.line(literal.value ? "yes" : "no"); }
  void operator()(const ast::UnknownLiteral&) const { out.line("unknown"); }
  void operator()(const ast::Number& literal) const { out.line("number", number(literal)); }
  void operator()(const ast::DateLiteral& literal) const { out.line("date", to_string(literal.date)); }
  void operator()(const ast::MomentLiteral& literal) const {
    out.line("moment", DumpWriter::moment(literal));
  }
  void operator()(const ast::Reference& reference) const { out.line("name", reference.name); }
  void operator()(const ast::Not& negation) const { out.expression("not", *negation.operand); }
  void operator()(const ast::Negate& negation) const { out.expression("negate", *negation.operand); }
  void operator()(const ast::Logical& logical) const {
    out.nodes(logical.op == ast::LogicalOperator::logical_and ? "and" : "or", logical.operands);
  }
  void operator()(const ast::Implies& implies) const {
    two("implies", *implies.premise, *implies.conclusion);
  }
  void operator()(const ast::Arithmetic& sum) const {
    two(word(arithmetic_signs, sum.op), *sum.left, *sum.right);
  }
  void operator()(const ast::Comparison& comparison) const {
    two(word(comparison_signs, comparison.op), *comparison.left, *comparison.right);
  }
  void operator()(const ast::Is& test) const {
    const auto inside = out.open(test.negated ? "is not" : "is", predicate(test));
    out.node(*test.subject);
  }
  void operator()(const ast::Between& between) const {
    const auto inside = out.open(between.below ? "between, upper end left out" : "between");
    out.node(*between.subject);
    out.node(*between.low);
    out.node(*between.high);
  }
  void operator()(const ast::Includes& includes) const {
    const auto inside =
        out.open(word(includes_words, includes.quantifier), DumpWriter::joined(includes.members));
    out.node(*includes.subject);
  }
  void operator()(const ast::Conversion& conversion) const {
    out.expression("in " + conversion.unit.text, *conversion.operand);
  }
  void operator()(const ast::Choose& choose) const {
    const auto inside = out.open("choose");
    for (const auto& arm : choose.arms) {
      const auto inside_arm = out.open("arm");
      out.node(*arm.value);
      out.expression("when", *arm.guard);
    }
    if (choose.otherwise) out.expression("otherwise", **choose.otherwise);
  }
  void operator()(const ast::Counting& counting) const {
    out.nodes(fmt::format("{} {}", word(counting_words, counting.word), counting.count), counting.arguments);
  }
  void operator()(const ast::ReadingCount& count) const {
    const auto inside = out.open(
        fmt::format("{} {} readings of", word(counting_words, count.word), count.count), count.fact.text);
    out.node(*count.test);
    span(count.span);
    if (count.apart) out.expression("apart", **count.apart);
  }
  void operator()(const ast::EachReading& each) const { out.line("each reading of", each.fact.text); }
  void operator()(const ast::Window& window) const {
    const auto inside = out.open(word_of(window.function), window.fact.text);
    span(window.span);
  }
  void span(const ast::WindowSpan& span) const {
    if (span.first) out.expression(span.word == ast::SpanWord::over ? "over" : "from", **span.first);
    if (span.second) out.expression("to", **span.second);
    if (!span.anchor) return;
    const bool before = span.word == ast::SpanWord::over;
    out.line(before ? "before" : span.word == ast::SpanWord::since ? "since" : "after", span.anchor->text);
  }
  void operator()(const ast::Known& known) const {
    out.nodes(known.word == ast::KnownWord::any ? "any known" : "first known", known.arguments);
  }
  void operator()(const ast::Since& since) const {
    out.line(word(since_words, since.word) + " since", since.subject.text);
  }
  void operator()(const ast::TimeBetween& time) const {
    out.line("time from", time.from.text + " to " + time.to.text);
  }
  void operator()(const ast::PointsOf& points) const { out.line("points of", points.subject.text); }
  void operator()(const ast::GivenDose& dose) const {
    const auto* end = dose.end == ast::DoseEnd::highest  ? "highest "
                      : dose.end == ast::DoseEnd::lowest ? "lowest "
                                                         : "";
    out.line(fmt::format("{}{}dose of", end, dose.daily ? "daily " : ""), dose.subject.text);
  }
  void operator()(const ast::Call& call) const { out.nodes("call " + call.function.text, call.arguments); }
  void operator()(const ast::BrokenExpr&) const { out.line("broken"); }
};

}  // namespace

void DumpWriter::line(std::string_view label, std::string_view rest) {
  text.append(static_cast<std::size_t>(depth) * 2, ' ');
  text.append(label);
  if (!rest.empty()) text.append(" ").append(rest);
  text += '\n';
}

DumpWriter::Inside DumpWriter::open(std::string_view label, std::string_view rest) {
  line(label, rest);
  return Inside{depth};
}

DumpWriter::Inside DumpWriter::open(std::string_view label, std::string_view rest,
                                    const std::optional<ast::Text>& title) {
  return open(label, title ? fmt::format("{} {}", rest, quoted(title->value)) : std::string{rest});
}

std::string DumpWriter::quoted(std::string_view value) {
  std::string result = "\"";
  for (const char c : value) {
    if (c == '\n')
      result += "\\n";
    else if (c == '"' || c == '\\')
      (result += '\\') += c;
    else
      result += c;
  }
  return result + '"';
}

std::string DumpWriter::moment(const ast::MomentLiteral& literal) {
  return to_string(literal.moment) + (literal.has_offset ? "" : " without offset");
}

std::string DumpWriter::joined(const std::vector<ast::Name>& names) {
  std::string result;
  for (const auto& name : names) result.append(result.empty() ? "" : ", ").append(name.text);
  return result.empty() ? "nothing" : result;
}

std::string DumpWriter::code(const ast::Code& code) {
  if (code.list) return "in " + code.list->text;
  auto result = code.is_quoted ? quoted(code.system.text) : code.system.text;
  for (const auto& each : code.codes)
    result += (&each == &code.codes.front() ? " " : ", ") + quoted(each.value);
  return result;
}

std::string DumpWriter::citation(const ast::Citation& cite) {
  std::string result;
  for (const auto& part : cite.parts) result += (result.empty() ? "" : ".") + part.text;
  return result;
}

void DumpWriter::optional(std::string_view label, const std::optional<ast::Text>& value) {
  if (value) line(label, quoted(value->value));
}

void DumpWriter::text_template(std::string_view label, const ast::Template& written) {
  const auto inside = open(label);
  for (const auto& piece : written.pieces) {
    std::visit(overloaded{
                   [&](const std::string& plain) { line("text", quoted(plain)); },
                   [&](const ast::Placeholder& value) {
                     line("value", value.name.text + (value.unit ? " in " + value.unit->text : "") +
                                       (value.places ? fmt::format(" to {} places", *value.places) : ""));
                   },
               },
               piece);
  }
}

void DumpWriter::type(const ast::TypeExpr& type) {
  std::visit(
      overloaded{
          [&](const ast::YesNoType&) { line("yes or no"); },
          [&](const ast::NumberType& number) {
            line(number.whole ? "whole number" : "number", number.unit ? "in " + number.unit->text : "");
          },
          [&](const ast::OneOfType& one) {
            const auto inside = open(one.ordered ? "one of, ordered" : "one of");
            members(one.members);
          },
          [&](const ast::AnyOfType& any) {
            const auto inside = open("any of");
            members(any.members);
          },
          [&](const ast::DateType&) { line("date"); },
          [&](const ast::MomentType&) { line("moment"); },
          [&](const ast::EventType& event) { line("event", event.unit ? "in " + event.unit->text : ""); },
          [&](const ast::NamedType& named) { line("type", named.name.text); },
          [&](const ast::BrokenType&) { line("broken type"); },
      },
      type.node);
}

void DumpWriter::members(const std::vector<ast::MemberDeclaration>& members) {
  for (const auto& member : members) {
    const auto inside = open("member", member.name.text, member.title);
    if (member.points) line("points", member.points->to_exact_string());
    for (const auto& cite : member.cites) line("cite", citation(cite));
    for (const auto& each : member.codes) line("code", code(each));
  }
}

void DumpWriter::range(std::string_view label, const ast::Range& range) {
  const auto inside = open(label);
  node(range.low);
  if (range.high) expression(range.below ? "to below" : "to", *range.high);
}

void DumpWriter::range(std::string_view label, const std::optional<ast::Range>& range) {
  if (range) this->range(label, *range);
}

void DumpWriter::expression(std::string_view label, const ast::Expr& expr) {
  const auto inside = open(label);
  node(expr);
}

void DumpWriter::expression(std::string_view label, const std::optional<ast::Expr>& expr) {
  if (expr) expression(label, *expr);
}

void DumpWriter::nodes(std::string_view label, const std::vector<ast::Expr>& operands) {
  const auto inside = open(label);
  for (const auto& operand : operands) node(operand);
}

void DumpWriter::node(const ast::Expr& expr) { std::visit(NodeWriter{*this}, expr.node); }

}  // namespace waymark
