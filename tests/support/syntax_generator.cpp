#include <cctype>

#include <fmt/format.h>

#include "program_generator.hpp"
#include "random_source.hpp"

namespace waymark::generated {
namespace {

// Writes templates for `with_random_layout`.
class SyntaxGenerator {
 public:
  explicit SyntaxGenerator(std::uint64_t seed) : random_{seed} {}

  std::string file() {
    std::string result =
        optional(fmt::format("{} {} {}{{ {}{}}} ", random_.one_of({"pathway", "library", "site"}), name(),
                             title(), adapts(), repeated(3, &SyntaxGenerator::header_item)));
    return result + repeated(6, &SyntaxGenerator::declaration);
  }

 private:
  using Rule = std::string (SyntaxGenerator::*)();

  std::string repeated(int most, Rule rule) {
    std::string result;
    for (int count = random_.below(most + 1); count > 0; --count) result += (this->*rule)() + ' ';
    return result;
  }

  // With commas. In a `loose` list one may end it, and one may be missing where nothing else can be meant.
  std::string list(int most, Rule rule, bool loose) {
    std::string result = (this->*rule)();
    for (int count = random_.below(most); count > 0; --count) {
      const auto next = (this->*rule)();
      const bool goes_on =
          next.front() == '-' || std::isdigit(static_cast<unsigned char>(result.back())) != 0;
      const bool left_out = loose && !goes_on && random_.once_in(5);
      result += (left_out ? " " : random_.one_of({", ", " , "})) + next;
    }
    return result + (loose && random_.once_in(3) ? " ," : "");
  }

  std::string optional(const std::string& text) { return random_.flip() ? text : ""; }

  std::string name() {
    return random_.one_of({"a", "spo2", "risk_of_bleeding", "x1", "causes", "type", "known",
                           "severe_respiratory_failure", "adapt", "site"});
  }
  std::string dotted() { return random_.once_in(4) ? name() + "." + name() : name(); }
  std::string text() {
    return random_.one_of({"\"Title\"", "\"\"", "\"with # sign, and { brace\"", "\"a \\\"quoted\\\" word\"",
                           "\"Größe 体重 µg\"",
                           "\"a long text that takes about as much room as half of a line has\"",
                           "\"\"\"\n    two lines\n      of text\n    \"\"\"", "\"\"\"one\"\"\""});
  }
  std::string title() { return optional(text() + " "); }
  std::string number() { return random_.one_of({"0", "1", "2.5", "100", "0.001", "34567"}); }
  std::string unit() {
    return random_.one_of({"%", "mg", "10^9/L", "mL/min/1.73m2", "'mm[Hg]'", "years", "µg/kg/day", "'/min'"});
  }
  std::string quantity() { return number() + (random_.flip() ? "~" + unit() : ""); }
  std::string date() {
    return random_.one_of(
        {"2026-11-23", "2026-11-23T08:30", "2026-11-23T08:30:15Z", "2026-11-23T08:30+01:00"});
  }
  std::string citation() {
    return random_.one_of({"general.1", "plasma_exchange.5a", "guideline.special.12"});
  }
  std::string citations() { return list(4, &SyntaxGenerator::citation, false); }
  std::string dotted_names() { return list(6, &SyntaxGenerator::dotted, false); }
  std::string names() { return list(4, &SyntaxGenerator::name, false); }
  std::string set() { return "{ " + optional(names() + " ") + "}"; }

