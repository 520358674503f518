// Whom the pathway is for.
#include <set>

#include "interpreter/diff/declarations.hpp"
#include "lang/text/one_line.hpp"

namespace waymark::diff {
namespace {

// All conditions of `applies when`: what they mean, and how they are written.
struct Applies {
  std::set<std::uint32_t> meanings;
  std::string text;
};

Applies applies_of(const Side& side, const std::vector<std::uint32_t>& meanings) {
  Applies result;
  for (const auto expr : side.model.applies) {
    result.meanings.insert(meanings[side.model[expr].canonical]);
    if (!result.text.empty()) result.text += ", ";
    result.text += one_line(side.sources.text(side.model[expr].span));
  }
  if (result.text.empty()) result.text = "none";
  return result;
}

}  // namespace

std::vector<DeclarationChange> header_changes(const Side& before, const Side& after,
                                              const Meanings& meanings) {
  const auto old = applies_of(before, meanings.before);
  const auto young = applies_of(after, meanings.after);
  if (old.meanings == young.meanings) return {};
  return {{ChangeKind::changed, "pathway", before.model.id, "applies when", old.text, young.text,
           old.text == young.text}};
}

}  // namespace waymark::diff
