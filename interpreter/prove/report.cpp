#include "interpreter/prove/report.hpp"

#include <algorithm>

namespace waymark::prove {

const QuestionText& text_of(Question question) {
  return *std::ranges::find(questions, question, &QuestionText::question);
}

std::optional<Question> question_named(std::string_view text) {
  const auto found = std::ranges::find_if(
      questions, [&](const QuestionText& each) { return each.id == text || each.name == text; });
  return found == questions.end() ? std::nullopt : std::optional{found->question};
}

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::proved: return "proved";
    case Verdict::refuted: return "refuted";
    case Verdict::not_proved: break;
  }
  return "not_proved";
}

std::string_view to_string(Weight weight) {
  switch (weight) {
    case Weight::error: return "error";
    case Weight::warning: return "warning";
    case Weight::note: break;
  }
  return "note";
}

}  // namespace waymark::prove