  std::string last_comma() { return random_.once_in(4) ? " ," : ""; }
  std::string arguments() {
    return "( " + list(4, &SyntaxGenerator::expression, false) + last_comma() + " )";
  }
  std::string arm() { return sum() + (random_.once_in(4) ? " otherwise" : " when " + expression()); }
  std::string choose() { return "choose { " + list(3, &SyntaxGenerator::arm, true) + " }"; }
  std::string call() {
    return name() + "(" + list(3, &SyntaxGenerator::expression, false) + last_comma() + " )";
  }
  std::string span() {
    switch (random_.below(5)) {
      case 0: return " over " + quantity();
      case 1: return " over " + quantity() + " before " + dotted();
      case 2: return " since " + dotted();
      case 3: return " from " + quantity() + optional(" to " + quantity()) + " after " + dotted();
      default: return "";
    }
  }
  std::string window() {
    return random_.one_of({"highest ", "lowest ", "earliest ", "average ", "latest`", "previous`", "total`",
                           "number of "}) +
           read_fact() + span();
  }
  // Behind `latest` these words begin what comes next.
  std::string read_fact() {
    const auto name = dotted();
    return name == "type" || name == "then" || name == "applies" || name == "rounded" ? "spo2" : name;
  }
  std::string counted_readings() {
    const auto test = random_.one_of({" >= ", " < "}) + sum();
    return "readings of " + dotted() + (random_.flip() ? test : " is " + predicate()) + span() +
           optional(" at least " + quantity() + " apart");
  }
  std::string special_operand() {
    switch (random_.below(8)) {
      case 0: return "( " + expression() + " )";
      case 1: return choose();
      case 2:
        return random_.one_of({"at least ", "at most ", "exactly "}) + "2 " +
               (random_.flip() ? "of " + arguments() : counted_readings());
      case 3: return random_.one_of({"any ", "first "}) + "known of " + arguments();
      case 4:
        if (random_.once_in(4))
          return optional(random_.one_of({"highest ", "lowest "})) + optional("daily ") + "dose of " +
                 dotted();
        return random_.flip() ? "time from " + dotted() + " to " + dotted()
                              : random_.one_of({"time since ", "years since ", "points of "}) + dotted();
      case 5: return call();
      case 6: return date();
      default: return window();
    }
  }
  std::string operand() {
    const bool deep = ++depth_ > 4 || !random_.once_in(4);
    const auto result = !deep            ? special_operand()
                        : random_.flip() ? dotted()
                        : random_.flip() ? quantity()
                                         : random_.one_of({"yes", "no", "unknown"});
    --depth_;
    return result;
  }
  std::string sign() { return random_.once_in(6) ? random_.one_of({"-", "- "}) : ""; }
  std::string sum() {
    auto result = sign() + operand();
    while (random_.once_in(4)) result += random_.one_of({" + ", " - ", " * ", " / "}) + sign() + operand();
    return result;
  }
  std::string predicate() {
    const auto word = random_.one_of({"yes", "known", "ruled out", "severe", "confirmed"});
    return random_.once_in(4) ? "one of { " + names() + " }" : word;
  }
  std::string test() {
    switch (random_.below(5)) {
      case 0: return sum() + " is " + optional("not ") + predicate();
      case 1: return sum() + " between " + sum() + " and " + optional("below ") + sum();
      case 2:
        return dotted() + " includes " +
               (random_.flip() ? name() : random_.one_of({"any of ", "all of "}) + set());
      case 3: return sum() + " in " + unit();
      default: return sum() + random_.one_of({" < ", " <= ", "≥", " ≠ ", ">", " = ", "!="}) + sum();
    }
  }
  std::string expression() {
    auto result = optional(random_.once_in(3) ? "not " : "") + (random_.flip() ? test() : sum());
    if (++depth_ < 5) {
      while (random_.once_in(3)) result += random_.one_of({" and ", " or ", " implies "}) + test();
    }
    --depth_;
    return result;
  }

  std::string member() {
    return name() + ' ' + title() +
           (random_.once_in(4) ? "= " + random_.one_of({"", "-", "- "}) + number() + ' ' : "") +
           (random_.once_in(6) ? "cite " + citations() + ' ' : "") + (random_.once_in(6) ? code() : "");
  }
  std::string members() {
    if (random_.flip()) return "{ " + list(4, &SyntaxGenerator::member, true) + " }";
    return "{ " + member() + " < " + member() + " < " + member() + " }";
  }
  std::string type() {
    switch (random_.below(7)) {
      case 0: return "yes or no";
      case 1: return optional("whole ") + "number";
      case 2: return "number in " + unit();
      case 3: return "one of " + members();
      case 4: return "any of " + members();
      case 5: return random_.one_of({"date", "moment", "event"});
      default: return dotted();
    }
  }

