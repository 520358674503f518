#include "program_generator.hpp"
#include "random_source.hpp"

namespace waymark::generated {
namespace {

class RandomLayout {
 public:
  RandomLayout(std::string_view text, std::uint64_t seed)
      : text_{text}, random_{seed ^ 0x9e3779b97f4a7c15U} {}

  std::string written() {
    crowded_ = random_.below(3);
    if (random_.once_in(4)) comments();
    for (std::size_t at = 0; at < text_.size();) at = step(at);
    if (random_.flip()) result_ += '\n';
    return result_;
  }

 private:
  std::size_t step(std::size_t at) {
    if (text_[at] == '"') return literal(at);
    if (text_[at] == ' ') {
      gap();
    } else if (text_[at] == '~') {
      result_ += text_.substr(at + 1, 2) == "10" ? " " : random_.one_of({" ", " ", "", "  \t"});
    } else if (text_[at] == '`') {
      result_ += random_.one_of({" ", " ", "  ", "\t"});
    } else {
      result_ += text_[at];
    }
    return at + 1;
  }

  std::size_t literal(std::size_t begin) {
    const bool is_long = text_.substr(begin, 3) == "\"\"\"";
    const std::string_view quote = is_long ? "\"\"\"" : "\"";
    auto end = begin + quote.size();
    while (text_.substr(end, quote.size()) != quote) end += text_[end] == '\\' ? 2 : 1;
    end += quote.size();
    result_ += text_.substr(begin, end - begin);
    return end;
  }

  void gap() {
    const int often[] = {40, 8, 3};
    const int chance = often[crowded_];
    if (random_.once_in(chance)) return comments();
    result_ += random_.once_in(chance) ? random_.one_of({"\n", "\n\n\n", "\r\n", "  \n    ", "\n\t", "\n\n"})
                                       : random_.one_of({" ", " ", " ", "  ", "\t"});
  }

  void comments() {
    result_ += random_.one_of({" ", "", "    ", "\n", "\n\n  "});
    do {
      result_ += '#' +
                 random_.one_of({"", " why", "!", " { not a block", " a \"quote", " trailing blanks  ",
                                 " 体重 §", "##"}) +
                 std::to_string(++count_) + random_.one_of({"\n", "\n\n", "  \n", "\r\n", "\n    "});
    } while (random_.once_in(4));
  }

  std::string_view text_;
  RandomSource random_;
  int crowded_ = 0;
  int count_ = 0;
  std::string result_;
};

}  // namespace

std::string with_random_layout(std::string_view template_text, std::uint64_t seed) {
  return RandomLayout{template_text, seed}.written();
}

}  // namespace waymark::generated
