#include "tools/report/plain_words.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "lang/model/operation_groups.hpp"
#include "lang/text/characters.hpp"
#include "lang/text/overloaded.hpp"
#include "tools/report/wording.hpp"

namespace waymark {

namespace {

using Names = std::map<std::string, std::string, std::less<>>;

std::string spaced(std::string id) {
  std::ranges::replace(id, '_', ' ');
  return id;
}

template <typename Named>
void add_title(Names& names, const Named& named) {
  names[named.id] = named.title.empty() ? spaced(named.id) : in_sentence(named.title);
}

void add(Names& names, const model::Declaration& declared) {
  const auto title = short_title(declared);
  names[declared.id] = title;
  if (!declared.library.empty()) names[declared.library + "." + declared.id] = title;
}

// The names of the members of its type, and the one that it is itself.
void add_names(Names& names, const model::Model& model, model::ExprId expr) {
  const auto& expression = model[expr];
  if (expression.type.members) {
    for (const auto& member : expression.type.members->members) add_title(names, member);
  }
  std::visit(overloaded{
                 [&](const model::FactReference& o) { add(names, model.facts[o.fact]); },
                 [&](const model::TimeSinceReading& o) { add(names, model.facts[o.fact]); },
                 [&](const model::Window& o) { add(names, model.facts[o.fact]); },
                 [&](const model::ReadingCount& o) { add(names, model.facts[o.fact]); },
                 [&](const model::ParameterReference& o) { add(names, model.parameters[o.parameter]); },
                 [&](const model::DefineReference& o) { add(names, model.defines[o.define]); },
                 [&](const model::DefineCall& o) { add(names, model.defines[o.define]); },
                 [&](const model::ScoreReference& o) { add(names, model.scores[o.score]); },
                 [](const model::NamesNothing auto&) {},
             },
             expression.operation);
}

Names names_in(const model::Model& model, model::ExprId expr) {
  Names names;
  std::vector<model::ExprId> pending{expr};
  while (!pending.empty()) {
    const auto next = pending.back();
    pending.pop_back();
    add_names(names, model, next);
    for (const auto operand : model::operands(model[next].operation)) pending.push_back(operand);
  }
  return names;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> comparisons{{{">=", "is at least"},
                                                                                    {"<=", "is at most"},
                                                                                    {"!=", "is not"},
                                                                                    {"<", "is below"},
                                                                                    {">", "is above"},
                                                                                    {"=", "is"}}};

// Of a test of readings: "2 readings of systolic pressure of at least 140 mmHg".
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> tests_of_readings{
    {{">=", "of at least"},
     {"<=", "of at most"},
     {"!=", "other than"},
     {"<", "below"},
     {">", "above"},
     {"=", "of"}}};

// Signs that stand within units too, where they have no blanks around them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> arithmetic{
    {{" * ", " times "}, {" / ", " divided by "}}};

bool begins_name(char c) { return is_letter(c) || c == '_'; }

// How long the name or number is that stands first.
std::size_t word_length(std::string_view text) {
  const auto goes_on = [](char c) { return begins_name(c) || is_digit(c) || c == '.'; };
  const auto end = std::ranges::find_if_not(text, goes_on);
  return static_cast<std::size_t>(end - text.begin());
}

// Says an author's text in words, from one word to the next.
class PlainWords {
 public:
  PlainWords(const Names& names, std::string_view text) : names_{names}, rest_{text} {}

  std::string all() {
    std::string result;
    while (!rest_.empty()) result += next();
    return result;
  }

 private:
  std::string next() {
    for (const auto& [sign, words] : arithmetic) {
      if (!rest_.starts_with(sign)) continue;
      rest_.remove_prefix(sign.size());
      return std::string{words};
    }
    for (const auto& [sign, words] : tests_readings_ ? tests_of_readings : comparisons) {
      if (!rest_.starts_with(sign)) continue;
      rest_.remove_prefix(sign.size());
      if (std::exchange(tests_readings_, false)) return std::string{words};
      return agreeing(subject_, std::string{words});
    }
    const auto length = std::max<std::size_t>(1, word_length(rest_));
    const auto word = rest_.substr(0, length);
    rest_.remove_prefix(length);
    tests_readings_ |= word == "readings";
    const auto found = names_.find(word);
    if (found == names_.end()) return as_verb(word);
    subject_ = found->second;
    return subject_;
  }

  std::string as_verb(std::string_view word) const {
    if (word == "is") return agreeing(subject_, "is");
    return word == "includes" && is_plural(subject_) ? "include" : std::string{word};
  }

  const Names& names_;
  std::string_view rest_;
  std::string subject_;          // the title that was said last
  bool tests_readings_ = false;  // `readings of` has been said, and the comparison not yet
};

// What comes before the words that say more of it.
std::string head_of(const std::string& title) {
  constexpr std::array more{" of ",   " in ", " for ",  " with ", " at ", " to ",
                            " from ", " by ", " that ", " on ",   " (",   " since "};
  auto end = title.size();
  for (const auto* each : more) end = std::min(end, title.find(each));
  return title.substr(0, end);
}

}  // namespace

std::string short_title(const model::Declaration& declared) {
  if (declared.title.empty()) return spaced(declared.id);
  return in_sentence(declared.title.substr(0, declared.title.find(", ")));
}

static bool is_sentence(const std::string& title) {
  constexpr std::array verbs{" is ", " are ", " has ", " have ", " was ", " were "};
  return std::ranges::any_of(verbs, [&](auto verb) { return title.find(verb) != title.npos; });
}

std::string as_subject(const std::string& title) {
  return is_sentence(title) ? fmt::format("\"{}\"", title) : title;
}

std::string in_question(const std::string& title) { return is_sentence(title) ? "whether " + title : title; }

std::string in_plain_words(const model::Model& model, model::ExprId expr, const std::string& written) {
  const auto names = names_in(model, expr);
  return PlainWords{names, written}.all();
}

bool is_plural(const std::string& title) {
  const auto head = head_of(title);
  if (head.find(" and ") != head.npos) return true;
  const auto word = head.substr(head.rfind(' ') + 1);
  constexpr std::array single{"ss", "us", "is", "as", "betes", "scites", "erpes", "abies", "aries"};
  const auto ends_so = [&](const char* end) { return word.ends_with(end); };
  return word.size() > 3 && word.ends_with('s') && std::ranges::none_of(single, ends_so);
}

std::string agreeing(const std::string& title, const std::string& verb) {
  const bool is_one = verb == "is" || verb.starts_with("is ");
  return is_one && is_plural(title) ? "are" + verb.substr(2) : verb;
}

}  // namespace waymark