  // First of all: behind a number it would be a unit.
  std::string adapts() { return optional("adapts " + name() + ' ' + text() + ' '); }

  std::string header_item() {
    switch (random_.below(4)) {
      case 0: return "version " + text();
      case 1: return "follows " + names();
      case 2: return "applies when " + expression();
      default: return "about " + text();
    }
  }
  std::string reference() { return random_.one_of({"1", "23"}); }
  std::string statement() {
    return "statement " + random_.one_of({"1", "5a", "12"}) + ' ' + text() + ' ' +
           optional("refs " + list(3, &SyntaxGenerator::reference, false) + ' ') +
           (random_.once_in(3) ? random_.one_of({"incomplete ", "outside "}) + text() + ' ' : "") +
           (random_.once_in(4) ? "open " + text() : "");
  }
  std::string source_section() {
    return "section " + name() + ' ' + title() + "{ " +
           (random_.once_in(4) ? "heading " + text() + ' ' : "") + repeated(3, &SyntaxGenerator::statement) +
           "}";
  }
  std::string source_item() {
    switch (random_.below(5)) {
      case 0: return random_.one_of({"heading ", "edition ", "address "}) + text();
      case 1: return "retrieved " + date();
      default: return source_section();
    }
  }
  std::string basis() { return random_.flip() ? "cite " + citations() : "interprets " + text(); }
  std::string bounds() { return "within " + sum() + " to " + optional("below ") + sum() + ' '; }
  std::string code() {
    if (random_.once_in(4)) return "code in " + dotted() + ' ';
    return "code " + random_.one_of({"loinc ", "\"http://example.org/codes\" "}) + text() +
           (random_.once_in(3) ? ", " + text() : "") + ' ';
  }
  std::string fact() {
    return "fact " + name() + ' ' + title() + ": " + type() + ' ' + optional(bounds()) +
           optional("valid for " + sum() + ' ') + optional("molar mass 113.12~g/mol ") +
           (random_.once_in(4) ? "plausible " + sum() + " to " + sum() + ' ' : "") +
           repeated(2, &SyntaxGenerator::code) + (random_.once_in(4) ? "from observation " : "") +
           (random_.once_in(4) ? "cite " + citations() : "");
  }
  std::string parameter() {
    return "parameter " + name() + ' ' + title() + ": " + type() + ' ' + optional(bounds()) +
           optional("= " + expression() + ' ') + (random_.once_in(4) ? "cite " + citations() : "");
  }
  std::string define_parameter() { return name() + (random_.flip() ? " : " : ": ") + type(); }
  std::string define() {
    const auto parameters =
        random_.once_in(4) ? "( " + list(3, &SyntaxGenerator::define_parameter, false) + last_comma() + " ) "
                           : " ";
    return "define " + name() + parameters + title() + optional(": " + type() + ' ') + "= " + expression() +
           ' ' + repeated(1, &SyntaxGenerator::basis);
  }
  std::string points() {
    return random_.one_of({"", "-", "- "}) + number() + " when " + expression() + ' ' + optional(text());
  }
  std::string score_row() { return points() + (random_.once_in(3) ? " otherwise " + points() : ""); }
  std::string score() {
    return "score " + name() + ' ' + title() + repeated(1, &SyntaxGenerator::basis) + "{ " +
           list(3, &SyntaxGenerator::score_row, true) + " }";
  }
  std::string cell() {
    switch (random_.below(5)) {
      case 0: return "any";
      case 1: return random_.one_of({"< ", "<= ", "≥ ", "= ", "!="}) + sum();
      case 2: return random_.one_of({"above ", ""}) + sum() + " to " + optional("below ") + sum();
      default: return sum() + optional(" , " + sum());
    }
  }
  std::string converted() { return sum() + (random_.once_in(4) ? " in " + unit() : ""); }
  std::string output() {
    return random_.one_of({"dose", "a", "x1"}) + ' ' + title() + optional(": " + type());
  }
  std::string table() {
    const int columns = 1 + random_.below(3), outputs = random_.below(3);
    auto result = "table " + name() + ' ' + title() + optional(": " + type() + ' ') + optional("first ") +
                  repeated(1, &SyntaxGenerator::basis) + "{";
    for (int i = 0; i < columns; ++i) result += " | " + converted();
    result += " =>";
    for (int i = 0; i < outputs; ++i) result += (i > 0 ? " , " : " ") + output();
    for (int row = random_.below(4); row >= 0; --row) {
      result += row == 0 && random_.flip() ? " | otherwise" : "";
      for (int i = 0; i < columns && !result.ends_with("otherwise"); ++i) result += " | " + cell();
      result += " => " + converted();
      for (int i = 1; i < outputs; ++i) result += " , " + converted();
    }
    return result + " }";
  }
  std::string action() {
    return "action " + name() + ' ' + title() + random_.one_of({"drug ", "support "}) +
           (random_.once_in(3) ? "any of " + set() + ' ' : "") + repeated(2, &SyntaxGenerator::code);
  }

