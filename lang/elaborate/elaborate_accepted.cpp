#include <algorithm>

#include "lang/elaborate/elaboration.hpp"
#include "lang/text/listed.hpp"
#include "lang/text/proof_questions.hpp"
#include "lang/text/suggest.hpp"

// Findings that are meant; those of a library are its own business.
namespace waymark {

static void report_unknown_question(Elaboration& context, const ast::Name& question) {
  const std::vector<std::string> names(proof_questions.begin(), proof_questions.end());
  context.diagnostics.report(question.span, diagnostics::unknown_question, question.text)
      .help(fmt::format("the questions are {}", listed(names, "`")));
}

void elaborate_accepted(Elaboration& context) {
  const auto& adapted = context.modules[context.main].adapted;
  for (const auto& file : context.modules[context.main].files) {
    const bool is_own = !adapted || !adapted->files.contains(file.index());
    for (const auto& each : file->accepted) {
      if (std::ranges::find(proof_questions, each.question.text) == proof_questions.end())
        report_unknown_question(context, each.question);
      context.model.accepted.push_back(
          {each.question.text, each.reason.value, each.span, each.scope, each.whole, is_own});
    }
  }
}

}  // namespace waymark