  std::string range() { return sum() + optional(" to " + sum()); }
  std::string dose() {
    // Behind a count of readings `at least` would say how far they lie apart.
    const auto amount = range();
    const bool counts = amount.find("readings of") != std::string::npos;
    return "dose " + amount + (random_.once_in(5) ? " of " + dotted() : "") +
           (random_.once_in(4) ? (counts ? " at most " : random_.one_of({" at least ", " at most "})) + sum()
                               : "") +
           (random_.once_in(5) ? random_.one_of({" rounded to ", " rounded down to "}) + sum() : "");
  }
  std::string regimen() {
    switch (random_.below(4)) {
      case 0: return dose();
      case 1: return "route oral";
      case 2: return "every " + range();
      default: return "for " + range();
    }
  }
  std::string attribute() {
    switch (random_.below(16)) {
      case 14: return random_.one_of({"interprets ", "silent "}) + text();
      case 12: return "then " + regimen();
      case 0: return "when " + expression();
      case 1: return "until " + expression();
      case 2: return "requires known " + dotted_names();
      case 3: return "because " + text();
      case 4: return "promptly";
      case 5: return "strength " + random_.one_of({"strong", "conditional"});
      case 6: return "certainty " + random_.one_of({"high", "very low", "low"});
      case 7: return "within " + range() + optional(" of " + dotted());
      case 8: return random_.one_of({"target ", "done when "}) + expression();
      case 9: return "precedes " + dotted_names();
      case 10:
      case 11: return "cite " + citations();
      default: return regimen();
    }
  }
  std::string attributes() { return "{ " + repeated(4, &SyntaxGenerator::attribute) + "}"; }
  std::string option() {
    if (++depth_ < 4 && random_.once_in(4)) return (--depth_, choice());
    --depth_;
    return dotted() + (random_.once_in(4) ? " { " + repeated(2, &SyntaxGenerator::regimen) + "}" : "");
  }
  std::string choice() {
    return random_.one_of({"one of", "all of"}) + " { " + list(3, &SyntaxGenerator::option, true) + " }";
  }
  std::string recommendation() {
    const auto command = random_.flip() ? random_.one_of({"must ", "should "}) + optional("not ") +
                                              random_.one_of({"give ", "use ", "refer to "})
                                        : random_.one_of({"consider ", "consider start "});
    const auto target = random_.once_in(3) ? choice() : dotted();
    return command + target + ' ' + optional("as " + name() + ' ') + (random_.once_in(6) ? "" : attributes());
  }
  std::string note_item() {
    switch (random_.below(4)) {
      case 3: return random_.one_of({"interprets ", "silent "}) + text();
      case 0: return "says " + text();
      case 1: return "when " + expression();
      default: return "cite " + citations();
    }
  }
  std::string branches() {
    auto result = "when " + expression() + " " + block();
    while (random_.once_in(3)) result += " otherwise when " + expression() + " " + block();
    return result + (random_.once_in(3) ? " otherwise " + block() : "") +
           (random_.once_in(3) ? " if unknown " + block() : "");
  }
  std::string block_item() {
    switch (depth_ > 3 ? 1 + random_.below(4) : random_.below(5)) {
      case 0: return branches();
      case 1:
        return "contraindicated " + dotted_names() + ' ' + optional("as " + name() + ' ') + attributes();
      case 2: return "note " + name() + " { " + repeated(3, &SyntaxGenerator::note_item) + "}";
      default: return recommendation();
    }
  }
  std::string block() {
    ++depth_;
    const auto result = "{ " + repeated(3, &SyntaxGenerator::block_item) + "}";
    --depth_;
    return result;
  }
  std::string section() {
    return "section " + name() + ' ' + title() + optional("when " + expression() + ' ') + block();
  }

  std::string reading() {
    const auto value = random_.once_in(6) ? random_.one_of({"2026-11", "2026", "2024-02"}) : sum();
    return value + (random_.once_in(3) ? " at " + date() : random_.once_in(3) ? " 3~hours ago" : "");
  }
  std::string scenario_item() {
    switch (random_.below(10)) {
      case 8:
        return "expect " + dotted() + random_.one_of({" done", " due", " not due", " overdue"}) +
               optional(" by " + date());
      case 6: return "expect " + dotted() + " dose " + range() + optional(" of " + dotted());
      case 7: return "expect " + dotted() + " open " + dotted_names();
      case 0: return "at " + date();
      case 1:
        return "given " + dotted() + " includes " + name() +
               optional(" = " + random_.one_of({"yes", "no", "unknown"}));
      case 2: return "given " + dotted() + " = " + set();
      case 3: return "given " + dotted() + " = " + list(4, &SyntaxGenerator::reading, false);
      case 4: return "expect conflict " + dotted() + ", " + dotted();
      case 5:
        return "expect " + dotted() + random_.one_of({" advised", " not advised", " undetermined"}) +
               optional(" needs " + dotted_names());
      default: return "expect " + expression();
    }
  }
  std::string scenario() {
    return "scenario " + text() + ' ' + optional("extends " + text() + ' ') + "{ " +
           repeated(5, &SyntaxGenerator::scenario_item) + "}";
  }

  std::string change() {
    switch (random_.below(5)) {
      case 0: return "valid for " + sum();
      case 1: return code();
      case 2: return "from " + name();
      case 3: return "otherwise no";
      default: return attribute();
    }
  }
  std::string changes() { return "{ " + repeated(4, &SyntaxGenerator::change) + "}"; }
  std::string adapt() {
    const auto target = "\nadapt " + dotted() + ' ';
    if (random_.flip()) return target + changes();
    return target + "= " + expression() + ' ' + optional(changes());
  }

  std::string declaration() {
    switch (random_.below(16)) {
      case 14: return adapt();
      case 15: return "\nwithdraw " + dotted() + ' ' + (random_.once_in(3) ? "" : attributes());
      case 0: return "use " + name();
      case 12: return table();
      case 1:
        return "source " + name() + ' ' + title() + "{ " + repeated(3, &SyntaxGenerator::source_item) + "}";
      case 2: return fact();
      case 3: return parameter();
      case 4: return define();
      case 5: return score();
      case 6: return action();
      case 7:
        return random_.once_in(4) ? "\ncodes " + name() + ' ' + title() + "from " + text()
                                  : "\ntype " + name() + ' ' + title() + ": " + type();
      case 8: return "unit torr = 133.322~Pa " + optional("ucum " + text());
      case 9: return random_.one_of({"always ", "never "}) + text() + " : " + expression();
      case 10: return scenario();
      default: return section();
    }
  }

  RandomSource random_;
  int depth_ = 0;
};

}  // namespace

std::string syntax(std::uint64_t seed) { return with_random_layout(SyntaxGenerator{seed}.file(), seed); }

}  // namespace waymark::generated
